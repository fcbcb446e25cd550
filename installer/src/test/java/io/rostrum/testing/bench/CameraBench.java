package io.rostrum.testing.bench;

import io.rostrum.capture.session.CameraRounds;
import io.rostrum.capture.session.SessionState;
import io.rostrum.capture.session.SessionStats;
import io.rostrum.testing.ProcessMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A substitute camera that is unplugged and plugged in fifty times while it is live, in this very process; every fifth
/// time it stays away for long, so that it is tried seldom by then.
final class CameraBench {
    private static final int ROUNDS = 50;
    private static final int LONG_EACH = 5;
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(6);

    private CameraBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        int rounds = length.times(ROUNDS);
        List<CameraRounds.Round> taken = new ArrayList<>();
        CameraRounds live = new CameraRounds();
        try (live) {
            List<String> threads = CameraRounds.threads();
            double before = 0;
            for (int i = 0; i < rounds; i++) {
                Duration away = i % LONG_EACH == LONG_EACH - 1 ? LONG : SHORT.plusMillis(37L * (i % 7));
                taken.add(live.next(() -> TargetsBench.pass(away)));
                before = i == rounds / 5 ? memory() : before;
            }
            report.note("rounds, openings of the camera", "%d, %d", rounds, live.openings());
            times(report, taken);
            report.note("memory of the process after a fifth, at the end", "%.1f, %.1f MiB", before, memory());
            report.judge(
                    "threads for cameras at the end",
                    String.valueOf(CameraRounds.threads().size()),
                    String.valueOf(threads.size()),
                    CameraRounds.threads().size() == threads.size());
            report.judge(
                    "state of the broadcast",
                    live.state().toString(),
                    "running",
                    live.state() instanceof SessionState.Running);
        }
        SessionStats last = live.stats();
        report.judge(
                "pictures, packets, cameras left open",
                last.pictures() + ", " + last.packets() + ", " + live.open(),
                "0, 0, 0",
                last.pictures() == 0 && last.packets() == 0 && live.open() == 0);
    }

    private static void times(Report report, List<CameraRounds.Round> taken) {
        List<Duration> placeholders =
                taken.stream().map(CameraRounds.Round::placeholder).toList();
        List<Duration> pictures =
                taken.stream().map(CameraRounds.Round::picture).toList();
        report.note("placeholder, median", "%.3f s", median(placeholders));
        report.atMost("placeholder, longest", longest(placeholders), 1, "s");
        report.note("picture back, median", "%.3f s", median(pictures));
        report.atMost("picture back, longest", longest(pictures), 2, "s");
    }

    private static double median(List<Duration> times) {
        return TargetsBench.median(times.stream().map(CameraBench::seconds).toList());
    }

    private static double longest(List<Duration> times) {
        return seconds(times.stream().max(Comparator.naturalOrder()).orElseThrow());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double memory() {
        return new ProcessMeter(ProcessHandle.current().pid()).read().rssMiB();
    }
}
