package io.rostrum.capture.audio.filter;

import io.rostrum.capture.audio.AudioBlock;
import org.jspecify.annotations.Nullable;

/// What turns the sound down by its own loudness, or by another channel's: both sides alike, so that nothing moves
/// between them.
abstract sealed class DynamicsFilter extends SoundFilter permits CompressorFilter, ExpanderFilter, GateFilter {
    private static final double LEAST_GAIN = 1e-6;

    private volatile double reduction;

    /// @param peak the louder side of one frame, 0 or more
    /// @return what that frame is multiplied by
    abstract double gain(double peak);

    /// Called before each block, to move towards settings that have changed.
    ///
    /// @param frames of the block
    abstract void begin(int frames);

    /// {@return what the sound is multiplied by after all, to be left out of the reduction that is shown}
    double outputGain() {
        return 1;
    }

    @Override
    final void process(float[] block, float @Nullable [] key) {
        begin(block.length / 2);
        float[] heard = key == null ? block : key;
        double least = 1;
        for (int i = 0; i + 1 < block.length; i += 2) {
            double gain = gain(Math.max(Math.abs(heard[i]), Math.abs(heard[i + 1])));
            least = Math.min(least, gain);
            double out = gain * outputGain();
            block[i] *= (float) out;
            block[i + 1] *= (float) out;
        }
        reduction = -20 * Math.log10(Math.max(LEAST_GAIN, least));
    }

    @Override
    void reset() {
        reduction = 0;
    }

    @Override
    final double reductionDecibels() {
        return reduction;
    }

    /// {@return what is left after one frame of what decays by 1/e within `millis`}
    static double decay(double millis) {
        return millis <= 0 ? 0 : Math.exp(-1000 / (millis * AudioBlock.SAMPLE_RATE));
    }

    static double decibels(double linear) {
        return 20 * Math.log10(linear);
    }

    /// {@return 0 for what is far below hearing: a number that is nearly 0 is slow to count with}
    static double audible(double value) {
        return Math.abs(value) < 1e-15 ? 0 : value;
    }
}
