package io.rostrum.testing.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs measurements by name: `bench [--short | --part N] [--out DIR] NAME…`, in full, in a tenth or in an N-th of the
/// time; without a name it lists them. Exit code 1 when a bar was missed.
public final class Bench {
    /// One measurement.
    @FunctionalInterface
    interface Measurement {
        /// @param length how long the standard calls for; or a part of it, and at least ten seconds
        void run(Report report, Length length) throws Exception;
    }

    /// Scales what the standard asks for down to a short run.
    ///
    /// @param divisor 1 for the real thing
    record Length(int divisor) {
        Duration of(int seconds) {
            return Duration.ofSeconds(Math.max(Math.min(10, seconds), seconds / divisor));
        }

        int times(int count) {
            return Math.max(1, count / divisor);
        }
    }

    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("targets", TargetsBench::targets);
        ALL.put("cpu", TargetsBench::cpu);
        ALL.put("slope", TargetsBench::slope);
        ALL.put("sync", SyncBench::card);
        ALL.put("sync-device", SyncBench::device);
        ALL.put("colour", ColourBench::run);
        ALL.put("trouble", TroubleBench::run);
        ALL.put("uplink", UplinkBench::run);
        ALL.put("encoder-failure", EncoderFailureBench::run);
        ALL.put("camera", CameraBench::run);
        ALL.put("scenes", ScenesBench::run);
        ALL.put("governor", GovernorBench::run);
        ALL.put("effects", EffectsBench::run);
        ALL.put("effect-pictures", EffectsBench::pictures);
        ALL.put("players", PlayersBench::run);
        ALL.put("ladder", LadderBench::run);
        ALL.put("fanout", FanoutBench::run);
        ALL.put("glass", GlassBench::run);
        ALL.put("hls", HlsBench::run);
        ALL.put("start", StartBench::run);
        ALL.put("first-run", FirstRunBench::run);
        ALL.put("studio-start", StudioStartBench::run);
        ALL.put("studio", StudioBench::window);
        ALL.put("kills", KillsBench::run);
        ALL.put("recording-kills", RecordingKillsBench::run);
        ALL.put("soak", SoakBench::run);
        ALL.put("attacks", AttacksBench::run);
        ALL.put("chat", ChatBench::run);
    }

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean brief = names.remove("--short");
        Path out = Path.of("target", "bench");
        int divisor = brief ? 10 : 1;
        int part = names.indexOf("--part");
        if (part >= 0) {
            divisor = Integer.parseInt(names.get(part + 1));
            names.subList(part, part + 2).clear();
        }
        int at = names.indexOf("--out");
        if (at >= 0) {
            out = Path.of(names.get(at + 1));
            names.subList(at, at + 2).clear();
        }
        if (names.isEmpty() || !ALL.keySet().containsAll(names)) {
            System.err.println("usage: bench [--short | --part N] [--out DIR] NAME...   with NAME one of "
                    + String.join(", ", ALL.keySet()));
            System.exit(2);
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        boolean met = true;
        for (String name : names) {
            Report report = new Report(name);
            java.util.Objects.requireNonNull(ALL.get(name)).run(report, new Length(divisor));
            report.write(out);
            met &= report.met();
        }
        System.exit(met ? 0 : 1);
    }
}
