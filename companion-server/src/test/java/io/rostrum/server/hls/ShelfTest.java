package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.encryption.KeyRotation;
import io.rostrum.server.encryption.SegmentEncryption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class ShelfTest {
    private final MemoryStore kept = new MemoryStore();
    private Runnable afterGet = () -> {};
    private final Shelf shelf = new Shelf(
            new MediaStore() {
                @Override
                public void put(String name, ByteBuf bytes) {
                    kept.put(name, bytes);
                }

                @Override
                public Optional<ByteBuf> get(String name) {
                    Optional<ByteBuf> bytes = kept.get(name);
                    bytes.ifPresent(_ -> afterGet.run());
                    return bytes;
                }

                @Override
                public void remove(String name) {
                    kept.remove(name);
                }
            },
            "cam/t/");

    private final KeyRotation keys =
            new KeyRotation(new SegmentEncryption(_ -> true, Duration.ofMinutes(1)), "cam", () -> 0);

    private static byte[] bytes(Optional<ByteBuf> media) {
        ByteBuf bytes = media.orElseThrow();
        byte[] all = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return all;
    }

    /// {@return a segment of two parts, encrypted}
    private Segment segment(long sequence) {
        shelf.encryptWith(sequence, keys.next());
        for (String part : List.of("the first part", "the second part")) {
            shelf.addPart(sequence, 200, true, Unpooled.copiedBuffer(part, StandardCharsets.UTF_8));
        }
        List<Part> parts = shelf.parts();
        String file = sequence + ".m4s";
        int size = shelf.close(file, /* listed= */ true);
        return new Segment(
                sequence, 0, 0, 400, file, "init-0.mp4", "key-0.key", false, Instant.EPOCH, size, true, false, parts);
    }

    @Test
    void aPartIsEncryptedThoughItsSegmentIsForgottenAsItIsAskedFor() {
        Segment segment = segment(0);
        byte[] part = bytes(shelf.media("0-0.m4s"));
        afterGet = () -> shelf.forget(segment);

        assertThat(bytes(shelf.media("0-0.m4s"))).isEqualTo(part);
        afterGet = () -> {};
        assertThat(shelf.media("0-0.m4s")).isEmpty();
        assertThat(kept.bytes()).isZero();
    }

    @Test
    void theLastPartThatAllPlayersAskForIsEncryptedOnceForAll() {
        Segment first = segment(0);
        byte[] part = bytes(kept.get("cam/t/0-1.m4s"));
        assertThat(bytes(shelf.media("0-1.m4s"))).isEqualTo(part);
        assertThat(kept.bytes()).isEqualTo(first.bytes() + shelf.partBytes());

        Segment second = segment(1);
        assertThat(kept.get("cam/t/0-1.m4s"))
                .as("no more once the next is whole")
                .isEmpty();
        assertThat(bytes(shelf.media("0-1.m4s"))).isEqualTo(part);
        assertThat(kept.bytes()).isEqualTo(first.bytes() + second.bytes() + shelf.partBytes());

        shelf.forget(second);
        assertThat(shelf.partBytes()).isZero();
        assertThat(kept.bytes()).isEqualTo(first.bytes());
        shelf.forget(first);
    }
}
