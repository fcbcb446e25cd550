package io.rostrum.capture.audio.filter;

import io.rostrum.capture.audio.AudioBlock;

/// A noise gate: shut until the sound is louder than one level, and shut again a while after it has fallen below the
/// other.
final class GateFilter extends DynamicsFilter {
    /// What the level that is compared falls by after a peak, so that the gate does not open and shut with each wave.
    private static final double LEVEL_DECAY = decay(20);

    private double opensAt;
    private double closesAt;
    private double attackStep;
    private double releaseStep;
    private int holdFrames;

    private double level;
    private double openness;
    private boolean open;
    private int held;

    @Override
    void set(SoundFilterSpec spec) {
        opensAt = linear(spec.value(0));
        closesAt = linear(spec.value(1));
        attackStep = step(spec.value(2));
        holdFrames = (int) (spec.value(3) * AudioBlock.SAMPLE_RATE / 1000);
        releaseStep = step(spec.value(4));
    }

    /// A gate that moves within less than a millisecond clicks.
    private static double step(double millis) {
        return 1000 / (Math.max(1, millis) * AudioBlock.SAMPLE_RATE);
    }

    @Override
    void reset() {
        super.reset();
        level = 0;
        openness = 0;
        open = false;
        held = 0;
    }

    @Override
    void begin(int frames) {
        level = audible(level);
    }

    @Override
    double gain(double peak) {
        level = Math.max(peak, level * LEVEL_DECAY);
        if (level >= opensAt) {
            open = true;
        } else if (level < closesAt && open) {
            open = false;
            held = 0;
        }
        if (open) {
            openness = Math.min(1, openness + attackStep);
        } else if (held < holdFrames) {
            held++;
        } else {
            openness = Math.max(0, openness - releaseStep);
        }
        return openness;
    }
}
