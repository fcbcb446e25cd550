package io.rostrum.capture.encode;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.time.Duration;

/// What the programme's pictures are to become.
///
/// @param size            pixels, both sides even
/// @param frameRate       frames a second, exact
/// @param bitsPerSecond   target, and with a buffer of one second also the limit
/// @param keyInterval     time from one key frame to the next, kept exactly; 100 ms to 20 s
/// @param preset          how hard x264 works: `ultrafast` to `medium`; other encoders ignore it
/// @param bFrames         pictures predicted from both sides between two others, 0..4; each costs a frame of delay
/// @param lookaheadFrames pictures x264 looks ahead to spend its bits well, 0..60; each costs a frame of delay
public record VideoSettings(
        PictureSize size,
        Rational frameRate,
        int bitsPerSecond,
        Duration keyInterval,
        String preset,
        int bFrames,
        int lookaheadFrames) {
    /// Bits a second; no encoder makes anything of less.
    public static final int LOWEST_BIT_RATE = 50_000;

    private static final Duration LONGEST_KEY_INTERVAL = Duration.ofSeconds(20);
    private static final Duration SHORTEST_KEY_INTERVAL = Duration.ofMillis(100);
    private static final int DEFAULT_LOOKAHEAD_FRAMES = 5;

    public VideoSettings {
        require(size.width() % 2 == 0 && size.height() % 2 == 0, "size", size, "both sides even");
        require(bitsPerSecond >= LOWEST_BIT_RATE, "bit rate", bitsPerSecond, "at least 50000 bits a second");
        require(
                keyInterval.compareTo(SHORTEST_KEY_INTERVAL) >= 0 && keyInterval.compareTo(LONGEST_KEY_INTERVAL) <= 0,
                "key interval",
                keyInterval.toMillis() + " ms",
                "100 ms to 20 s");
        require(bFrames >= 0 && bFrames <= 4, "B-frames", bFrames, "0 to 4");
        require(lookaheadFrames >= 0 && lookaheadFrames <= 60, "lookahead", lookaheadFrames, "0 to 60 frames");
    }

    private static void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + expected + ")");
        }
    }

    /// {@return settings for a live programme: x264 `veryfast`, no B-frames, little delay}
    public static VideoSettings live(PictureSize size, Rational frameRate, int bitsPerSecond, Duration keyInterval) {
        return new VideoSettings(size, frameRate, bitsPerSecond, keyInterval, "veryfast", 0, DEFAULT_LOOKAHEAD_FRAMES);
    }

    /// {@return the same with another preset of x264}
    public VideoSettings withPreset(String newPreset) {
        return new VideoSettings(size, frameRate, bitsPerSecond, keyInterval, newPreset, bFrames, lookaheadFrames);
    }

    /// {@return the same with another bit rate}
    public VideoSettings withBitRate(int newBitsPerSecond) {
        return new VideoSettings(size, frameRate, newBitsPerSecond, keyInterval, preset, bFrames, lookaheadFrames);
    }

    /// {@return the same with another size}
    public VideoSettings withSize(PictureSize newSize) {
        return new VideoSettings(newSize, frameRate, bitsPerSecond, keyInterval, preset, bFrames, lookaheadFrames);
    }

    /// {@return how long an encoder with these settings keeps a picture at most before it gives it away, besides the
    /// time it computes}
    public Duration delay() {
        return Duration.ofNanos(frameRate.nanosOfTick(lookaheadFrames + bFrames));
    }

    /// {@return seconds a frame: the time base in which a frame's index is its time}
    public Rational timeBase() {
        return new Rational(/* numerator= */ frameRate.denominator(), /* denominator= */ frameRate.numerator());
    }

    /// {@return frames from one key frame to the next, at least 1}
    public int keyIntervalFrames() {
        return Math.max(1, (int) timeBase().nanosToTicks(keyInterval.toNanos()));
    }
}
