package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.Nullable;

/// Louder or quieter; another gain is reached within one block.
final class GainFilter extends SoundFilter {
    private double wanted = 1;
    private double reached = Double.NaN;

    @Override
    void set(SoundFilterSpec spec) {
        wanted = linear(spec.value(0));
    }

    @Override
    void reset() {
        reached = Double.NaN;
    }

    @Override
    void process(float[] block, float @Nullable [] key) {
        double gain = Double.isNaN(reached) ? wanted : reached;
        double step = (wanted - gain) * 2 / block.length;
        for (int i = 0; i + 1 < block.length; i += 2) {
            gain += step;
            block[i] *= (float) gain;
            block[i + 1] *= (float) gain;
        }
        reached = wanted;
    }
}
