package io.rostrum.capture.session;

import java.util.List;

/// Which encoder of pictures runs, and what became of those before it.
///
/// @param name          the one at work; empty when there is none, or none any more
/// @param bitsPerSecond what it aims at
/// @param lost          pictures that went into encoders which failed and never came out
/// @param left          those that were given up, in that order
public record EncoderState(String name, int bitsPerSecond, long lost, List<Left> left) {
    /// No encoder.
    public static final EncoderState NONE = new EncoderState("", 0, 0, List.of());

    /// @param name the encoder
    /// @param why  what was wrong with it, in words
    public record Left(String name, String why) {}
}
