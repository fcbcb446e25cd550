package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LoginLimiter limiter = new LoginLimiter(nanos::get);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private int passes(int tries, Duration every, int addresses, String account) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            if (limiter.enter(address(i % addresses), account).isZero()) {
                passed++;
            }
            nanos.addAndGet(every.toNanos());
        }
        return passed;
    }

    @Test
    void tenThousandGuessesOfOneAddressInAnHourGetAMinuteEach() {
        int passed = passes(10_000, Duration.ofMillis(360), 1, "ada");

        assertThat(passed).isBetween(60, 75);
    }

    @Test
    void guessesFromEverywhereForOneAccountGetOneASecond() {
        int passed = passes(10_000, Duration.ofMillis(10), 250, "ada");

        assertThat(passed).isBetween(90, 110);
    }

    @Test
    void othersAreNotSlowedDown() {
        passes(50, Duration.ZERO, 1, "ada");

        assertThat(limiter.enter(address(0), "bob")).as("the same address").isPositive();
        assertThat(limiter.enter(address(7), "bob"))
                .as("another address and account")
                .isZero();
    }

    @Test
    void aRightAnswerForgetsTheWrongOnes() {
        for (int i = 0; i < 20; i++) {
            assertThat(limiter.enter(address(1), "ada")).isZero();
            limiter.succeeded(address(1), "ada");
        }
    }

    @Test
    void ownSignInsDoNotMakeRoomForGuessesAtAnotherAccount() {
        int passed = 0;
        for (int i = 0; i < 50; i++) {
            if (limiter.enter(address(1), "ada").isZero()) {
                passed++;
            }
            if (limiter.enter(address(1), "eve").isZero()) {
                limiter.succeeded(address(1), "eve");
            }
        }

        assertThat(passed).isEqualTo(LoginLimiter.FREE_FAILURES);
    }

    @Test
    void whatWasNeitherWrongNorRightLeavesWhatFailedBefore() {
        for (int i = 0; i < LoginLimiter.FREE_FAILURES; i++) {
            assertThat(limiter.enter(address(1), "ada")).isZero();
            limiter.undecided(address(1), "ada");
            assertThat(limiter.enter(address(1), "ada")).isZero();
        }

        assertThat(limiter.enter(address(1), "ada")).isPositive();
        assertThat(limiter.enter(address(2), "ada")).isPositive();
    }
}
