package io.rostrum.capture.audio.meter;

/// What one side of a sound is filtered by before its loudness is measured: the head's shelf and a high-pass, with the
/// coefficients for 48 kHz of ITU-R BS.1770-4, tables 1 and 2.
final class KWeighting {
    private static final double[] SHELF = {
        1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
    };
    private static final double[] HIGH_PASS = {1, -2, 1, -1.99004745483398, 0.99007225036621};
    private static final double INAUDIBLE = 1e-15;

    private double shelf1;
    private double shelf2;
    private double pass1;
    private double pass2;

    /// {@return the next sample, filtered}
    double next(double sample) {
        double shelved = SHELF[0] * sample + shelf1;
        shelf1 = SHELF[1] * sample - SHELF[3] * shelved + shelf2;
        shelf2 = SHELF[2] * sample - SHELF[4] * shelved;
        double passed = HIGH_PASS[0] * shelved + pass1;
        pass1 = HIGH_PASS[1] * shelved - HIGH_PASS[3] * passed + pass2;
        pass2 = HIGH_PASS[2] * shelved - HIGH_PASS[4] * passed;
        return passed;
    }

    /// Forgets what cannot be heard: a number that is nearly 0 is slow to count with.
    void rest() {
        shelf1 = audible(shelf1);
        shelf2 = audible(shelf2);
        pass1 = audible(pass1);
        pass2 = audible(pass2);
    }

    private static double audible(double value) {
        return Math.abs(value) < INAUDIBLE ? 0 : value;
    }
}
