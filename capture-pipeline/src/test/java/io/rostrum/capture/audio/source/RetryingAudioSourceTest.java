package io.rostrum.capture.audio.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RetryingAudioSourceTest {
    private static final MediaClock CLOCK = MediaClock.startingNow();

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

    private final AudioSink sink = new AudioSink() {
        @Override
        public void block(AudioBlock block) {}

        @Override
        public void lost(DeviceException why) {
            losses.incrementAndGet();
        }

        @Override
        public void ended() {}
    };

    /// Lost at once the first time; has a defect on starting the second time, and one on closing then; is well after.
    private final class Weak implements AudioSource {
        private final int number = opened.incrementAndGet();

        @Override
        public String name() {
            return "card";
        }

        @Override
        public void start(MediaClock clock, AudioSink to) {
            if (number == 2) {
                throw new IllegalStateException("a bug");
            }
            started.incrementAndGet();
            if (number == 1) {
                to.lost(new DeviceException(DeviceException.Reason.LOST, "pulled out"));
            }
        }

        @Override
        public void close() {
            if (number == 2 && opened.get() == 2 && losses.getAndIncrement() == 1) {
                throw new IllegalStateException("another bug");
            }
        }
    }

    @Test
    void aDefectWhileOpeningIsTriedAgainToo() throws DeviceException {
        try (RetryingAudioSource source = new RetryingAudioSource(Weak::new, Duration.ofMillis(1))) {
            source.start(CLOCK, sink);
            await().atMost(Duration.ofSeconds(10)).until(() -> started.get() == 2);
            await().atMost(Duration.ofSeconds(10)).until(() -> source.lost().isEmpty());
            assertThat(opened).hasValue(3);
        }
    }
}
