package io.rostrum.testing.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/// The studio's window live and recording, and studio, bundled server or both killed at random moments.
final class KillsBench {
    private static final int ROUNDS = 20;
    private static final int FRAMES_A_SECOND = 30;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private KillsBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        int rounds = (int) Math.max(2, length.of(ROUNDS).toSeconds());
        Random random = new Random(7);
        int intact = 0;
        int studios = 0;
        int back = 0;
        int mostLost = 0;
        int playable = 0;
        Path data = Files.createTempDirectory("rostrum-kills");
        try (VirtualDisplay display = VirtualDisplay.start(1360, 860);
                SoundServer sound = SoundServer.start();
                NginxRtmp nginx = NginxRtmp.start()) {
            Map<String, String> environment = new HashMap<>(sound.environment());
            environment.put("DISPLAY", display.name());
            Files.writeString(data.resolve("settings.json"), StudioBench.card(nginx.live("kills"), data));
            for (int round = 0; round < rounds; round++) {
                int victim = random.nextInt(3);
                try (Child studio = start(environment, data)) {
                    awaitBoth(studio);
                    TargetsBench.pass(Duration.ofMillis(4_000 + random.nextInt(3_000)));
                    JsonObject before = settings(data);
                    if (victim != 1) {
                        ProcessHandle.of(studio.pid()).ifPresent(ProcessHandle::destroyForcibly);
                        studios++;
                        TargetsBench.pass(Duration.ofSeconds(1));
                        int lost = lostFrames(nginx, data.resolve("recordings"));
                        playable += lost >= 0 ? 1 : 0;
                        mostLost = Math.max(mostLost, lost);
                    }
                    if (victim != 0) {
                        killServer(data);
                        if (victim == 1) {
                            awaitServer(data);
                            back++;
                        }
                    }
                    intact += settings(data).equals(before) ? 1 : 0;
                }
            }
            try (Child studio = start(environment, data)) {
                awaitBoth(studio);
            }
        }
        report.judge("settings intact", intact + " of " + rounds, "all", intact == rounds);
        report.judge("recordings of killed studios play", playable + " of " + studios, "all", playable == studios);
        report.atMost("pictures sent but not recorded", mostLost, FRAMES_A_SECOND, "(a second)");
        report.note("servers killed alone that came back", "%d", back);
    }

    private static Child start(Map<String, String> environment, Path data) {
        return Rostrum.start(
                environment, List.of("studio", "--data", data.toString(), "--go-live", "--record", "--stats", "json"));
    }

    private static void awaitBoth(Child studio) throws InterruptedException {
        studio.awaitLine(line -> line.contains("\"live\":true,\"recording\":true"), LIMIT);
    }

    private static JsonObject settings(Path data) throws IOException {
        return JsonParser.parseString(Files.readString(data.resolve("settings.json")))
                .getAsJsonObject();
    }

    private static long serverPid(Path data) throws IOException {
        return JsonParser.parseString(Files.readString(data.resolve("server.json")))
                .getAsJsonObject()
                .get("pid")
                .getAsLong();
    }

    private static void killServer(Path data) throws IOException {
        ProcessHandle.of(serverPid(data)).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void awaitServer(Path data) {
        org.awaitility.Awaitility.await("the server's return")
                .atMost(LIMIT)
                .until(() -> ProcessHandle.of(serverPid(data)).isPresent());
    }

    /// {@return pictures that the newest recording lacks of those that were sent; -1 when it does not play}
    private static int lostFrames(NginxRtmp nginx, Path recordings) throws IOException {
        Optional<Path> newest;
        try (Stream<Path> files = Files.list(recordings)) {
            newest = files.max(Comparator.comparing(Path::toString));
        }
        OptionalInt recorded = newest.map(KillsBench::lastCounter).orElse(OptionalInt.empty());
        OptionalInt sent = lastCounter(nginx.received("kills").getLast());
        return recorded.isEmpty() || sent.isEmpty() ? -1 : Math.max(0, sent.getAsInt() - recorded.getAsInt());
    }

    private static OptionalInt lastCounter(Path file) {
        return MediaReading.of(file, MediaReading.Tracks.VIDEO).frames().stream()
                .flatMapToInt(frame -> frame.counter().stream())
                .max();
    }
}
