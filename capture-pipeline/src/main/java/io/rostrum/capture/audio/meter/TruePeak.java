package io.rostrum.capture.audio.meter;

/// The largest value that one side of a sound has between its samples, too: four times as many are looked at, made by
/// the interpolating filter of ITU-R BS.1770-4, annex 2.
final class TruePeak {
    private static final int TAPS = 12;
    private static final double[][] PHASES = {
        {
            0.0017089843750,
            0.0109863281250,
            -0.0196533203125,
            0.0332031250000,
            -0.0594482421875,
            0.1373291015625,
            0.9721679687500,
            -0.1022949218750,
            0.0476074218750,
            -0.0266113281250,
            0.0148925781250,
            -0.0083007812500
        },
        {
            -0.0291748046875,
            0.0292968750000,
            -0.0517578125000,
            0.0891113281250,
            -0.1665039062500,
            0.4650878906250,
            0.7797851562500,
            -0.2003173828125,
            0.1015625000000,
            -0.0582275390625,
            0.0330810546875,
            -0.0189208984375
        },
        {
            -0.0189208984375,
            0.0330810546875,
            -0.0582275390625,
            0.1015625000000,
            -0.2003173828125,
            0.7797851562500,
            0.4650878906250,
            -0.1665039062500,
            0.0891113281250,
            -0.0517578125000,
            0.0292968750000,
            -0.0291748046875
        },
        {
            -0.0083007812500,
            0.0148925781250,
            -0.0266113281250,
            0.0476074218750,
            -0.1022949218750,
            0.9721679687500,
            0.1373291015625,
            -0.0594482421875,
            0.0332031250000,
            -0.0196533203125,
            0.0109863281250,
            0.0017089843750
        }
    };

    /// No value between samples is larger than so many times the largest sample that it is made of.
    private static final double REACH = reach();

    /// The last samples twice, one run after the other, so that they can be read without a turn.
    private final float[] heard = new float[2 * TAPS];

    private int next;
    private float largest;
    /// The largest of the samples that are remembered, and how many came after it.
    private float largestHeard;

    private int sinceLargest;

    private static double reach() {
        double most = 0;
        for (double[] phase : PHASES) {
            double sum = 0;
            for (double tap : phase) {
                sum += Math.abs(tap);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    void add(float sample) {
        next = next == 0 ? TAPS - 1 : next - 1;
        heard[next] = sample;
        heard[next + TAPS] = sample; // from `next` on: the newest, the one before it, and so on
        noteSize(Math.abs(sample));
        if (largestHeard * REACH > largest) {
            interpolate();
        }
    }

    private void noteSize(float size) {
        sinceLargest++;
        if (size >= largestHeard) {
            largestHeard = size;
            sinceLargest = 0;
        } else if (sinceLargest >= TAPS) {
            largestHeard = 0;
            for (int i = 0; i < TAPS; i++) {
                float each = Math.abs(heard[next + i]);
                if (each >= largestHeard) {
                    largestHeard = each;
                    sinceLargest = i;
                }
            }
        }
    }

    private void interpolate() {
        for (double[] phase : PHASES) {
            double sum = 0;
            for (int i = 0; i < TAPS; i++) {
                sum += phase[i] * heard[next + i];
            }
            largest = Math.max(largest, (float) Math.abs(sum));
        }
    }

    /// {@return the largest since it was made or [#reset], linear; at least the largest sample a little later}
    float largest() {
        return largest;
    }

    void reset() {
        largest = 0;
    }
}
