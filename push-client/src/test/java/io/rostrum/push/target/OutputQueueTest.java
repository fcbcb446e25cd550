package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputQueueTest {
    private static final Set<MediaKind> BOTH = EnumSet.allOf(MediaKind.class);

    private final TestPackets packets = new TestPackets();
    private final OutputQueue queue = new OutputQueue(Duration.ofSeconds(3));

    @AfterEach
    void everyPacketIsClosedInTheEnd() {
        queue.close();
        assertThat(packets.pool.outstanding()).isZero();
    }

    @Test
    void passesOnWhatCameInItsOrder() {
        queue.connected(true);
        offer(0, 1_000, 1_000);

        assertThat(queue.span()).isEqualTo(Duration.ofMillis(980));
        assertThat(drain()).startsWith("K0", "a0", "a20", "v40", "a40").hasSize(75);
        assertThat(losses()).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void dropsPicturesUpToTheNewestKeyFrameAndNoSoundWhenItIsFull() {
        queue.connected(true);
        offer(0, 3_041, 1_000);

        List<String> left = drain();
        assertThat(left.stream().filter(name -> name.startsWith("v"))).containsExactly("v3040");
        assertThat(left.stream().filter(name -> name.startsWith("K"))).containsExactly("K1000", "K2000", "K3000");
        assertThat(left.stream().filter(name -> name.startsWith("a"))).hasSize(153);
        assertThat(queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.VIDEO)).isEqualTo(73);
    }

    @Test
    void neverDropsTheNewestKeyFrame() {
        queue.connected(true);
        offer(0, 5_000, 10_000); // one group of pictures longer than the limit
        offer(5_000, 9_999, 10_000);
        offer(10_000, 10_100, 10_000);

        assertThat(drain().stream().filter(name -> !name.startsWith("a")))
                .containsExactly("K10000", "v10040", "v10080");
    }

    @Test
    void takesNoPictureBeforeAKeyFrameOnceAGroupIsBroken() {
        queue.connected(true);
        offer(0, 3_041, 10_000);
        assertThat(drain().stream().filter(name -> !name.startsWith("a"))).containsExactly("K0");
        offer(3_080, 4_000, 10_000);

        assertThat(drain().stream().filter(name -> !name.startsWith("a"))).isEmpty();
        queue.offer(packets.key(4_000));
        assertThat(drain()).containsExactly("K4000");
    }

    @Test
    void keepsSoundForTwiceTheLimit() {
        queue.connected(true);
        offer(0, 8_000, 1_000);

        List<String> sound =
                drain().stream().filter(name -> name.startsWith("a")).toList();
        assertThat(sound.getFirst()).isEqualTo("a1980");
        assertThat(sound.getLast()).isEqualTo("a7980");
        assertThat(queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.AUDIO)).isEqualTo(99);
    }

    @Test
    void startsAConnectionAtTheNewestKeyFrame() {
        offer(0, 1_500, 1_000);
        queue.connected(true);

        assertThat(drain()).startsWith("K1000", "a1000", "a1020", "v1040");
        assertThat(queue.dropped(DropReason.NOT_CONNECTED, MediaKind.VIDEO)).isEqualTo(25);
        assertThat(queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.VIDEO)).isZero();
    }

    @Test
    void wantsAKeyFrameAfterAConnectionBrokeInTheMiddleOfAGroup() {
        queue.connected(true);
        offer(0, 500, 1_000);
        drain();
        queue.connected(false);
        offer(520, 1_000, 10_000);
        queue.connected(true);

        assertThat(drain().stream().filter(name -> !name.startsWith("a"))).isEmpty();
    }

    @Test
    void isReadyWhenAllParametersAreKnownOrTwoSecondsWait() {
        Duration patience = Duration.ofSeconds(2);
        assertThat(queue.readyToStart(BOTH, patience)).isFalse();
        queue.offer(packets.key(0));
        queue.offer(packets.picture(1_960));
        assertThat(queue.readyToStart(BOTH, patience)).isFalse();
        assertThat(queue.readyToStart(EnumSet.of(MediaKind.VIDEO), patience)).isTrue();
        queue.offer(packets.picture(2_000));
        assertThat(queue.readyToStart(BOTH, patience)).isTrue();
        queue.offer(packets.sound(2_000));
        assertThat(queue.newestParameters(MediaKind.AUDIO)).contains(TestPackets.AUDIO);
        assertThat(queue.readyToStart(BOTH, patience)).isTrue();
    }

    @Test
    void takesNothingWhenSealedOrClosed() {
        queue.connected(true);
        queue.offer(packets.key(0));
        queue.seal();
        queue.offer(packets.picture(40));
        assertThat(drain()).containsExactly("K0");

        queue.close();
        queue.offer(packets.key(80));
        assertThat(queue.isEmpty()).isTrue();
        queue.open();
        queue.offer(packets.picture(120));
        queue.offer(packets.key(160));
        assertThat(drain()).containsExactly("K160");
    }

    /// A picture each 40 ms and sound each 20 ms, key frames at multiples of `groupMillis`.
    private void offer(long fromMillis, long toMillis, long groupMillis) {
        for (long millis = fromMillis; millis < toMillis; millis += 20) {
            if (millis % 40 == 0) {
                queue.offer(millis % groupMillis == 0 ? packets.key(millis) : packets.picture(millis));
            }
            queue.offer(packets.sound(millis));
        }
    }

    private List<String> drain() {
        List<String> names = new ArrayList<>();
        for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
            names.add((packet.isVideo() ? packet.keyFrame() ? "K" : "v" : "a") + packet.dts());
            packet.close();
        }
        return names;
    }

    private List<Long> losses() {
        List<Long> losses = new ArrayList<>();
        for (DropReason reason : DropReason.values()) {
            for (MediaKind kind : MediaKind.values()) {
                losses.add(queue.dropped(reason, kind));
            }
        }
        return losses;
    }
}
