package io.rostrum.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class PacketMakerTest {
    /// The list beside FFmpeg's file is what ffprobe says of it.
    @Test
    void everyPacketOfTheFileComesOutWithItsTimesAndSize() {
        PacketPool pool = new PacketPool();
        PacketMaker maker = new PacketMaker(pool);
        List<String> made = new ArrayList<>();
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            try (message;
                    Packet packet = maker.packet(message)) {
                if (packet != null) {
                    made.add("%s,%d,%d,%d,%s"
                            .formatted(
                                    packet.kind().name().toLowerCase(Locale.ROOT),
                                    packet.pts(),
                                    packet.dts(),
                                    packet.size(),
                                    packet.keyFrame() ? "K_" : "__"));
                }
            }
        }

        assertThat(made).hasSize(list().size()).containsExactlyElementsOf(list());
        assertThat(maker.kinds()).containsExactlyInAnyOrder(MediaKind.VIDEO, MediaKind.AUDIO);
        assertThat(pool.outstanding()).isZero();
    }

    private static List<String> list() {
        return new String(ForeignBytes.of("avc-aac.packets.csv"), StandardCharsets.US_ASCII)
                .lines()
                .toList();
    }
}
