package io.rostrum.push.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

final class PacketTest {
    private static final Rational MILLIS = new Rational(1, 1000);
    private static final CodecParameters.Audio AAC =
            new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.wrap(new byte[] {0x11, (byte) 0x90}), 128_000);

    private final PacketPool pool = new PacketPool();

    private Packet packet(byte... bytes) {
        return Packet.copyOf(pool, ByteBuffer.wrap(bytes), AAC, 40, 40, MILLIS, true, PacketStamps.NONE);
    }

    @Test
    void theBytesLiveUntilTheLastHandleIsClosed() {
        Packet first = packet((byte) 1, (byte) 2, (byte) 3);
        Packet second = first.retain();
        first.close();

        assertThat(pool.outstanding()).isOne();
        assertThat(second.data()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        second.close();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void aClosedHandleRefusesEveryUseAndClosesOnce() {
        Packet first = packet((byte) 1);
        Packet second = first.retain();
        first.close();
        first.close();

        assertThat(pool.outstanding()).isOne();
        assertThatThrownBy(first::data)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already closed");
        assertThatThrownBy(first::retain).isInstanceOf(IllegalStateException.class);
        second.close();
    }

    @Test
    void nobodyCanChangeTheBytes() {
        try (Packet packet = packet((byte) 1)) {
            assertThatThrownBy(() -> packet.data().put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
        }
    }

    @Test
    void memoryIsUsedAgain() {
        for (int i = 0; i < 1000; i++) {
            packet(new byte[100_000]).close();
        }
        Packet one = packet(new byte[100_001]);
        assertThat(one.size()).isEqualTo(100_001);
        one.close();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void parametersKeepACopyOfTheirConfiguration() {
        ByteBuffer configuration = ByteBuffer.wrap(new byte[] {1, 2});
        CodecParameters.Audio audio = new CodecParameters.Audio(Codec.AAC, 44_100, 1, configuration, 0);
        configuration.put(0, (byte) 7);

        assertThat(audio.configuration().get(0)).isEqualTo((byte) 1);
        assertThatThrownBy(() -> new CodecParameters.Audio(Codec.H264, 44_100, 1, configuration, 0))
                .hasMessage("codec: H264 (expected: a codec for AUDIO)");
    }
}
