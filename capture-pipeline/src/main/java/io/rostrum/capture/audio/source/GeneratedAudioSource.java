package io.rostrum.capture.audio.source;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Sound that is computed: a tone, the beep of the test card.
///
/// It is delivered as a sound card would, a block as soon as the last sample of it is past, and is exact to the sample:
/// the sample at media time *t* is the signal at *t*, whenever the source was started.
public final class GeneratedAudioSource implements AudioSource {
    /// Frames a block: 20 ms.
    static final int BLOCK_FRAMES = AudioBlock.SAMPLE_RATE / 50;

    /// Amplitude of tone and beep.
    private static final double AMPLITUDE = 0.5;

    private static final int BEEP_HERTZ = 1000;
    private static final int BEEP_FRAMES = AudioBlock.SAMPLE_RATE * 60 / 1000;

    private final String name;
    private final Signal signal;
    private @Nullable CaptureThread thread;

    /// @param name what this is, for people
    public GeneratedAudioSource(String name, Signal signal) {
        this.name = name;
        this.signal = signal;
    }

    /// {@return a sine of half the full amplitude}
    ///
    /// @param hertz 20 to 20 000
    public static GeneratedAudioSource tone(double hertz) {
        if (!(hertz >= 20 && hertz <= 20_000)) {
            throw new IllegalArgumentException("tone: " + hertz + " Hz (expected: 20 to 20000 Hz)");
        }
        double step = 2 * Math.PI * hertz / AudioBlock.SAMPLE_RATE;
        return new GeneratedAudioSource("tone", frame -> (float) (AMPLITUDE * Math.sin(step * frame)));
    }

    /// {@return 1 kHz for the first 60 ms of each second of media time, the moment the test card flashes; else silence}
    public static GeneratedAudioSource testCardBeep() {
        double step = 2 * Math.PI * BEEP_HERTZ / AudioBlock.SAMPLE_RATE;
        return new GeneratedAudioSource("test card beep", frame -> {
            long inSecond = Math.floorMod(frame, (long) AudioBlock.SAMPLE_RATE);
            return inSecond < BEEP_FRAMES ? (float) (AMPLITUDE * Math.sin(step * inSecond)) : 0f;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(MediaClock clock, AudioSink sink) {
        if (thread != null) {
            throw new IllegalStateException(name + ": started twice");
        }
        long firstBlock = clock.nanoTime() / AudioBlock.nanosOf(BLOCK_FRAMES);
        thread = CaptureThread.start(name, () -> run(firstBlock, clock, sink), sink::lost);
    }

    private void run(long firstBlock, MediaClock clock, AudioSink sink) {
        long block = firstBlock;
        while (!Thread.currentThread().isInterrupted()) {
            long waitNanos = AudioBlock.nanosOf((block + 1) * BLOCK_FRAMES) - clock.nanoTime();
            if (waitNanos > 0) {
                LockSupport.parkNanos(this, Math.min(waitNanos, AudioBlock.nanosOf(BLOCK_FRAMES)));
            } else {
                sink.block(blockAt(block * BLOCK_FRAMES));
                block++;
            }
        }
    }

    private AudioBlock blockAt(long firstFrame) {
        float[] samples = new float[BLOCK_FRAMES * AudioBlock.CHANNELS];
        for (int i = 0; i < BLOCK_FRAMES; i++) {
            float sample = signal.sampleAt(firstFrame + i);
            samples[2 * i] = sample;
            samples[2 * i + 1] = sample;
        }
        return new AudioBlock(AudioBlock.nanosOf(firstFrame), samples);
    }

    @Override
    public void close() {
        CaptureThread running = thread;
        if (running != null) {
            running.close();
        }
    }
}
