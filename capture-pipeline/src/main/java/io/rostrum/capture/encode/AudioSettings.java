package io.rostrum.capture.encode;

/// What the programme's sound is to become: AAC-LC, 48 kHz, stereo.
///
/// @param bitsPerSecond target of both channels together, 32 000 to 320 000
public record AudioSettings(int bitsPerSecond) {
    public static final AudioSettings DEFAULT = new AudioSettings(128_000);

    public AudioSettings {
        if (bitsPerSecond < 32_000 || bitsPerSecond > 320_000) {
            throw new IllegalArgumentException(
                    "audio bit rate: " + bitsPerSecond + " bit/s (expected: 32000 to 320000)");
        }
    }
}
