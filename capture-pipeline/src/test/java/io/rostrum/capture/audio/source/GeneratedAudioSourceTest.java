package io.rostrum.capture.audio.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class GeneratedAudioSourceTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /// Keeps what it is given.
    private static final class Kept implements AudioSink {
        private final List<AudioBlock> blocks = new CopyOnWriteArrayList<>();
        private final List<DeviceException> losses = new CopyOnWriteArrayList<>();

        @Override
        public void block(AudioBlock block) {
            blocks.add(block);
        }

        @Override
        public void lost(DeviceException why) {
            losses.add(why);
        }

        @Override
        public void ended() {
            throw new AssertionError("generated sound has no end");
        }
    }

    @Test
    void theBeepBeginsExactlyOnTheSecondOfMediaTime() {
        AtomicLong now = new AtomicLong(1_950_000_000L);
        Kept kept = new Kept();
        try (GeneratedAudioSource beep = GeneratedAudioSource.testCardBeep()) {
            beep.start(now::get, kept);
            now.set(2_100_000_000L);
            await().atMost(DEADLINE).until(() -> kept.blocks.size() >= 7);
        }
        for (AudioBlock block : kept.blocks) {
            long first = block.ptsNanos() * 48 / 1_000_000;
            for (int i = 0; i < block.frames(); i++) {
                long frame = first + i;
                boolean sounds = frame > 96_000 && frame < 96_000 + 2880 && (frame - 96_000) % 24 != 0;
                assertThat(Math.abs(block.samples()[2 * i]) > 1e-4)
                        .as("frame %d", frame)
                        .isEqualTo(sounds);
                assertThat(block.samples()[2 * i + 1]).isEqualTo(block.samples()[2 * i]);
            }
        }
    }

    @Test
    void nothingComesBeforeItsTime() {
        AtomicLong now = new AtomicLong();
        Kept kept = new Kept();
        try (GeneratedAudioSource tone = GeneratedAudioSource.tone(440)) {
            tone.start(now::get, kept);
            now.set(60_000_000);
            await().atMost(DEADLINE).until(() -> kept.blocks.size() == 3);
        }
        assertThat(kept.blocks).hasSize(3);
    }

    @Test
    void aLostSourceComesBack() throws DeviceException {
        AtomicInteger opened = new AtomicInteger();
        Kept kept = new Kept();
        RetryingAudioSource retrying =
                new RetryingAudioSource(() -> new Flaky(opened.incrementAndGet()), Duration.ofMillis(1));
        try (retrying) {
            retrying.start(MediaClock.startingNow(), kept);
            await().atMost(DEADLINE).until(() -> !kept.blocks.isEmpty());
        }
        assertThat(opened).hasValueGreaterThanOrEqualTo(3);
        assertThat(kept.losses).hasSize(1);
    }

    /// The first is lost at once, the second does not open, the third works.
    private record Flaky(int number) implements AudioSource {
        @Override
        public String name() {
            return "flaky " + number;
        }

        @Override
        public void start(MediaClock clock, AudioSink sink) throws DeviceException {
            switch (number) {
                case 1 -> sink.lost(new DeviceException(DeviceException.Reason.LOST, "pulled out"));
                case 2 -> throw new DeviceException(DeviceException.Reason.NOT_FOUND, "not there yet");
                default -> sink.block(new AudioBlock(0, new float[2]));
            }
        }

        @Override
        public void close() {}
    }
}
