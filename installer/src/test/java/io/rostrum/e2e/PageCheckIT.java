package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages of viewers, walked through in Chromium with a keyboard: how they look in all sizes, and what they say.
@Tag("peer")
@Tag("together")
class PageCheckIT {
    private static final String STREAM = "-f lavfi -i testsrc2=size=320x180:rate=30 "
            + "-f lavfi -i sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -tune zerolatency "
            + "-pix_fmt yuv420p -b:v 400k -g 30 -c:a aac";

    @Test
    void thePagesBehave() throws Exception {
        try (TestServer server = TestServer.start();
                Child _ = server.publish("both", STREAM.split(" "))) {
            Awaitility.await("a first segment")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> server.get("/live/both/index.m3u8").statusCode() == 200);
            assertThat(Node.problems(Node.run("page-check.mjs", "--base", server.url("/"), "--stream", "both")))
                    .isEmpty();
        }
    }
}
