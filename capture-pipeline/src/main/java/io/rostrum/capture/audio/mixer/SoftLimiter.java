package io.rostrum.capture.audio.mixer;

/// Keeps a mix within ±1 without the rasp of hard clipping.
///
/// Below the knee nothing is touched, bit for bit; above it the curve bends with a continuous slope towards 1, which it
/// never passes.
final class SoftLimiter {
    /// -1 dBFS.
    static final float KNEE = 0.891f;

    private SoftLimiter() {}

    static void apply(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            float magnitude = Math.abs(samples[i]);
            if (magnitude > KNEE) {
                float room = 1 - KNEE;
                samples[i] = Math.copySign(KNEE + room * (float) Math.tanh((magnitude - KNEE) / room), samples[i]);
            }
        }
    }
}
