package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.Chromium;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A viewer goes back in a stream that FFmpeg publishes, and to the live picture again, in Chromium.
@Tag("peer")
@Tag("together")
class TimeShiftIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String[] STREAM = ("-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi"
                    + " -i sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 -c:a aac")
            .split(" ", -1);

    /// Wall time of the first picture that was shown: of the one shown now, less what was played.
    private static final String FIRST_SHOWN_MILLIS =
            "((video, player) => Date.now() - 1000 * (Number(player.dataset.behind)"
                    + " + video.currentTime - (video.played.length ? video.played.start(0) : 0)))"
                    + "(document.querySelector('video'), document.querySelector('.player'))";

    @Test
    void theSeekBarAndTheAddressGoBackAndTheButtonGoesLive() throws Exception {
        try (TestServer server = TestServer.start(Map.of(
                        "ROSTRUM_DVR_ENABLED", "true",
                        "ROSTRUM_DVR_KEEP_FREE", "0",
                        "ROSTRUM_TRANSCODE_ENABLED", "false"));
                Child publisher = server.publish("show", STREAM);
                Chromium chromium = Chromium.start()) {
            assertThat(publisher.isAlive()).isTrue();
            await("something to go back to").atMost(LIMIT).until(() -> shiftMillis(server) > 17_000);

            Instant opened = Instant.now();
            chromium.open(server.url("/watch/show?t=-10"));
            awaitPlaying(chromium, "dvr");
            awaitBegun(chromium, 10, opened);
            await().atMost(LIMIT).until(() -> truth(chromium, "!document.querySelector('.timeline').hidden"));

            chromium.evaluate("document.querySelector('.live-edge').click()");
            awaitPlaying(chromium, "flv");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(behind(chromium)).isLessThan(5));

            Instant pulled = Instant.now();
            chromium.evaluate("{ const bar = document.querySelector('.seek'); bar.value = '-15';"
                    + " bar.dispatchEvent(new Event('input')); bar.dispatchEvent(new Event('change')); }");
            awaitPlaying(chromium, "dvr");
            awaitBegun(chromium, 15, pulled);
            double before = chromium.evaluate("document.querySelector('video').currentTime")
                    .getAsDouble();
            await().atMost(LIMIT)
                    .until(() -> chromium.evaluate("document.querySelector('video').currentTime")
                                    .getAsDouble()
                            > before + 3);
            assertThat(chromium.console()).noneMatch(line -> line.contains("\"level\":\"error\""));
        }
    }

    private static long shiftMillis(TestServer server) throws Exception {
        return JsonParser.parseString(server.get("/live/show/dvr.json").body())
                .getAsJsonObject()
                .get("millis")
                .getAsLong();
    }

    private static void awaitPlaying(Chromium chromium, String engine) {
        await("playing by " + engine)
                .atMost(LIMIT)
                .until(() -> truth(
                        chromium,
                        "(p => p.dataset.state == 'playing' && p.dataset.engine == '" + engine
                                + "' && p.dataset.behind !== undefined)(document.querySelector('.player'))"));
    }

    /// What is shown first is what was so many seconds before it was asked for, to three seconds, which is a key
    /// frame and half a segment; however long the browser took to load it.
    ///
    /// @param notBefore when it was asked for, at the earliest
    private static void awaitBegun(Chromium chromium, int secondsBack, Instant notBefore) {
        Instant notAfter = Instant.now();
        await("played from " + secondsBack + " s back")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(Instant.ofEpochMilli(
                                Math.round(chromium.evaluate(FIRST_SHOWN_MILLIS).getAsDouble())))
                        .isBetween(notBefore.minusSeconds(secondsBack + 3), notAfter.minusSeconds(secondsBack - 3)));
    }

    private static boolean truth(Chromium chromium, String expression) {
        return chromium.evaluate(expression).getAsBoolean();
    }

    private static double behind(Chromium chromium) {
        return chromium.evaluate("Number(document.querySelector('.player').dataset.behind)")
                .getAsDouble();
    }
}
