package io.rostrum.capture.audio.meter;

import io.rostrum.capture.audio.AudioBlock;
import java.util.Arrays;

/// Measures [Loudness] of a stereo programme as EBU R 128 and Tech 3341 ask for, by ITU-R BS.1770-4.
///
/// Fed by one thread and allocating nothing there but a result ten times a second; any thread may look and
/// [#restart()].
public final class LoudnessMeter {
    /// 100 ms: what two measured blocks of 400 ms are apart.
    private static final int STEP_FRAMES = AudioBlock.SAMPLE_RATE / 10;

    private static final int MOMENTARY_STEPS = 4;
    private static final int SHORT_TERM_STEPS = 30;
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;

    /// Blocks of 400 ms are counted by their loudness, 0.01 LU each, from the absolute gate on: however long it is
    /// measured, it takes no more room.
    private static final int BINS_A_UNIT = 100;

    private static final int BINS = 80 * BINS_A_UNIT;

    private final KWeighting left = new KWeighting();
    private final KWeighting right = new KWeighting();
    private final TruePeak leftPeak = new TruePeak();
    private final TruePeak rightPeak = new TruePeak();
    private final double[] steps = new double[SHORT_TERM_STEPS];
    private final long[] counts = new long[BINS];
    private final double[] energies = new double[BINS];
    private float samplePeak;
    private double sum;
    private int frames;
    private long stepsDone;
    private volatile boolean anew;
    private volatile Loudness newest = Loudness.NONE;

    /// {@return as it was at the last tenth of a second}
    public Loudness loudness() {
        return newest;
    }

    /// Begins the integrated loudness and the true peak anew.
    public void restart() {
        anew = true;
    }

    /// @param interleaved left right left right, borrowed
    public void add(float[] interleaved) {
        if (anew) {
            anew = false;
            forget();
        }
        for (int i = 0; i + 1 < interleaved.length; i += AudioBlock.CHANNELS) {
            float l = interleaved[i];
            float r = interleaved[i + 1];
            leftPeak.add(l);
            rightPeak.add(r);
            samplePeak = Math.max(samplePeak, Math.max(Math.abs(l), Math.abs(r)));
            double weightedLeft = left.next(l);
            double weightedRight = right.next(r);
            sum += weightedLeft * weightedLeft + weightedRight * weightedRight;
            if (++frames == STEP_FRAMES) {
                step();
            }
        }
    }

    private void forget() {
        Arrays.fill(counts, 0);
        Arrays.fill(energies, 0);
        Arrays.fill(steps, 0);
        leftPeak.reset();
        rightPeak.reset();
        samplePeak = 0;
        sum = 0;
        frames = 0;
        stepsDone = 0;
    }

    private void step() {
        left.rest();
        right.rest();
        steps[(int) (stepsDone % SHORT_TERM_STEPS)] = sum / STEP_FRAMES;
        stepsDone++;
        sum = 0;
        frames = 0;
        double momentary = mean(MOMENTARY_STEPS);
        if (stepsDone >= MOMENTARY_STEPS) {
            count(momentary);
        }
        float peak = Math.max(samplePeak, Math.max(leftPeak.largest(), rightPeak.largest()));
        newest = new Loudness(
                loudness(momentary),
                loudness(mean(SHORT_TERM_STEPS)),
                integrated(),
                peak == 0 ? Loudness.SILENCE : Math.max(Loudness.SILENCE, 20 * Math.log10(peak)));
    }

    /// {@return mean energy of the last so many steps; what was before the beginning is silence}
    private double mean(int of) {
        double total = 0;
        for (long step = Math.max(0, stepsDone - of); step < stepsDone; step++) {
            total += steps[(int) (step % SHORT_TERM_STEPS)];
        }
        return total / of;
    }

    private static double loudness(double energy) {
        return energy <= 0 ? Loudness.SILENCE : Math.max(Loudness.SILENCE, OFFSET + 10 * Math.log10(energy));
    }

    private void count(double energy) {
        double loudness = loudness(energy);
        if (loudness > ABSOLUTE_GATE) {
            int bin = bin(loudness);
            counts[bin]++;
            energies[bin] += energy;
        }
    }

    private static int bin(double loudness) {
        return Math.clamp((int) ((loudness - ABSOLUTE_GATE) * BINS_A_UNIT), 0, BINS - 1);
    }

    private double integrated() {
        double gate = meanFrom(0);
        return gate <= 0 ? Loudness.SILENCE : loudness(meanFrom(bin(loudness(gate) + RELATIVE_GATE)));
    }

    private double meanFrom(int bin) {
        long count = 0;
        double energy = 0;
        for (int i = bin; i < BINS; i++) {
            count += counts[i];
            energy += energies[i];
        }
        return count == 0 ? 0 : energy / count;
    }
}
