package io.rostrum.studio.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.audience.Audience.Players;
import io.rostrum.studio.audience.Audience.Sample;
import io.rostrum.studio.audience.Audience.State;
import io.rostrum.studio.audience.ScriptedAudience.Says;
import io.rostrum.studio.engine.ScheduleDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AudienceFollowerTest {
    private final ScheduleDesk desk = new ScheduleDesk(() -> {});
    private final ScriptedAudience server = new ScriptedAudience();
    private final AudienceFollower follower = new AudienceFollower(desk, Duration.ofMillis(20));

    AudienceFollowerTest() throws IOException {}

    @AfterEach
    void close() {
        follower.close();
        server.close();
    }

    private void stands(State state) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(follower.audience().state()).isEqualTo(state));
    }

    @Test
    void whoWatchesIsKnownWithTheLastMinutesWhichAreAskedForOnce() {
        desk.pair(server.paired());
        assertThat(server.asked()).as("while nobody looks").isEmpty();
        follower.follow(true);
        stands(new State.Live(
                12, Map.of("hls", 8, "flv", 3, "rtmp", 1), new Players(8, 0.875, 3, 4_200, 18_400, 2_400)));
        List<Sample> samples = follower.audience().samples();
        assertThat(samples)
                .hasSize(300)
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> server.asked().stream()
                                .filter(path -> path.startsWith("/api/v1/samples/maths?from=2026-11-23T"))
                                .count()
                        > 3);
        assertThat(server.asked().stream().filter("/api/v1/samples/maths"::equals))
                .hasSize(1);
        assertThat(follower.audience().samples()).isEqualTo(samples);
        follower.follow(false);
        stands(new State.NotPaired());
    }

    @Test
    void aServerThatIsAwayOrDoesNotKnowTheStudioIsAskedOn() {
        follower.follow(true);
        stands(new State.NotPaired());
        server.says(Says.OFFLINE);
        desk.pair(server.paired());
        stands(new State.Offline());
        server.says(Says.BROKEN);
        stands(new State.Away());
        assertThat(follower.audience().samples()).as("what was known").hasSize(300);
        server.says(Says.UNKNOWN_DEVICE);
        stands(new State.Unpaired());
        server.players("{\"players\":0,\"withoutStalls\":1,\"stalls\":0,\"bufferMillis\":-1,\"throughputKbps\":-1,"
                + "\"bitrateKbps\":-1}");
        server.says(Says.LIVE);
        stands(new State.Live(12, Map.of("hls", 8, "flv", 3, "rtmp", 1), Players.NONE));
        desk.forget();
        stands(new State.NotPaired());
        assertThat(follower.audience().samples()).isEmpty();
    }
}
