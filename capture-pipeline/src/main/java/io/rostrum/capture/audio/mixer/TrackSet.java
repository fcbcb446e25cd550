package io.rostrum.capture.audio.mixer;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Some of a programme's tracks: mixes of its sound, of which each source may be in any and each receiver takes one.
/// They are numbered from [#FIRST] to [#MOST].
///
/// @param bits the lowest for the first track
public record TrackSet(int bits) {
    /// What everything is in, and takes, where nothing else was chosen.
    public static final int FIRST = 1;

    public static final int MOST = 6;

    public static final TrackSet NONE = new TrackSet(0);

    public static final TrackSet FIRST_ONLY = NONE.with(FIRST, true);

    /// Reads numbers with commas between them, `1,3`; none for an empty text.
    ///
    /// @throws IllegalArgumentException for anything else
    public static TrackSet parse(String text) {
        TrackSet tracks = NONE;
        if (text.isBlank()) {
            return tracks;
        }
        for (String number : text.split(",", -1)) {
            try {
                tracks = tracks.with(requireTrack(Integer.parseInt(number.strip())), true);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "tracks: " + text + " (expected: numbers from " + FIRST + " to " + MOST + ", like 1,3)", e);
            }
        }
        return tracks;
    }

    /// {@return the number itself}
    ///
    /// @throws IllegalArgumentException if it is no track's
    public static int requireTrack(int track) {
        if (track < FIRST || track > MOST) {
            throw new IllegalArgumentException("track: " + track + " (expected: " + FIRST + " to " + MOST + ")");
        }
        return track;
    }

    /// {@return the numbers of all tracks}
    public static IntStream all() {
        return IntStream.rangeClosed(FIRST, MOST);
    }

    public boolean has(int track) {
        return (bits & bit(track)) != 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /// {@return the same, with or without one}
    public TrackSet with(int track, boolean in) {
        return new TrackSet(in ? bits | bit(track) : bits & ~bit(track));
    }

    private static int bit(int track) {
        return 1 << (requireTrack(track) - FIRST);
    }

    /// {@return as [#parse] reads it}
    @Override
    public String toString() {
        return all().filter(this::has).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
