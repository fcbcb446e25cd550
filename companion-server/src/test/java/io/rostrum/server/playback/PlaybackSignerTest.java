package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybackSignerTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final PlaybackToken TOKEN = new PlaybackToken(
            "AAAAAAAAAAAA",
            PlaybackToken.Kind.SIGNED,
            "pupil|7",
            4_000_000_000L,
            42,
            Optional.of(InetAddress.getLoopbackAddress()));

    private final PlaybackSigner signer = new PlaybackSigner(KEY);

    @Test
    void isHmacSha256OverStreamAndPayload() throws Exception {
        String payload = "AAAAAAAAAAAA|S|4000000000|42|127.0.0.1|pupil|7";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] signature = mac.doFinal(("token\nlesson\n" + payload).getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();

        assertThat(signer.sign("lesson", TOKEN).reveal())
                .isEqualTo(base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + "."
                        + base64.encodeToString(signature));
    }

    @Test
    void countsForItsStreamAlone() {
        String text = signer.sign("lesson", TOKEN).reveal();

        assertThat(signer.verify("lesson", text)).contains(TOKEN);
        assertThat(signer.verify("lesson2", text)).isEmpty();
        assertThat(signer.verify("", text)).isEmpty();
        assertThat(new PlaybackSigner(new byte[32]).verify("lesson", text)).isEmpty();
    }

    /// Also letters that stand for the same bytes: base64 has spare bits at the end.
    @Test
    void noLetterOfItCanBeAnother() {
        String text = signer.sign("lesson", TOKEN).reveal();
        for (int i = 0; i < text.length(); i++) {
            for (char other : "ABQgwz09-_.=%/+".toCharArray()) {
                String mutated = text.substring(0, i) + other + text.substring(i + 1);
                if (!mutated.equals(text)) {
                    assertThat(signer.verify("lesson", mutated)).as(mutated).isEmpty();
                }
            }
            assertThat(signer.verify("lesson", text.substring(0, i))).isEmpty();
        }
        assertThat(signer.verify("lesson", text + "A")).isEmpty();
        assertThat(signer.verify("lesson", text + "=")).isEmpty();
        assertThat(signer.verify("lesson", "A".repeat(600) + "." + "B".repeat(43)))
                .isEmpty();
    }

    @Test
    void theKeyIsKeptAndOneThatIsNoneIsRefused(@TempDir Path data) throws IOException {
        String text = PlaybackSigner.open(data).sign("lesson", TOKEN).reveal();

        assertThat(PlaybackSigner.open(data).verify("lesson", text)).contains(TOKEN);
        assertThat(Files.readAllBytes(data.resolve(PlaybackSigner.FILE))).hasSize(32);
        Files.write(data.resolve(PlaybackSigner.FILE), new byte[5]);
        assertThatThrownBy(() -> PlaybackSigner.open(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("5 bytes (expected: 32");
    }
}
