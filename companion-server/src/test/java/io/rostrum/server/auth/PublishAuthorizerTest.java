package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.PublishAuthorizer.Decision;
import io.rostrum.server.auth.PublishAuthorizer.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishAuthorizerTest {
    private static final StreamName CAM = new StreamName("cam");

    @TempDir
    private Path directory;

    private StreamKeys keys;
    private Secret key;
    private InetAddress peer;
    private long now;

    @BeforeEach
    void makeKey() throws IOException {
        keys = new StreamKeys(directory, Clock.systemUTC());
        key = keys.add(CAM).orElseThrow();
        peer = InetAddress.getByName("198.51.100.7");
    }

    private PublishAuthorizer authorizer(boolean openIngest) {
        return new PublishAuthorizer(keys, openIngest, () -> now);
    }

    private static StreamName stream(Decision decision) {
        return ((Decision.Allowed) decision).stream();
    }

    private static Reason reason(Decision decision) {
        return ((Decision.Denied) decision).reason();
    }

    @Test
    void aKeyIsNeededWithoutOpenIngest() {
        PublishAuthorizer authorizer = authorizer(false);

        assertThat(stream(authorizer.decide(key, peer))).isEqualTo(CAM);
        assertThat(reason(authorizer.decide(new Secret("cam"), peer))).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(authorizer.failures(Reason.UNKNOWN_KEY)).isEqualTo(1);
    }

    @Test
    void openIngestTakesANameButNotThatOfAStreamWithAKey() {
        PublishAuthorizer authorizer = authorizer(true);

        assertThat(stream(authorizer.decide(new Secret("demo"), peer))).isEqualTo(new StreamName("demo"));
        assertThat(stream(authorizer.decide(key, peer))).isEqualTo(CAM);
        assertThat(reason(authorizer.decide(new Secret("cam"), peer))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void aRevokedKeyIsNoNameToOpenIngest() throws IOException {
        keys.revoke(CAM);

        assertThat(reason(authorizer(true).decide(key, peer))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../x", "a/b", "a%2fb", "a\0b", ".x"})
    void openIngestTakesNamesOfTheGrammarOnly(String name) {
        assertThat(reason(authorizer(true).decide(new Secret(name), peer))).isEqualTo(Reason.BAD_NAME);
    }

    @Test
    void whoGuessesGetsOneTryASecond() {
        PublishAuthorizer authorizer = authorizer(false);
        int checked = 0;
        for (int i = 0; i < 10_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(10);
            checked += reason(authorizer.decide(new Secret("guess" + i), peer)) == Reason.UNKNOWN_KEY ? 1 : 0;
        }
        // 100 seconds: five free tries in each of the two minutes begun, then one a second
        assertThat(checked).isBetween(95, 112);
        assertThat(authorizer.failures(Reason.TOO_MANY_FAILURES)).isEqualTo(10_000 - checked);
    }

    @Test
    void anotherAddressIsNotHeldUp() throws IOException {
        PublishAuthorizer authorizer = authorizer(false);
        for (int i = 0; i < 50; i++) {
            authorizer.decide(new Secret("guess" + i), peer);
        }
        assertThat(stream(authorizer.decide(key, InetAddress.getByName("198.51.100.8"))))
                .isEqualTo(CAM);
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(stream(authorizer.decide(key, peer))).isEqualTo(CAM);
    }

    @Test
    void aFileThatCannotBeReadRefusesEverybodyInWords() throws IOException {
        Files.writeString(directory.resolve("stream-keys"), "garbage\n");

        Decision decision = authorizer(true).decide(key, peer);

        assertThat(reason(decision)).isEqualTo(Reason.KEYS_UNREADABLE);
        assertThat(decision.toString()).doesNotContain(key.reveal());
    }
}
