package io.rostrum.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The sound that belongs to the machine-readable picture: in each second 60 ms of a 1 kHz sine at half amplitude, then
/// silence.
public final class TestSound {
    public static final int SAMPLE_RATE = 48_000;

    private static final int BEEP_SAMPLES = SAMPLE_RATE * 60 / 1000;
    private static final int FREQUENCY_HERTZ = 1000;
    private static final double AMPLITUDE = 0.5 * Short.MAX_VALUE;

    private TestSound() {}

    /// {@return one second, 48 kHz mono, 16-bit little endian}
    public static byte[] second() {
        ByteBuffer samples = ByteBuffer.allocate(2 * SAMPLE_RATE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < BEEP_SAMPLES; i++) {
            double phase = 2 * Math.PI * FREQUENCY_HERTZ * i / SAMPLE_RATE;
            samples.putShort(2 * i, (short) Math.round(AMPLITUDE * Math.sin(phase)));
        }
        return samples.array();
    }
}
