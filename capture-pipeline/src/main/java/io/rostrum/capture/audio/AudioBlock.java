package io.rostrum.capture.audio;

/// A run of sound: 48 kHz, stereo, 32-bit float, interleaved left right. Owned by whoever holds it, who may change the
/// samples in place; never shared.
public final class AudioBlock {
    /// Samples a second of one channel, everywhere inside a session.
    public static final int SAMPLE_RATE = 48_000;

    /// Channels, everywhere inside a session.
    public static final int CHANNELS = 2;

    private final long ptsNanos;
    private final float[] interleaved;

    /// @param ptsNanos    time of the first sample on the session's clock
    /// @param interleaved samples, -1..1 nominal, two for each sample time; taken
    public AudioBlock(long ptsNanos, float[] interleaved) {
        this.ptsNanos = ptsNanos;
        this.interleaved = interleaved;
    }

    /// {@return nanoseconds that `frames` sample times last}
    public static long nanosOf(long frames) {
        return frames * 1_000_000_000L / SAMPLE_RATE;
    }

    /// {@return time of the first sample, nanoseconds of the session's clock}
    public long ptsNanos() {
        return ptsNanos;
    }

    /// {@return the samples themselves, two for each sample time}
    public float[] samples() {
        return interleaved;
    }

    /// {@return sample times in this block}
    public int frames() {
        return interleaved.length / CHANNELS;
    }
}
