package io.rostrum.capture.audio.filter;

import org.jspecify.annotations.Nullable;

/// Takes a steady noise out of a voice.
///
/// The sound is cut into overlapping windows of 21 ms; in each band the noise is what is there at the quietest moment
/// of
/// the last one and a half seconds (R. Martin, *Noise power spectral density estimation based on optimal smoothing and
/// minimum statistics*, 2001, with a fixed smoothing), and a band is turned down the more, the less it rises above
/// that:
/// a Wiener filter by the decision-directed estimate (Y. Ephraim, D. Malah, 1984), which leaves no musical tones.
///
/// Both sides of a stereo sound are one complex signal, turned down alike.
final class NoiseSuppressor extends SoundFilter {
    /// 21 ms.
    private static final int WINDOW = 1024;

    /// Frames between two windows, and what the sound comes later by.
    private static final int HOP = WINDOW / 2;

    /// Weight of the past in a band's power.
    private static final double SMOOTH = 0.85;
    /// Weight of the last window in what is taken to be the voice.
    private static final double DECIDED = 0.97;
    /// What the least of so many smoothed powers lies below their mean by.
    private static final double LEAST_TO_MEAN = 2.2;
    /// Eight stretches of 18 windows: 1.5 s.
    private static final int STRETCHES = 8;

    private static final int STRETCH_WINDOWS = 18;
    private static final double NO_NOISE = 1e-12;

    private final Fourier fourier = new Fourier(WINDOW);
    private final double[] shape = new double[WINDOW];
    private final double[] real = new double[WINDOW];
    private final double[] imaginary = new double[WINDOW];
    /// The newest window's sound, and what is finished of the sum of the windows.
    private final float[] heard = new float[2 * WINDOW];
    private final double[] sum = new double[2 * WINDOW];

    private final double[] power = new double[HOP + 1];
    private final double[][] least = new double[STRETCHES][HOP + 1];
    private final double[] voice = new double[HOP + 1];
    private long windows;
    private double floor;
    private volatile double reduction;

    NoiseSuppressor() {
        for (int i = 0; i < WINDOW; i++) {
            shape[i] = Math.sin(Math.PI * (i + 0.5) / WINDOW); // applied twice, adds up to 1
        }
        reset();
    }

    @Override
    void set(SoundFilterSpec spec) {
        floor = linear(spec.value(0));
    }

    @Override
    void reset() {
        java.util.Arrays.fill(heard, 0);
        java.util.Arrays.fill(sum, 0);
        java.util.Arrays.fill(power, 0);
        java.util.Arrays.fill(voice, 0);
        for (double[] stretch : least) {
            java.util.Arrays.fill(stretch, Double.MAX_VALUE);
        }
        windows = 0;
        reduction = 0;
    }

    @Override
    int latencyFrames() {
        return HOP;
    }

    @Override
    double reductionDecibels() {
        return reduction;
    }

    /// @param block a multiple of a hop long
    @Override
    void process(float[] block, float @Nullable [] key) {
        for (int from = 0; from + 2 * HOP <= block.length; from += 2 * HOP) {
            System.arraycopy(heard, 2 * HOP, heard, 0, 2 * HOP);
            System.arraycopy(block, from, heard, 2 * HOP, 2 * HOP);
            window();
            for (int i = 0; i < 2 * HOP; i++) {
                block[from + i] = (float) sum[i];
            }
            System.arraycopy(sum, 2 * HOP, sum, 0, 2 * HOP);
            java.util.Arrays.fill(sum, 2 * HOP, 2 * WINDOW, 0);
        }
    }

    private void window() {
        for (int i = 0; i < WINDOW; i++) {
            real[i] = shape[i] * heard[2 * i];
            imaginary[i] = shape[i] * heard[2 * i + 1];
        }
        fourier.forward(real, imaginary);
        suppress();
        fourier.backward(real, imaginary);
        for (int i = 0; i < WINDOW; i++) {
            double weight = shape[i] / WINDOW;
            sum[2 * i] += weight * real[i];
            sum[2 * i + 1] += weight * imaginary[i];
        }
    }

    private void suppress() {
        double[] stretch = least[(int) (windows / STRETCH_WINDOWS % STRETCHES)];
        if (windows % STRETCH_WINDOWS == 0) {
            java.util.Arrays.fill(stretch, Double.MAX_VALUE);
        }
        double before = 0;
        double after = 0;
        for (int band = 0; band <= HOP; band++) {
            int mirror = (WINDOW - band) % WINDOW;
            double now = (square(band) + square(mirror)) / 2;
            power[band] = power[band] < NO_NOISE ? now : now + SMOOTH * (power[band] - now);
            if (now > NO_NOISE) { // a pause of the source is not its quietest moment
                stretch[band] = Math.min(stretch[band], power[band]);
            }
            double gain = gain(band, now);
            turnDown(band, gain);
            if (mirror != band) {
                turnDown(mirror, gain);
            }
            before += now;
            after += gain * gain * now;
        }
        windows++;
        reduction = before > NO_NOISE ? Math.max(0, -10 * Math.log10(Math.max(1e-12, after / before))) : 0;
    }

    private double square(int band) {
        return real[band] * real[band] + imaginary[band] * imaginary[band];
    }

    private void turnDown(int band, double gain) {
        real[band] *= gain;
        imaginary[band] *= gain;
    }

    private double gain(int band, double now) {
        double quietest = Double.MAX_VALUE;
        for (double[] stretch : least) {
            quietest = Math.min(quietest, stretch[band]);
        }
        double noise = Math.max(NO_NOISE, LEAST_TO_MEAN * quietest);
        double ratio = DECIDED * voice[band] / noise + (1 - DECIDED) * Math.max(0, now / noise - 1);
        double gain = Math.max(floor, ratio / (1 + ratio));
        voice[band] = gain * gain * now;
        return gain;
    }
}
