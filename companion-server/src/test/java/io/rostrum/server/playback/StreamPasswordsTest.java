package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.playback.StreamPasswords.Try;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamPasswordsTest {
    private static final Secret RIGHT = new Secret("open sesame");
    private static final Secret WRONG = new Secret("open says me");
    private static final InetAddress PEER = InetAddress.getLoopbackAddress();

    private final AtomicLong nanos = new AtomicLong(1);
    private final PasswordHash hash = new PasswordHash(new PasswordHash.Cost(64, 1));
    private final StreamPasswords passwords = new StreamPasswords(hash, new PlaybackSigner(new byte[32]), nanos::get);

    private PlaybackAccess access(String stream, Secret password) {
        return new PlaybackAccess(
                new StreamName(stream),
                Watchers.PASSWORD,
                Role.VIEWER,
                Optional.of(passwords.stored(password)),
                StreamRules.NONE,
                false,
                1,
                1);
    }

    @Test
    void aRightOneIsRightAgainAndForItsStreamAlone() {
        PlaybackAccess lesson = access("lesson", RIGHT);
        PlaybackAccess other = access("other", WRONG);

        assertThat(passwords.look(lesson, RIGHT, PEER)).isEqualTo(Try.RIGHT);
        assertThat(passwords.look(lesson, RIGHT, PEER)).isEqualTo(Try.RIGHT);
        assertThat(passwords.look(lesson, WRONG, PEER)).isEqualTo(Try.WRONG);
        assertThat(passwords.look(other, RIGHT, PEER)).isEqualTo(Try.WRONG);
    }

    @Test
    void whatWasRightBeforeAChangeIsWrongAfterIt() {
        assertThat(passwords.look(access("lesson", RIGHT), RIGHT, PEER)).isEqualTo(Try.RIGHT);

        assertThat(passwords.look(access("lesson", WRONG), RIGHT, PEER)).isEqualTo(Try.WRONG);
    }

    @Test
    void whoGuessesWaitsAndNobodyElse() throws Exception {
        PlaybackAccess lesson = access("lesson", RIGHT);
        for (int i = 0; i < 5; i++) {
            assertThat(passwords.look(lesson, WRONG, PEER)).isEqualTo(Try.WRONG);
        }

        assertThat(passwords.look(lesson, RIGHT, PEER)).isEqualTo(Try.TOO_SOON);
        assertThat(passwords.look(lesson, RIGHT, InetAddress.getByName("192.0.2.9")))
                .isEqualTo(Try.RIGHT);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(passwords.look(lesson, RIGHT, PEER)).isEqualTo(Try.RIGHT);
    }
}
