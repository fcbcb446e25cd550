package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.FlvDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What FFmpeg publishes is recorded, and FFmpeg reads the recording, whatever happened to the publisher, the server or
/// the disk.
@Tag("peer")
@Tag("together")
class RecordingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> RECORD_ALL = Map.of(
            "ROSTRUM_RECORD_STREAMS", "*", "ROSTRUM_TRANSCODE_ENABLED", "false", "ROSTRUM_LIVE_STOP_WINDOW", "1s");

    @TempDir
    private Path folder;

    private Path source(int seconds) throws InterruptedException {
        Path source = folder.resolve("source-" + seconds + ".flv");
        run(
                "ffmpeg -v error -f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i sine=frequency=1000:sample_rate=48000"
                        + " -t " + seconds
                        + " -c:v libx264 -preset veryfast -bf 2 -g 60 -pix_fmt yuv420p -c:a aac " + source);
        return source;
    }

    private static List<String> run(String command) throws InterruptedException {
        List<String> words = List.of(command.split(" ", -1));
        try (Child child = Child.start(words.getFirst(), words, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(command).contains(0);
            return child.lines();
        }
    }

    /// What ffprobe says of a file's packets, times in seconds.
    private record Packets(List<Double> video, List<Double> audio) {
        static Packets of(String input) throws InterruptedException {
            List<Double> video = new ArrayList<>();
            List<Double> audio = new ArrayList<>();
            // quiet: it calls every chunked answer of HTTP cut short; packets of TS have an empty line after them
            for (String line : run("ffprobe -v quiet -show_entries packet=codec_type,dts_time -of csv=p=0 " + input)) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] fields = line.split(",", -1);
                (fields[0].equals("video") ? video : audio).add(Double.parseDouble(fields[1]));
            }
            return new Packets(video, audio);
        }

        double seconds() {
            return video.getLast() - video.getFirst();
        }
    }

    private static JsonArray recordings(TestServer server) throws IOException, InterruptedException {
        return JsonParser.parseString(server.get("/api/v1/recordings").body())
                .getAsJsonObject()
                .getAsJsonArray("recordings");
    }

    private static List<JsonObject> inState(TestServer server, String state) throws IOException, InterruptedException {
        return recordings(server).asList().stream()
                .map(one -> one.getAsJsonObject())
                .filter(one -> one.get("state").getAsString().equals(state))
                .toList();
    }

    private static JsonObject awaitOne(TestServer server, String state) {
        await("a recording that is " + state)
                .atMost(LIMIT)
                .until(() -> inState(server, state).size() == 1);
        try {
            return inState(server, state).getFirst();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRecordingIsReadAsMp4FlvAndHlsSoonAfterItsEnd() throws Exception {
        Path source = source(5);
        try (TestServer server = TestServer.start(RECORD_ALL)) {
            try (Child publisher = server.publish("show", "-i", source.toString(), "-c", "copy")) {
                assertThat(publisher.awaitExit(LIMIT)).contains(0);
            }
            JsonObject recording = awaitOne(server, "finished");

            Packets sent = Packets.of(source.toString());
            assertThat(recording.get("durationMillis").getAsLong()).isBetween(4_900L, 5_200L);
            for (String kind : List.of("mp4", "flv", "hls")) {
                String url = recording.getAsJsonObject("urls").get(kind).getAsString();
                Packets read = Packets.of(server.url(url));
                assertThat(read.video()).as(kind).hasSameSizeAs(sent.video());
                assertThat(read.audio().size())
                        .as(kind)
                        .isBetween(sent.audio().size() - 3, sent.audio().size());
                assertThat(Math.abs(read.seconds() - sent.seconds())).as(kind).isLessThan(0.01);
                double skew = (read.audio().getLast() - read.video().getLast())
                        - (sent.audio().getLast() - sent.video().getLast());
                assertThat(Math.abs(skew)).as(kind).isLessThan(0.04);
            }
            assertThat(hashes(server.url("/vod/" + recording.get("id").getAsString() + ".mp4")))
                    .isEqualTo(hashes(source.toString()));
        }
    }

    /// {@return a digest of every picture as decoded}
    private static List<String> hashes(String input) throws InterruptedException {
        return run("ffmpeg -v quiet -i " + input + " -map 0:v -f framehash -hash md5 -").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"flv", "ts"})
    void otherContainersAreReadToo(String container) throws Exception {
        Path source = source(3);
        Map<String, String> settings = new HashMap<>(RECORD_ALL);
        settings.put("ROSTRUM_RECORD_CONTAINER", container);
        try (TestServer server = TestServer.start(settings)) {
            try (Child publisher = server.publish("show", "-i", source.toString(), "-c", "copy")) {
                assertThat(publisher.awaitExit(LIMIT)).contains(0);
            }
            JsonObject recording = awaitOne(server, "finished");

            String url =
                    server.url(recording.getAsJsonObject("urls").get(container).getAsString());
            Packets read = Packets.of(url);
            Packets sent = Packets.of(source.toString());
            assertThat(read.video()).hasSameSizeAs(sent.video());
            assertThat(read.audio().size())
                    .isBetween(sent.audio().size() - 3, sent.audio().size());
            assertThat(hashes(url)).isEqualTo(hashes(source.toString()));
        }
    }

    @Test
    void aPublisherThatIsKilledAndReturnsGoesOnInTheSameRecording() throws Exception {
        Path source = source(3);
        try (TestServer server = TestServer.start(RECORD_ALL)) {
            try (Child publisher =
                    server.publish("show", "-stream_loop", "-1", "-i", source.toString(), "-c", "copy")) {
                await().atMost(LIMIT).until(() -> duration(server) > 3_000);
                ProcessHandle.of(publisher.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
            await().atMost(LIMIT)
                    .until(() -> server.get("/api/v1/streams/show").body().contains("interrupted"));
            try (Child publisher = server.publish("show", "-i", source.toString(), "-c", "copy")) {
                assertThat(publisher.awaitExit(LIMIT)).contains(0);
            }
            JsonObject recording = awaitOne(server, "finished");

            assertThat(recordings(server)).hasSize(1);
            assertThat(recording.getAsJsonArray("gaps")).hasSize(1);
            String url = server.url("/vod/" + recording.get("id").getAsString() + ".mp4");
            assertThat(run("ffmpeg -v warning -xerror -i " + url + " -f null -"))
                    .as("what FFmpeg says of it")
                    .isEmpty();
            Packets read = Packets.of(url);
            assertThat(read.video()).isSorted();
            assertThat(read.audio()).isSorted();
            assertThat(read.video()).doesNotHaveDuplicates();
            assertThat(read.audio()).doesNotHaveDuplicates();
            assertThat(largestStep(read.video())).isLessThan(0.2);
            assertThat(largestStep(read.audio())).isLessThan(0.2);
            assertThat(read.seconds()).isGreaterThan(5.5);
        }
    }

    private static double largestStep(List<Double> times) {
        double largest = 0;
        for (int i = 1; i < times.size(); i++) {
            largest = Math.max(largest, times.get(i) - times.get(i - 1));
        }
        return largest;
    }

    private static long duration(TestServer server) throws IOException, InterruptedException {
        return inState(server, "recording").stream()
                .mapToLong(one -> one.get("durationMillis").getAsLong())
                .max()
                .orElse(0);
    }

    @Test
    void aKilledServerLosesLessThanASecondOfEachRecording() throws Exception {
        Path source = source(4);
        for (int round = 0; round < 3; round++) {
            Path data = folder.resolve("data-" + round);
            Path seen = Files.createDirectories(folder.resolve("seen-" + round));
            try (TestServer server = TestServer.start(data, RECORD_ALL);
                    FlvDownload viewerOfOne = new FlvDownload(server.url("/live/one.flv"), seen.resolve("one"));
                    FlvDownload viewerOfTwo = new FlvDownload(server.url("/live/two.flv"), seen.resolve("two"));
                    Child one = server.publish("one", "-stream_loop", "-1", "-i", source.toString(), "-c", "copy");
                    Child two = server.publish("two", "-stream_loop", "-1", "-i", source.toString(), "-c", "copy")) {
                assertThat(one.isAlive() && two.isAlive()).isTrue();
                long least = 1_500 + round * 700L;
                await().atMost(LIMIT)
                        .until(() -> inState(server, "recording").size() == 2
                                && inState(server, "recording").stream()
                                        .allMatch(r -> r.get("durationMillis").getAsLong() > least));
                server.kill();
                viewerOfOne.awaitEnd(LIMIT);
                viewerOfTwo.awaitEnd(LIMIT);
            }
            try (TestServer server = TestServer.start(data, RECORD_ALL)) {
                await().atMost(LIMIT).until(() -> inState(server, "recovered").size() == 2);
                for (JsonObject recording : inState(server, "recovered")) {
                    Path file = seen.resolve(recording.get("stream").getAsString());
                    double lost = Packets.of(file.toString()).video().getLast()
                            - recording.get("durationMillis").getAsDouble() / 1000;
                    assertThat(lost)
                            .as("seconds that viewers saw and no file has")
                            .isLessThan(1);
                    Packets read =
                            Packets.of(server.url("/vod/" + recording.get("id").getAsString() + ".mp4"));
                    assertThat(read.seconds() * 1000)
                            .isGreaterThan(recording.get("durationMillis").getAsDouble() - 100);
                }
            }
        }
    }

    @Test
    void aFullDiskEndsTheRecordingAndNotTheStream() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        Assumptions.assumeTrue(
                mount("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()),
                "a small disk can be mounted here by root alone");
        Map<String, String> settings = new HashMap<>(RECORD_ALL);
        settings.put("ROSTRUM_RECORD_FOLDER", small.toString());
        settings.put("ROSTRUM_RECORD_LOW_SPACE", "100KiB");
        settings.put("ROSTRUM_RECORD_HIGH_SPACE", "2MiB");
        Path source = source(4);
        try (TestServer server = TestServer.start(settings);
                Child publisher = server.publish("show", "-stream_loop", "-1", "-i", source.toString(), "-c", "copy");
                Child viewer = viewer(server)) {
            assertThat(publisher.isAlive()).isTrue();
            Files.write(small.resolve("ballast"), new byte[(int) small.toFile().getUsableSpace() - (500 << 10)]);
            JsonObject ended = awaitOne(server, "finished");
            assertThat(ended.get("endedBecause").getAsString()).isEqualTo("the disk is full");
            String url = server.url("/vod/" + ended.get("id").getAsString() + ".mp4");
            assertThat(Packets.of(url).seconds() * 1000)
                    .isGreaterThan(ended.get("durationMillis").getAsDouble() - 100);
            assertThat(server.get("/metrics").body())
                    .contains("rostrum_recordings_stopped_total{why=\"disk_full\"} 1.0");

            Files.delete(small.resolve("ballast"));
            Files.delete(small.resolve(ended.get("id").getAsString() + ".mp4"));
            awaitOne(server, "recording");
            assertThat(server.get("/metrics").body()).contains("rostrum_recordings_resumed_total 1.0");
            viewer.terminate();
            assertThat(viewer.awaitExit(LIMIT)).isPresent();
            assertThat(largestStep(
                            Packets.of(folder.resolve("seen.flv").toString()).video()))
                    .isLessThan(0.5);
        } finally {
            mount("umount", "-l", small.toString());
        }
    }

    private Child viewer(TestServer server) {
        await().atMost(LIMIT).until(() -> server.get("/api/v1/streams/show").statusCode() == 200);
        List<String> command = List.of(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                server.url("/live/show.flv"),
                "-c",
                "copy",
                folder.resolve("seen.flv").toString());
        return Child.start("viewer", command, Map.of());
    }

    private static boolean mount(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aStillOfTheStreamIsMadeOfItsKeyFrames() throws Exception {
        Path source = source(4);
        Map<String, String> settings = new HashMap<>(RECORD_ALL);
        settings.put("ROSTRUM_TRANSCODE_FFMPEG", run("which ffmpeg").getFirst());
        settings.put("ROSTRUM_SNAPSHOT_EVERY", "2s");
        try (TestServer server = TestServer.start(settings);
                Child publisher = server.publish("show", "-stream_loop", "-1", "-i", source.toString(), "-c", "copy")) {
            assertThat(publisher.isAlive()).isTrue();
            await().atMost(LIMIT)
                    .until(() -> server.get("/live/show/snapshot.jpg").statusCode() == 200);
            Path still = Files.write(folder.resolve("still.jpg"), server.bytes("/live/show/snapshot.jpg"));
            assertThat(run("ffprobe -v error -show_entries stream=codec_name,width,height -of csv=p=0 " + still))
                    .containsExactly("mjpeg,320,180");
            String tag = server.get("/live/show/snapshot.jpg")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            await().atMost(LIMIT)
                    .until(() -> !server.get("/live/show/snapshot.jpg")
                            .headers()
                            .firstValue("ETag")
                            .orElseThrow()
                            .equals(tag));
        }
    }
}
