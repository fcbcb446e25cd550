package io.rostrum.studio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.studio.engine.ServicePreset;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UplinkCheckTest {
    private static final PushUrl URL = PushUrl.parse("rtmp://far.example/live/secret-key");

    @Test
    void whatWasMeasuredIsSaidWithoutTheKey() {
        Result measured = new Result.Measured(4_812_345, Optional.of(Duration.ofNanos(23_450_000)), true);
        assertThat(UplinkCheck.words(URL, measured))
                .contains(": at least 4812 kbit/s, answers after 23.")
                .doesNotContain("secret-key");
        assertThat(UplinkCheck.json(URL, measured).toString())
                .contains("\"bits_per_second\":4812345,\"round_trip_millis\":23.45,\"at_ceiling\":true")
                .doesNotContain("secret-key");
    }

    @Test
    void whoTakesPicturesOnlyOfAStreamIsSaidWithTheWayToMeasureIt() {
        Result refused = new Result.NotMeasured("far.example closed the connection", "", true);
        assertThat(UplinkCheck.words(URL, refused))
                .endsWith(
                        "far.example closed the connection. Measure it with --uplink-publish, which viewers may see.");
        assertThat(UplinkCheck.json(URL, refused).get("needs_publishing").getAsBoolean())
                .isTrue();
    }

    @Test
    void aServiceIsMeasuredInItsTestModeWhereItHasOne() {
        PushUrl twitch = PushUrl.parse("rtmp://live.twitch.tv/app/live_1");
        assertThat(ServicePreset.testing(twitch).orElseThrow().key()).isEqualTo("live_1?bandwidth_test=true");
        assertThat(ServicePreset.testing(URL)).isEmpty();
    }
}
