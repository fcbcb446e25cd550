package io.rostrum.capture.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Of ffmpeg's packets: two B-frames, a key frame each half second.
class PauseGateTest {
    private final PacketPool pool = new PacketPool();
    private final FlvPackets packets;
    private final PauseGate gate = new PauseGate();
    private final List<Packet> recorded = new ArrayList<>();

    PauseGateTest() throws IOException {
        packets = new FlvPackets(pool);
    }

    @AfterEach
    void everyPacketWasGivenBack() {
        recorded.forEach(Packet::close);
        assertThat(pool.outstanding()).isZero();
    }

    private void record(Packet packet) {
        Packet passed = gate.pass(packet);
        if (passed != null) {
            recorded.add(passed);
        }
    }

    private List<Packet> pictures() {
        return recorded.stream().filter(Packet::isVideo).toList();
    }

    @Test
    void whatComesAfterAPauseFollowsWhatWasBefore() {
        packets.give(0, this::record);
        gate.pause();
        packets.give(1, this::record);
        packets.give(2, this::record);
        gate.resume();
        packets.give(3, this::record);

        assertThat(pictures()).hasSize(60);
        List<Long> shown = pictures().stream().map(Packet::pts).sorted().toList();
        for (int i = 1; i < shown.size(); i++) {
            assertThat(shown.get(i) - shown.get(i - 1)).as("picture %d", i).isEqualTo(1);
        }
        assertThat(pictures()).isSortedAccordingTo(Comparator.comparingLong(Packet::dts));
        assertThat(pictures().get(30).keyFrame()).isTrue();
        Packet picture = pictures().getLast();
        Packet sound = recorded.stream().filter(p -> !p.isVideo()).toList().getLast();
        long apart = picture.ptsNanos() - sound.ptsNanos();
        List<Packet> asTheyCame = new ArrayList<>();
        packets.give(3, asTheyCame::add);
        long before =
                asTheyCame.stream().filter(Packet::isVideo).toList().getLast().ptsNanos()
                        - asTheyCame.stream()
                                .filter(p -> !p.isVideo())
                                .toList()
                                .getLast()
                                .ptsNanos();
        asTheyCame.forEach(Packet::close);
        assertThat(apart).as("sound keeps its distance, to a sample").isBetween(before - 20_834, before + 20_834);
    }

    @Test
    void theRestOfAGroupThatBeganInThePauseIsLeftOut() {
        packets.give(0, this::record);
        gate.pause();
        int[] number = new int[1];
        packets.give(1, packet -> {
            if (packet.isVideo() && number[0]++ == 4) {
                gate.resume();
            }
            record(packet);
        });
        assertThat(pictures()).as("30 before, and the second group of 15").hasSize(45);
        assertThat(pictures().get(30).keyFrame()).isTrue();
    }

    @Test
    void aPauseBeforeAnythingCameChangesNoTime() {
        gate.pause();
        packets.give(0, this::record);
        gate.resume();
        packets.give(1, this::record);
        assertThat(pictures()).hasSize(30);
        assertThat(pictures().getFirst().dts()).isEqualTo(30);
    }
}
