package io.rostrum.studio.engine;

/// What a short broadcast without an audience measured.
///
/// @param size            of the encoded pictures, `1280x720`
/// @param framesPerSecond pictures encoded a second, mean over the test
/// @param targetRate      pictures a second that are wanted
/// @param bitsPerSecond   of pictures and sound, as they left
/// @param dropped         pictures left out, because the machine or its encoder was late
/// @param encoder         the encoder's name
public record TestReport(
        String size, double framesPerSecond, double targetRate, int bitsPerSecond, long dropped, String encoder) {}
