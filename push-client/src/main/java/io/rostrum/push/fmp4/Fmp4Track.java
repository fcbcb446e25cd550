package io.rostrum.push.fmp4;

import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;

/// One track of a file or of a stream of segments.
///
/// @param id                1 or more, its own within the file
/// @param parameters        of any codec
/// @param timeScale         ticks a second of its decoding and composition times
/// @param presentationStart time in ticks that is shown first, which an edit list says (§8.6.6): the composition
///                          offset of the first picture, or the sound before the beginning; 0 for no edit list
public record Fmp4Track(int id, CodecParameters parameters, int timeScale, long presentationStart) {
    /// Time scale in which FLV's milliseconds and all usual frame rates are whole numbers of ticks.
    public static final int VIDEO_TIME_SCALE = 90_000;

    /// Finer scales are of no use and coarser ones make players round.
    private static final int SMALLEST_TIME_SCALE = 10_000;

    public Fmp4Track {
        if (id < 1 || timeScale < 1 || presentationStart < 0) {
            throw new IllegalArgumentException("track: id " + id + ", time scale " + timeScale + ", start "
                    + presentationStart + " (expected: 1 or more, 1 or more, 0 or more)");
        }
    }

    /// {@return a track in the time scale that suits live streams: 90 kHz, or the sample rate for sound}
    public static Fmp4Track live(int id, CodecParameters parameters) {
        return new Fmp4Track(
                id,
                parameters,
                switch (parameters) {
                    case CodecParameters.Video _ -> VIDEO_TIME_SCALE;
                    case CodecParameters.Audio audio -> audio.sampleRate();
                },
                0);
    }

    /// {@return a time scale in which every tick of `timeBase` is a whole number of ticks}
    ///
    /// @param timeBase seconds a tick
    public static int exactTimeScale(Rational timeBase) {
        int scale = timeBase.denominator();
        while (scale < SMALLEST_TIME_SCALE) {
            scale *= 2;
        }
        return scale;
    }

    public MediaKind kind() {
        return parameters.codec().kind();
    }

    /// {@return `millis` in ticks, rounded to nearest}
    public long ticksOfMillis(long millis) {
        return Math.floorDiv(millis * timeScale + 500, 1000L);
    }

    /// {@return `nanos` in ticks, rounded to nearest}
    public long ticksOfNanos(long nanos) {
        return new Rational(1, timeScale).nanosToTicks(nanos);
    }
}
