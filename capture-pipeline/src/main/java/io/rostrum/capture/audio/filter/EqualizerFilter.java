package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.Nullable;

/// Five bands, one after the other: a shelf, three bells and a shelf.
final class EqualizerFilter extends SoundFilter {
    private static final double[] HERTZ = {100, 300, 1000, 3500, 10_000};
    private static final double BELL_Q = 1;

    private final Band[] bands = new Band[HERTZ.length];

    EqualizerFilter() {
        for (int i = 0; i < bands.length; i++) {
            bands[i] = new Band();
        }
    }

    @Override
    void set(SoundFilterSpec spec) {
        for (int i = 0; i < bands.length; i++) {
            double decibels = spec.value(i);
            Biquad curve;
            if (i == 0) {
                curve = Biquad.lowShelf(HERTZ[i], decibels);
            } else if (i == bands.length - 1) {
                curve = Biquad.highShelf(HERTZ[i], decibels);
            } else {
                curve = Biquad.peak(HERTZ[i], decibels, BELL_Q);
            }
            bands[i].aim(curve);
        }
    }

    @Override
    void reset() {
        for (Band band : bands) {
            band.reset();
        }
    }

    @Override
    void process(float[] block, float @Nullable [] key) {
        for (Band band : bands) {
            band.process(block);
        }
    }

    /// One second-order section for both sides, transposed direct form II, whose coefficients go over to others in
    /// steps of 32 frames within a block: both ends are stable, and so is all between them.
    private static final class Band {
        private static final int STEP_SAMPLES = 64;

        private double b0 = 1;
        private double b1;
        private double b2;
        private double a1;
        private double a2;
        private Biquad aim = new Biquad(1, 0, 0, 0, 0);
        private boolean arrived = true;
        private boolean fresh = true;
        private double left1;
        private double left2;
        private double right1;
        private double right2;

        void aim(Biquad curve) {
            arrived = false;
            aim = curve;
        }

        void reset() {
            left1 = 0;
            left2 = 0;
            right1 = 0;
            right2 = 0;
            fresh = true;
        }

        void process(float[] block) {
            if (fresh) {
                move(1);
                fresh = false;
                arrived = true;
            }
            for (int from = 0; from < block.length; from += STEP_SAMPLES) {
                int to = Math.min(block.length, from + STEP_SAMPLES);
                if (!arrived) {
                    move((double) STEP_SAMPLES / (block.length - from));
                }
                run(block, from, to);
            }
            arrived = true;
            left1 = DynamicsFilter.audible(left1);
            left2 = DynamicsFilter.audible(left2);
            right1 = DynamicsFilter.audible(right1);
            right2 = DynamicsFilter.audible(right2);
        }

        /// @param part of what is left to the aim
        private void move(double part) {
            double share = Math.min(1, part);
            b0 += share * (aim.b0() - b0);
            b1 += share * (aim.b1() - b1);
            b2 += share * (aim.b2() - b2);
            a1 += share * (aim.a1() - a1);
            a2 += share * (aim.a2() - a2);
        }

        private void run(float[] block, int from, int to) {
            for (int i = from; i + 1 < to; i += 2) {
                double left = block[i];
                double outLeft = b0 * left + left1;
                left1 = b1 * left - a1 * outLeft + left2;
                left2 = b2 * left - a2 * outLeft;
                block[i] = (float) outLeft;
                double right = block[i + 1];
                double outRight = b0 * right + right1;
                right1 = b1 * right - a1 * outRight + right2;
                right2 = b2 * right - a2 * outRight;
                block[i + 1] = (float) outRight;
            }
        }
    }
}
