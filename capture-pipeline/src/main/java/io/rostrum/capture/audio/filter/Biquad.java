package io.rostrum.capture.audio.filter;

import io.rostrum.capture.audio.AudioBlock;

/// Coefficients of a second-order filter, normalised so that the first of the denominator is 1, as the *Audio EQ
/// Cookbook* of R. Bristow-Johnson gives them (W3C Working Group Note, 8 June 2021).
///
/// @param b0 numerator
/// @param a1 denominator
public record Biquad(double b0, double b1, double b2, double a1, double a2) {
    /// {@return a bell around `hertz`}
    ///
    /// @param decibels at its middle
    /// @param q        the larger the narrower
    static Biquad peak(double hertz, double decibels, double q) {
        double amplitude = Math.pow(10, decibels / 40);
        double omega = 2 * Math.PI * hertz / AudioBlock.SAMPLE_RATE;
        double alpha = Math.sin(omega) / (2 * q);
        double cosine = Math.cos(omega);
        return normalised(
                1 + alpha * amplitude,
                -2 * cosine,
                1 - alpha * amplitude,
                1 + alpha / amplitude,
                -2 * cosine,
                1 - alpha / amplitude);
    }

    /// {@return a shelf below `hertz`, of slope 1}
    static Biquad lowShelf(double hertz, double decibels) {
        return shelf(hertz, decibels, 1);
    }

    /// {@return a shelf above `hertz`, of slope 1}
    static Biquad highShelf(double hertz, double decibels) {
        return shelf(hertz, decibels, -1);
    }

    /// The cookbook's two shelves differ in the sign of the cosine, and of what is odd in it.
    private static Biquad shelf(double hertz, double decibels, int sign) {
        double amplitude = Math.pow(10, decibels / 40);
        double omega = 2 * Math.PI * hertz / AudioBlock.SAMPLE_RATE;
        double alpha = Math.sin(omega) / 2 * Math.sqrt(2);
        double cosine = sign * Math.cos(omega);
        double root = 2 * Math.sqrt(amplitude) * alpha;
        double more = amplitude + 1;
        double less = amplitude - 1;
        return normalised(
                amplitude * (more - less * cosine + root),
                sign * 2 * amplitude * (less - more * cosine),
                amplitude * (more - less * cosine - root),
                more + less * cosine + root,
                sign * -2 * (less + more * cosine),
                more + less * cosine - root);
    }

    private static Biquad normalised(double b0, double b1, double b2, double a0, double a1, double a2) {
        return new Biquad(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }
}
