package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams in and out of the server by other ways than a publisher and a player: with nginx-rtmp, FFmpeg and curl at
/// the
/// other end.
@Tag("peer")
@Tag("together")
@SuppressWarnings("try") // a publisher ends before its block does
class RelayIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MEDIA = "-f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i"
            + " sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -c:a aac";

    @TempDir
    private Path folder;

    private static String[] media() {
        return MEDIA.split(" ", -1);
    }

    @Test
    void aForwardedStreamArrivesAtNginx() throws Exception {
        try (NginxRtmp nginx = NginxRtmp.start();
                TestServer server = TestServer.start(Map.of(
                        "ROSTRUM_RELAY_FORWARD", "cam* " + nginx.live("{stream}"), "ROSTRUM_TRANSCODE_ENABLED", "no"));
                Child publisher = server.publish("cam1", media())) {
            await().atMost(LIMIT)
                    .until(() -> !nginx.received("cam1").isEmpty()
                            && nginx.received("cam1").getFirst().toFile().length() > 200_000);
            assertThat(publisher.isAlive()).isTrue();
            publisher.close();

            assertThat(probe(nginx.received("cam1").getFirst().toString()))
                    .containsExactlyInAnyOrder("h264,320,180", "aac");
        }
    }

    @Test
    void aStreamOfNginxIsPulledWhenSomebodyWatches() throws Exception {
        try (NginxRtmp nginx = NginxRtmp.start();
                Child _ = Child.start("ffmpeg", ffmpegTo(nginx.plain("there")), Map.of());
                TestServer server = TestServer.start(Map.of(
                        "ROSTRUM_RELAY_PULL", "far " + nginx.plain("there"), "ROSTRUM_TRANSCODE_ENABLED", "no"))) {
            assertThat(server.get("/api/v1/streams").body()).contains("\"streams\":[]");
            await().atMost(LIMIT).until(() -> server.get("/live/far/index.m3u8").statusCode() == 200);

            assertThat(probe(server.url("/live/far.flv"))).containsExactlyInAnyOrder("h264,320,180", "aac");
        }
    }

    private static List<String> ffmpegTo(String url) {
        return List.of(("ffmpeg -v error -re " + MEDIA + " -f flv " + url).split(" ", -1));
    }

    @Test
    void whatFfmpegPostsOverHttpPlays() throws Exception {
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_TRANSCODE_ENABLED", "no"));
                Child _ = Child.start("ffmpeg", ffmpegTo(server.url("/live/posted.flv")), Map.of())) {
            await().atMost(LIMIT)
                    .until(() -> server.get("/api/v1/streams/posted").body().contains("avc1."));

            assertThat(probe(server.url("/live/posted.flv"))).containsExactlyInAnyOrder("h264,320,180", "aac");
            assertThat(probe(server.rtmp("posted"))).containsExactlyInAnyOrder("h264,320,180", "aac");
        }
    }

    @Test
    void whatCurlPostsFromAPipeIsTakenAndItsEndAnswered() throws Exception {
        Path file = folder.resolve("media.flv");
        run("ffmpeg -v error " + MEDIA + " -t 3 -f flv " + file);
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_TRANSCODE_ENABLED", "no"))) {
            List<String> said = run("curl -sS -X POST -T " + file + " -H Transfer-Encoding:chunked -w %{http_code} "
                    + server.url("/live/curled.flv"));

            assertThat(said).containsExactly("Published.", "200");
        }
    }

    @Test
    void filesAreALiveChannelForAsLongAsSomebodyWatches() throws Exception {
        Path first = folder.resolve("it's.mp4"); // quoted in the list of files
        Path second = folder.resolve("two.mkv");
        run("ffmpeg -v error " + MEDIA + " -t 2 -y " + first);
        run("ffmpeg -v error " + MEDIA.replace("320x180", "160x120") + " -t 2 -y " + second);
        String channel = "tv " + first + " " + second;
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_RELAY_CHANNELS", channel))) {
            await().atMost(LIMIT).until(() -> server.get("/live/tv/index.m3u8").statusCode() == 200);

            assertThat(probe(server.url("/live/tv.flv"))).containsExactlyInAnyOrder("h264,1280,720", "aac");
        }
    }

    private static List<String> probe(String input) throws InterruptedException {
        return run("ffprobe -v error -analyzeduration 2M -show_entries stream=codec_name,width,height -of csv=p=0 "
                        + input)
                .stream()
                .map(line -> line.replaceAll(",+$", ""))
                .toList();
    }

    private static List<String> run(String command) throws InterruptedException {
        List<String> words = List.of(command.split(" ", -1));
        try (Child child = Child.start(words.getFirst(), words, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(command).contains(0);
            return child.lines();
        }
    }
}
