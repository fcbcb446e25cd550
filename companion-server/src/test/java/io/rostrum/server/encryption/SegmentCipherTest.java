package io.rostrum.server.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.server.LeakGuard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class SegmentCipherTest {
    private static final String CLEAR = "Segments are encrypted as a whole, padding and all.";
    /// `openssl enc -aes-128-cbc -K 000102…0f -iv 0…012a` of that.
    private static final String OF_OPENSSL = "b71d3ec0ffc122c05ae56e777c2c0efa495102366f2a95bf135a06103b1710ac"
            + "467a0b83941f40bd82f391a876ec7493139d5cc412b8df92731e071d76bb04fc";

    private static ByteBuf clear() {
        return Unpooled.copiedBuffer(CLEAR, StandardCharsets.US_ASCII);
    }

    private static String hex(ByteBuf bytes) {
        String hex = ByteBufUtil.hexDump(bytes);
        bytes.release();
        return hex;
    }

    @Test
    void encryptsAsOpensslDoesWithTheSequenceNumberAsVector() throws Exception {
        MediaKey key = MediaKey.of("key-0.key", HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
        SegmentCipher cipher = key.cipher(298);

        assertThat(hex(cipher.encrypt(clear()))).isEqualTo(OF_OPENSSL);
        assertThat(HexFormat.of().formatHex(cipher.encryptor().doFinal(CLEAR.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(OF_OPENSSL);
        ByteBuf back = cipher.decrypt(Unpooled.wrappedBuffer(HexFormat.of().parseHex(OF_OPENSSL)));
        assertThat(back.toString(StandardCharsets.US_ASCII)).isEqualTo(CLEAR);
        back.release();
        for (int from = 0; from <= CLEAR.length(); from++) {
            for (int to = from; to <= CLEAR.length(); to++) {
                ByteBuf piece =
                        cipher.decrypt(Unpooled.wrappedBuffer(HexFormat.of().parseHex(OF_OPENSSL)), from, to - from);
                assertThat(piece.toString(StandardCharsets.US_ASCII)).isEqualTo(CLEAR.substring(from, to));
                piece.release();
            }
        }
        assertThat(hex(key.cipher(299).encrypt(clear()))).isNotEqualTo(OF_OPENSSL);
        assertThatThrownBy(() -> cipher.decrypt(clear())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyIsUsedForItsTimeAndNoTextShowsIt() {
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean wanted = new AtomicBoolean(true);
        KeyRotation keys = new KeyRotation(
                new SegmentEncryption(stream -> wanted.get() && stream.equals("cam"), Duration.ofSeconds(10)),
                "cam",
                nanos::get);
        Set<String> secrets = new HashSet<>();
        for (int second = 0; second < 30; second++) {
            nanos.set(TimeUnit.SECONDS.toNanos(second));
            MediaKey key = keys.next().orElseThrow();
            assertThat(key).hasToString("key-" + second / 10 + ".key");
            secrets.add(HexFormat.of().formatHex(key.secret().getEncoded()));
        }
        assertThat(secrets).hasSize(3).allMatch(secret -> secret.length() == 32);
        wanted.set(false);
        assertThat(keys.next()).isEmpty();
        wanted.set(true);
        assertThat(keys.next().map(MediaKey::file))
                .as("a new one, though its time is not over")
                .isEqualTo(Optional.of("key-3.key"));
    }
}
