package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What FFmpeg publishes, Chromium shows on the watch page: over HTTP-FLV and HLS, beside each other.
@Tag("peer")
class WatchPageIT {
    private static final String PICTURES = "-f lavfi -i testsrc2=size=320x180:rate=30 ";
    private static final String SOUND = "-f lavfi -i sine=frequency=1000:sample_rate=48000 ";
    private static final String X264 =
            "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v 400k -g 30 ";
    private static final String BOTH = PICTURES + SOUND + X264 + "-c:a aac";

    /// Live for as long as the tests run.
    private static final Map<String, String> STREAMS = Map.of(
            "both", BOTH,
            "odd",
                    PICTURES + SOUND.replace("48000", "44100")
                            + "-c:v libx264 -preset veryfast -bf 3 -pix_fmt yuv420p -b:v 400k -g 60 -c:a aac -ac 1",
            "sound", SOUND + "-c:a aac",
            "mute", PICTURES + X264.strip());

    private static final List<Child> PUBLISHERS = new ArrayList<>();
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        STREAMS.forEach((stream, media) -> PUBLISHERS.add(publish(stream, media)));
    }

    @AfterAll
    static void stop() {
        PUBLISHERS.forEach(Child::close);
        server.close();
    }

    private static Child publish(String stream, String media) {
        return server.publish(stream, media.split(" ", -1));
    }

    private static void awaitLive(String stream) {
        Awaitility.await("a first segment of " + stream)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> server.get("/live/" + stream + "/index.m3u8").statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource({"both,'flv,hls',''", "odd,'flv,hls',''", "sound,'flv,hls',--audio-only", "mute,'flv,hls',--video-only"})
    void playsWithoutAStallOrAnError(String stream, String ways, String only) throws Exception {
        awaitLive(stream);
        List<String> check = new ArrayList<>(List.of("--url", server.url("/watch/" + stream)));
        check.addAll(List.of("--mode", ways, "--seconds", "6"));
        if (!only.isEmpty()) {
            check.add(only);
        }

        assertThat(Node.problems(Node.run("play-check.mjs", check.toArray(String[]::new))))
                .isEmpty();
    }

    @Test
    void goesLiveByItselfWhenTheStreamBegins() throws Exception {
        String[] check = {"--url", server.url("/watch/later"), "--seconds", "4", "--from-offline"};
        try (Child page = Node.start("play-check.mjs", check)) {
            page.awaitLine("offline"::equals, Duration.ofSeconds(60));
            try (Child _ = publish("later", BOTH)) {
                assertThat(Node.problems(Node.result(page))).isEmpty();
            }
        }
    }
}
