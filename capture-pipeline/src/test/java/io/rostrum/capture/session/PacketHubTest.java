package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PacketHubTest {
    private final PacketPool pool = new PacketPool();
    private final PacketHub hub = new PacketHub();

    private void give(long pts) {
        hub.accept(Packet.copyOf(
                pool,
                ByteBuffer.allocate(1),
                new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.allocate(2), 0),
                pts,
                pts,
                new Rational(1, 48_000),
                true,
                PacketStamps.NONE));
    }

    @Test
    void aSinkWithADefectIsLeftOutAndTheOthersGoOn() {
        AtomicInteger tried = new AtomicInteger();
        List<Long> heard = new ArrayList<>();
        hub.add(packet -> {
            tried.incrementAndGet();
            throw new IllegalStateException("a bug");
        });
        hub.add(packet -> {
            try (packet) {
                heard.add(packet.pts());
            }
        });

        give(0);
        give(1024);

        assertThat(heard).containsExactly(0L, 1024L);
        assertThat(tried).hasValue(1);
        assertThat(pool.outstanding()).isZero();
    }
}
