package io.rostrum.capture.audio.filter;

/// A downward expander: each decibel below the threshold becomes as many as the ratio says, by the mean loudness of the
/// last 20 ms.
final class ExpanderFilter extends DynamicsFilter {
    private static final double MEAN_DECAY = decay(20);
    private static final double FARTHEST_DECIBELS = -80;
    private static final double QUIET = 1e-10;

    private double threshold;
    private double slope;
    private double attack;
    private double release;
    private double outputWanted = 1;
    private double output = 1;
    private double outputStep;

    private double mean;
    private double gainDecibels;

    @Override
    void set(SoundFilterSpec spec) {
        threshold = spec.value(0);
        slope = spec.value(1) - 1;
        attack = decay(spec.value(2));
        release = decay(spec.value(3));
        outputWanted = linear(spec.value(4));
    }

    @Override
    void reset() {
        super.reset();
        mean = 0;
        gainDecibels = 0;
        output = outputWanted;
    }

    @Override
    void begin(int frames) {
        mean = audible(mean);
        gainDecibels = audible(gainDecibels);
        outputStep = (outputWanted - output) / frames;
    }

    @Override
    double outputGain() {
        return output;
    }

    @Override
    double gain(double peak) {
        output += outputStep;
        mean = peak * peak + MEAN_DECAY * (mean - peak * peak);
        double below = threshold - decibels(mean + QUIET) / 2;
        double wanted = below > 0 ? Math.max(FARTHEST_DECIBELS, -slope * below) : 0;
        double follow = wanted > gainDecibels ? attack : release; // louder again: attack
        gainDecibels = wanted + follow * (gainDecibels - wanted);
        return linear(gainDecibels);
    }
}
