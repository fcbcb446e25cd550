package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRateTest {
    private static final int CEILING = 2_000_000;
    private static final int FLOOR = 200_000;
    private static final PushState LIVE = new PushState.Live(Instant.EPOCH, 0, Duration.ZERO, 0);

    private final List<SharedRate.Rate> heard = new ArrayList<>();
    private final SharedRate shared = new SharedRate(CEILING, heard::add);
    private long now;

    /// The uplink takes 1 Mbit/s, and what waits grows.
    private void congest(SharedRate.Member member) {
        for (int i = 0; i < 12; i++) {
            now += 250_000_000L;
            member.uplink(new UplinkSample(now, i * 200_000_000L, now / 8_000, 0));
        }
    }

    @Test
    void theOnlyTargetMayLowerThePictures() {
        SharedRate.Member only = shared.join("Twitch", SharedRate.Say.WHEN_ALONE, FLOOR);
        only.stateChanged(LIVE);
        congest(only);

        assertThat(shared.rate().bitsPerSecond()).isBetween(FLOOR, 1_000_000);
        assertThat(shared.rate().lowered().orElseThrow().name()).isEqualTo("Twitch");
        assertThat(shared.rate().lowered().orElseThrow().uplinkBits()).isBetween(900_000, 1_100_000);
        assertThat(heard.getLast()).isEqualTo(shared.rate());
    }

    @Test
    void oneOfSeveralMayNotUnlessTheUserSaysSo() {
        SharedRate.Member shy = shared.join("A", SharedRate.Say.WHEN_ALONE, FLOOR);
        SharedRate.Member never = shared.join("B", SharedRate.Say.NEVER, FLOOR);
        SharedRate.Member ruler = shared.join("C", SharedRate.Say.ALWAYS, FLOOR);
        List.of(shy, never, ruler).forEach(member -> member.stateChanged(LIVE));

        congest(shy);
        congest(never);
        assertThat(heard).isEmpty();

        congest(ruler);
        assertThat(shared.rate().lowered().orElseThrow().name()).isEqualTo("C");
    }

    @Test
    void aTargetThatHasFailedLeavesTheOtherAlone() {
        SharedRate.Member alive = shared.join("A", SharedRate.Say.WHEN_ALONE, FLOOR);
        SharedRate.Member failed = shared.join("B", SharedRate.Say.WHEN_ALONE, FLOOR);
        alive.stateChanged(LIVE);
        failed.stateChanged(new PushState.Failed("no", "no"));

        congest(alive);

        assertThat(shared.rate().bitsPerSecond()).isLessThan(CEILING);
        failed.stateChanged(LIVE);
        assertThat(shared.rate())
                .isEqualTo(heard.getLast())
                .extracting(SharedRate.Rate::bitsPerSecond)
                .isEqualTo(CEILING);
    }

    @Test
    void theRateIsBackWhenTheOneWhoAskedForLessIsGone() {
        SharedRate.Member other = shared.join("A", SharedRate.Say.NEVER, FLOOR);
        SharedRate.Member slow = shared.join("B", SharedRate.Say.ALWAYS, FLOOR);
        other.stateChanged(LIVE);
        slow.stateChanged(LIVE);
        congest(slow);
        int low = shared.rate().bitsPerSecond();

        slow.stateChanged(new PushState.Waiting(Instant.EPOCH, "away"));
        assertThat(shared.rate().bitsPerSecond()).isEqualTo(CEILING);
        assertThat(low).isLessThan(CEILING);

        slow.leave();
        assertThat(shared.rate()).isEqualTo(new SharedRate.Rate(CEILING, java.util.Optional.empty()));
    }

    @Test
    void theUsersNewRateIsTheNewCeiling() {
        shared.join("A", SharedRate.Say.WHEN_ALONE, FLOOR);

        shared.ceiling(1_500_000);

        assertThat(heard).extracting(SharedRate.Rate::bitsPerSecond).containsExactly(1_500_000);
    }
}
