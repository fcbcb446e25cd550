package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.PushState;
import io.rostrum.push.target.SharedRate;
import io.rostrum.push.target.UplinkSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
    private static final int WANTED = 2_000_000;

    private final List<Integer> encoded = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final AdaptiveRate rate = new AdaptiveRate(WANTED, encoded::add, said::add);

    private SharedRate.Member congested(OptionalInt floor) {
        SharedRate.Member member = rate.join("Twitch", SharedRate.Say.ALWAYS, floor, WANTED);
        member.stateChanged(new PushState.Live(Instant.EPOCH, 0, Duration.ZERO, 0));
        for (int i = 0; i < 40; i++) { // 0.8 Mbit/s arrive, and what waits grows
            long now = i * 250_000_000L;
            member.uplink(new UplinkSample(now, i * 200_000_000L, now / 10_000, 0));
        }
        return member;
    }

    @Test
    void saysOnceThatTheRateIsLoweredAndOnceThatItIsBack() {
        SharedRate.Member member = congested(OptionalInt.empty());

        assertThat(encoded.getLast()).as("four fifths of what arrives").isEqualTo(640_000);
        assertThat(said)
                .singleElement()
                .asString()
                .matches("The bit rate of the pictures is lowered to \\d+ kbit/s, because the uplink of Twitch takes no"
                        + " more than 800 kbit/s\\.");
        assertThat(rate.lowered()).isPresent();

        member.leave();
        assertThat(said).hasSize(2).last().isEqualTo("The pictures are sent at 2000 kbit/s again.");
        assertThat(encoded.getLast()).isEqualTo(WANTED);
    }

    @Test
    void keepsToTheFloorThatTheUserHasSet() {
        congested(OptionalInt.of(700_000));

        assertThat(encoded.getLast()).isEqualTo(700_000);
    }

    @Test
    void anotherWishOfTheUsersIsNotSentThroughANarrowUplink() {
        congested(OptionalInt.empty());
        int low = encoded.getLast();

        rate.ceiling(3_000_000);

        assertThat(encoded.getLast()).isEqualTo(low);
    }
}
