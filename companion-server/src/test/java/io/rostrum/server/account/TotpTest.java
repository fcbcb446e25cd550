package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /// `12345678901234567890` of RFC 6238, appendix B, in Base32.
    private static final Secret SECRET = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    /// The last six digits of that appendix's eight, SHA-1.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theCodesAreThoseOfTheRfc(long second, String code) {
        assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
        assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(second), 0)).hasValue(second / 30);
    }

    @Test
    void aCodeCountsAStepBeforeAndAfterAndNeverAgain() {
        long step = 41_152_263;
        String code = Totp.code(SECRET, step);
        for (long off = -2; off <= 2; off++) {
            Instant then = Instant.ofEpochSecond((step + off) * 30 + 15);
            assertThat(Totp.step(SECRET, code, then, 0).isPresent())
                    .as("off by " + off)
                    .isEqualTo(Math.abs(off) <= 1);
            assertThat(Totp.step(SECRET, code, then, step)).isEmpty();
        }
        assertThat(Totp.step(
                        SECRET, code.substring(0, 3) + " " + code.substring(3), Instant.ofEpochSecond(step * 30), 0))
                .as("as programs show it")
                .hasValue(step);
    }

    @Test
    void secretsAreOf160BitsAndDiffer() {
        SecureRandom random = new SecureRandom();
        Secret one = Totp.newSecret(random);
        assertThat(one.reveal()).matches("[A-Z2-7]{32}");
        assertThat(Totp.newSecret(random)).isNotEqualTo(one);
        assertThat(Totp.uri(one, "Ada L")).startsWith("otpauth://totp/Rostrum%3AAda%20L?secret=" + one.reveal());
        assertThat(QrCode.dataUri(Totp.uri(one, "Ada"))).startsWith("data:image/svg+xml;base64,");
    }
}
