package io.rostrum.capture.audio.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.AudioMixer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MonitorOutputTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Semaphore room = new Semaphore(0);
    private final List<Integer> played = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicBoolean breaks = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Takes a block for each permit, and keeps its first sample.
    private final OutputDevice device = new OutputDevice() {
        @Override
        public void play(byte[] bytes) throws IOException {
            if (breaks.getAndSet(false)) {
                throw new IOException("pulled out");
            }
            begun.incrementAndGet();
            room.acquireUninterruptibly();
            played.add((bytes[1] << 8) | (bytes[0] & 0xFF));
        }

        @Override
        public void close() {
            closed.set(true);
        }
    };

    private static float[] block(float value) {
        float[] block = new float[2 * AudioMixer.BLOCK_FRAMES];
        Arrays.fill(block, value);
        return block;
    }

    @Test
    void whatASlowDeviceHasNoTimeForIsLeftOutTheOldestFirst() {
        try (MonitorOutput output = new MonitorOutput(_ -> device, "", Duration.ZERO)) {
            await().atMost(SOON).until(() -> {
                output.monitored(block(0));
                return begun.get() == 1;
            });
            for (int i = 1; i <= 20; i++) {
                output.monitored(block(i / 32767f));
            }
            room.release(9);
            await().atMost(SOON).until(() -> played.size() == 9);
            assertThat(played).containsExactly(0, 13, 14, 15, 16, 17, 18, 19, 20);
            assertThat(output.trouble()).isEmpty();
        }
        room.release(9);
        await().atMost(SOON).untilTrue(closed);
    }

    @Test
    void aDeviceThatIsLostSaysSoAndIsOpenedAgain() {
        AtomicInteger opened = new AtomicInteger();
        breaks.set(true);
        room.release(1000);
        try (MonitorOutput output = new MonitorOutput(
                _ -> {
                    if (opened.incrementAndGet() == 2) {
                        throw new IOException("not there");
                    }
                    return device;
                },
                "",
                Duration.ofMillis(50))) {
            await().atMost(SOON).until(() -> {
                output.monitored(block(1));
                return !played.isEmpty();
            });
            assertThat(opened).hasValue(3);
            assertThat(output.trouble()).isEmpty();
        }
    }
}
