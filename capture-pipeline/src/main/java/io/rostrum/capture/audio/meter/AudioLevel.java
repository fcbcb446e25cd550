package io.rostrum.capture.audio.meter;

import io.rostrum.capture.audio.AudioBlock;

/// How loud one run of sound is. All four are linear, 0 is silence and 1 full scale; more than 1 was limited.
///
/// @param peakLeft  largest absolute sample
/// @param peakRight largest absolute sample
/// @param rmsLeft   root of the mean square
/// @param rmsRight  root of the mean square
public record AudioLevel(float peakLeft, float peakRight, float rmsLeft, float rmsRight) {
    public static final AudioLevel SILENCE = new AudioLevel(0, 0, 0, 0);

    /// What [#decibels] gives for silence.
    public static final double FLOOR_DECIBELS = -96;

    /// Measures without changing anything.
    ///
    /// @param interleaved left right left right, borrowed
    public static AudioLevel of(float[] interleaved) {
        float peakLeft = 0;
        float peakRight = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int i = 0; i + 1 < interleaved.length; i += AudioBlock.CHANNELS) {
            float left = interleaved[i];
            float right = interleaved[i + 1];
            peakLeft = Math.max(peakLeft, Math.abs(left));
            peakRight = Math.max(peakRight, Math.abs(right));
            squaresLeft += left * left;
            squaresRight += right * right;
        }
        int frames = Math.max(1, interleaved.length / AudioBlock.CHANNELS);
        return new AudioLevel(
                peakLeft, peakRight, (float) Math.sqrt(squaresLeft / frames), (float) Math.sqrt(squaresRight / frames));
    }

    /// {@return the louder channel's peak in dBFS, [#FLOOR_DECIBELS] or more}
    public double peakDecibels() {
        return decibels(Math.max(peakLeft, peakRight));
    }

    /// {@return the louder channel's mean in dBFS, [#FLOOR_DECIBELS] or more}
    public double rmsDecibels() {
        return decibels(Math.max(rmsLeft, rmsRight));
    }

    /// {@return a linear level in dBFS, [#FLOOR_DECIBELS] or more}
    public static double decibels(double linear) {
        return linear <= 0 ? FLOOR_DECIBELS : Math.max(FLOOR_DECIBELS, 20 * Math.log10(linear));
    }
}
