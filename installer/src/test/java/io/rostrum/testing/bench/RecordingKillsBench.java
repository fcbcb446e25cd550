package io.rostrum.testing.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;

/// A server that records and is killed (SIGKILL) at random moments: what is in the file once it has started again.
final class RecordingKillsBench {
    private static final int ROUNDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_LOST_MILLIS = 1_000;

    private RecordingKillsBench() {}

    /// @param startedAt when the recording began
    /// @param killed    when the server was
    private record Victim(String id, Instant startedAt, Instant killed) {}

    static void run(Report report, Bench.Length length) throws Exception {
        int rounds = length.times(ROUNDS);
        Random random = new Random(11);
        Path work = Files.createTempDirectory("rostrum-recording-kills");
        Path recordings = Files.createDirectories(work.resolve("recordings"));
        Path config = Files.writeString(
                work.resolve("server.yaml"),
                "record:\n  streams: [\"*\"]\n  folder: " + recordings + "\ntranscode:\n  enabled: false\n");
        List<Long> lost = new ArrayList<>();
        int playable = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            Path source = source(work);
            Optional<Victim> last = Optional.empty();
            for (int round = 0; round <= rounds; round++) {
                try (CompanionServer server = CompanionServer.start("--config", config.toString())) {
                    if (last.isPresent()) {
                        JsonObject recovered =
                                recovered(client, server, last.get().id());
                        lost.add(lostMillis(recovered, last.get()));
                        playable += plays(recordings.resolve(last.get().id() + ".mp4")) ? 1 : 0;
                    }
                    if (round < rounds) {
                        last = Optional.of(kill(client, server, source, random));
                    }
                }
                removeAllBut(recordings, last);
            }
        }
        report.judge("recordings that play to their end", playable + " of " + rounds, "all", playable == rounds);
        List<Long> sorted = lost.stream().sorted().toList();
        report.atMost("most lost", sorted.getLast(), MOST_LOST_MILLIS, "ms");
        report.note("lost, median", "%d ms", sorted.get(sorted.size() / 2));
    }

    private static Path source(Path work) throws InterruptedException {
        Path file = work.resolve("source.flv");
        String command =
                "ffmpeg -v error -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i sine=frequency=1000:sample_rate=48000"
                        + " -t 10 -c:v libx264 -preset ultrafast -g 60 -b:v 2500k -pix_fmt yuv420p -c:a aac " + file;
        try (Child ffmpeg = Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of())) {
            if (ffmpeg.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IllegalStateException(ffmpeg.tail());
            }
        }
        return file;
    }

    private static Victim kill(HttpClient client, CompanionServer server, Path source, Random random)
            throws InterruptedException {
        String command =
                "ffmpeg -v error -re -stream_loop -1 -i " + source + " -c copy -f flv " + server.rtmp("killed");
        try (Child publisher = Child.start("publisher", List.of(command.split(" ", -1)), Map.of())) {
            Awaitility.await("a recording")
                    .atMost(LIMIT)
                    .until(() -> publisher.isAlive()
                            && recordings(client, server).stream().anyMatch(one -> isIn(one, "recording")));
            TargetsBench.pass(Duration.ofMillis(1_500 + random.nextInt(3_000)));
            JsonObject running = recordings(client, server).stream()
                    .filter(one -> isIn(one, "recording"))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle process = ProcessHandle.of(server.process().pid()).orElseThrow();
            Instant now = Instant.now();
            process.destroyForcibly();
            server.process().awaitExit(LIMIT);
            return new Victim(
                    running.get("id").getAsString(),
                    Instant.parse(running.get("startedAt").getAsString()),
                    now);
        }
    }

    private static boolean isIn(JsonObject recording, String state) {
        return recording.get("state").getAsString().equals(state);
    }

    private static JsonObject recovered(HttpClient client, CompanionServer server, String id) {
        Awaitility.await("recovery of " + id)
                .atMost(LIMIT)
                .until(() -> recordings(client, server).stream()
                        .anyMatch(one -> isIn(one, "recovered")
                                && one.get("id").getAsString().equals(id)));
        return recordings(client, server).stream()
                .filter(one -> one.get("id").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> recordings(HttpClient client, CompanionServer server) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.http("/api/v1/recordings")))
                    .build();
            return JsonParser.parseString(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .getAsJsonObject()
                    .getAsJsonArray("recordings")
                    .asList()
                    .stream()
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static long lostMillis(JsonObject recovered, Victim victim) {
        Instant end =
                victim.startedAt().plusMillis(recovered.get("durationMillis").getAsLong());
        return Math.max(0, Duration.between(end, victim.killed()).toMillis());
    }

    /// Every picture and all sound is decoded.
    private static boolean plays(Path file) throws InterruptedException {
        List<String> command = List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-");
        try (Child ffmpeg = Child.start("ffmpeg", command, Map.of())) {
            return ffmpeg.awaitExit(LIMIT).orElse(-1) == 0 && ffmpeg.lines().isEmpty();
        }
    }

    private static void removeAllBut(Path folder, Optional<Victim> kept) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (kept.isEmpty()
                        || !file.getFileName().toString().startsWith(kept.get().id() + ".")) {
                    Files.delete(file);
                }
            }
        }
    }
}
