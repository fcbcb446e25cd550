package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.Nullable;

/// Does one thing to the sound of a channel, in place. Confined to the mixer's thread but for [#reductionDecibels].
abstract sealed class SoundFilter permits DynamicsFilter, EqualizerFilter, GainFilter, LimiterFilter, NoiseSuppressor {
    /// Takes other settings, of the same kind; they are reached without a click.
    abstract void set(SoundFilterSpec spec);

    /// Forgets all sound, as if none had come yet.
    abstract void reset();

    /// @param block interleaved left right
    /// @param key   sound of the channel that is followed, as long as `block`; null where there is none
    abstract void process(float[] block, float @Nullable [] key);

    /// {@return how much later sound comes out, frames}
    int latencyFrames() {
        return 0;
    }

    /// {@return by how much it makes its sound quieter now, dB, 0 or more}
    double reductionDecibels() {
        return 0;
    }

    static SoundFilter of(SoundFilterSpec spec) {
        SoundFilter filter = switch (spec.kind()) {
            case GAIN -> new GainFilter();
            case GATE -> new GateFilter();
            case EXPANDER -> new ExpanderFilter();
            case COMPRESSOR -> new CompressorFilter();
            case LIMITER -> new LimiterFilter();
            case EQ -> new EqualizerFilter();
            case DENOISE -> new NoiseSuppressor();
        };
        filter.set(spec);
        return filter;
    }

    static double linear(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
