package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What FFmpeg publishes over RTMP, FFmpeg reads from DASH: the same media, bit by bit.
@Tag("peer")
@Tag("together")
class DashIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void ffmpegReadsBackTheMediaThatFfmpegSent() throws Exception {
        Path source = folder.resolve("source.flv");
        run(
                "ffmpeg -v error -f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i sine=frequency=1000:sample_rate=48000"
                        + " -t 6 -c:v libx264 -preset veryfast -bf 2 -g 30 -pix_fmt yuv420p -c:a aac " + source);
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_LIVE_STOP_WINDOW", "1s"));
                Child publisher = server.publish("dash", "-i", source.toString(), "-c", "copy")) {
            assertThat(publisher.awaitExit(LIMIT)).contains(0);
            Awaitility.await("the end of the manifest")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> server.get("/live/dash/manifest.mpd").body().contains("type=\"static\""));

            String manifest = server.url("/live/dash/manifest.mpd");
            assertThat(hashes(manifest, "v")).isEqualTo(hashes(source.toString(), "v"));
            List<String> sound = hashes(manifest, "a");
            assertThat(hashes(source.toString(), "a")).endsWith(sound.toArray(String[]::new));
            assertThat(sound).hasSizeGreaterThan(260);
        }
    }

    @Test
    void ffmpegPlaysALiveManifest() throws Exception {
        try (TestServer server = TestServer.start();
                Child _ = server.publish(
                        "live",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x180:rate=30",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-g",
                        "30",
                        "-pix_fmt",
                        "yuv420p")) {
            Awaitility.await("a manifest of some segments")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> server.get("/live/live/manifest.mpd").body().split("<S ", -1).length > 5);
            assertThat(server.get("/live/live/manifest.mpd").body())
                    .contains("type=\"dynamic\"")
                    .doesNotContain("audio");

            String read = run("ffprobe -v error -read_intervals %+4 -select_streams v -count_packets -show_entries"
                    + " stream=nb_read_packets -of csv=p=0 " + server.url("/live/live/manifest.mpd"));

            assertThat(Integer.parseInt(read.replaceAll("\\D", ""))).isGreaterThan(100);
        }
    }

    /// {@return a hash of each packet}
    private static List<String> hashes(String input, String kind) throws Exception {
        return run("ffmpeg -v error -i " + input + " -map 0:" + kind + " -c copy -f framehash -hash md5 -")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static String run(String command) throws InterruptedException {
        try (Child child = Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(child.tail()).contains(0);
            return String.join("\n", child.lines());
        }
    }
}
