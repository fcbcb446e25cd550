package io.rostrum.push.fmp4;

import java.util.List;

/// What a fragmented file holds, as far as it is whole.
///
/// @param tracks         in the file's order
/// @param headerBytes    of all boxes before the first fragment
/// @param fragments      in the file's order
/// @param wholeBytes     where the last whole fragment ends
/// @param indexed        whether an index follows it
/// @param durationOffset where the box that says the duration is, or is kept free for it; -1 where there is none
public record Movie(
        List<Track> tracks,
        long headerBytes,
        List<Piece> fragments,
        long wholeBytes,
        boolean indexed,
        long durationOffset) {
    public Movie {
        tracks = List.copyOf(tracks);
        fragments = List.copyOf(fragments);
    }

    /// @param track          what it carries
    /// @param samplesPerUnit samples of sound that an access unit lasts; 0 for pictures
    public record Track(Fmp4Track track, int samplesPerUnit) {}

    /// One fragment.
    ///
    /// @param offset byte in the file where it begins
    /// @param bytes  of both its boxes
    /// @param runs   of its tracks
    public record Piece(long offset, long bytes, List<Run> runs) {
        public Piece {
            runs = List.copyOf(runs);
        }
    }

    /// What a fragment holds of one track.
    ///
    /// @param trackId    whose
    /// @param start      decoding time of the first sample, ticks
    /// @param end        where the last one ends, ticks
    /// @param syncSample number of the first sample where decoding can start, from 1; 0 for none
    /// @param syncTime   when it is shown, ticks
    /// @param samples    in order; empty where they were not asked for
    public record Run(int trackId, long start, long end, int syncSample, long syncTime, List<PlacedSample> samples) {
        public Run {
            samples = List.copyOf(samples);
        }

        /// {@return whether decoding can start at the first sample}
        public boolean startsWithSync() {
            return syncSample == 1;
        }
    }

    /// A sample and where its bytes are.
    ///
    /// @param decodeTime        ticks
    /// @param compositionOffset presentation time minus decoding time, ticks
    /// @param sync              decoding can start here
    /// @param offset            in the file
    /// @param bytes             0 or more
    public record PlacedSample(long decodeTime, int compositionOffset, boolean sync, long offset, int bytes) {}

    /// {@return the track that players seek in: pictures, or sound where there are none}
    ///
    /// @throws IllegalStateException if there is none, which no reader makes
    public Track leading() {
        return tracks.stream()
                .filter(track -> track.samplesPerUnit() == 0)
                .findFirst()
                .orElseGet(tracks::getFirst);
    }

    /// {@return playing time, milliseconds: up to the end of the track that ends last}
    public long durationMillis() {
        long longest = 0;
        for (Piece piece : fragments) {
            for (Run run : piece.runs()) {
                longest = Math.max(longest, millis(run.trackId(), run.end()));
            }
        }
        return longest;
    }

    /// {@return `ticks` of a track in milliseconds, rounded down}
    public long millis(int trackId, long ticks) {
        return Math.floorDiv(ticks * 1000, (long) track(trackId).timeScale());
    }

    /// {@return the track of that id}
    public Fmp4Track track(int trackId) {
        return tracks.stream()
                .map(Track::track)
                .filter(track -> track.id() == trackId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "track: " + trackId + " (expected: one of " + tracks.size() + " in the file)"));
    }
}
