package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.rostrum.testing.Child;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What FFmpeg publishes, Chromium shows on the watch page.
@Tag("peer")
class WatchPageIT {
    private static final String[] PICTURES = {"-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"};
    private static final String X264 = "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v 600k";

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Child publish(String stream, String more) {
        return server.publish(stream, more.split(" ", -1));
    }

    private static void awaitLive(String stream) {
        Awaitility.await("a first segment of " + stream)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> server.get("/live/" + stream + "/index.m3u8").statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource({"flv", "hls"})
    void playsPictureAndSoundWithoutAStallOrAnError(String mode) throws Exception {
        try (Child _ = publish(
                mode + "-both",
                String.join(" ", PICTURES) + " -f lavfi -i sine=frequency=1000:sample_rate=48000 " + X264
                        + " -g 30 -c:a aac")) {
            awaitLive(mode + "-both");

            JsonObject seen = Node.run(
                    "play-check.mjs",
                    "--url",
                    server.url("/watch/" + mode + "-both"),
                    "--mode",
                    mode,
                    "--seconds",
                    "10");

            assertThat(Node.problems(seen)).isEmpty();
            assertThat(seen.get("engine").getAsString()).isEqualTo(mode);
        }
    }

    @ParameterizedTest
    @CsvSource({"flv", "hls"})
    void playsBFramesAndMonoSoundAt44100(String mode) throws Exception {
        try (Child _ = publish(
                mode + "-odd",
                String.join(" ", PICTURES)
                        + " -f lavfi -i sine=frequency=1000:sample_rate=44100 -c:v libx264 -preset veryfast -bf 3"
                        + " -pix_fmt yuv420p -b:v 600k -g 60 -c:a aac -ac 1")) {
            awaitLive(mode + "-odd");

            assertThat(Node.problems(Node.run(
                            "play-check.mjs",
                            "--url",
                            server.url("/watch/" + mode + "-odd"),
                            "--mode",
                            mode,
                            "--seconds",
                            "6")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"flv", "hls"})
    void playsSoundAlone(String mode) throws Exception {
        try (Child _ = publish(mode + "-sound", "-f lavfi -i sine=frequency=1000:sample_rate=48000 -c:a aac")) {
            awaitLive(mode + "-sound");

            assertThat(Node.problems(Node.run(
                            "play-check.mjs",
                            "--url",
                            server.url("/watch/" + mode + "-sound"),
                            "--mode",
                            mode,
                            "--seconds",
                            "6",
                            "--audio-only")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"flv", "hls"})
    void playsPicturesAlone(String mode) throws Exception {
        try (Child _ = publish(mode + "-mute", String.join(" ", PICTURES) + " " + X264 + " -g 30")) {
            awaitLive(mode + "-mute");

            assertThat(Node.problems(Node.run(
                            "play-check.mjs",
                            "--url",
                            server.url("/watch/" + mode + "-mute"),
                            "--mode",
                            mode,
                            "--seconds",
                            "6",
                            "--video-only")))
                    .isEmpty();
        }
    }

    @Test
    void goesLiveByItselfWhenTheStreamBegins() throws Exception {
        String[] check = {"--url", server.url("/watch/later"), "--seconds", "4", "--from-offline"};
        try (Child page = Node.start("play-check.mjs", check)) {
            page.awaitLine("offline"::equals, Duration.ofSeconds(60));
            try (Child _ = publish(
                    "later",
                    String.join(" ", PICTURES) + " -f lavfi -i sine=frequency=1000:sample_rate=48000 " + X264
                            + " -g 30 -c:a aac")) {
                assertThat(Node.problems(Node.result(page))).isEmpty();
            }
        }
    }

    @Test
    void thePagesBehave() throws Exception {
        try (Child _ = publish(
                "pages",
                String.join(" ", PICTURES) + " -f lavfi -i sine=frequency=1000:sample_rate=48000 " + X264
                        + " -g 30 -c:a aac")) {
            awaitLive("pages");

            assertThat(Node.problems(Node.run("page-check.mjs", "--base", server.url("/"), "--stream", "pages")))
                    .isEmpty();
        }
    }
}
