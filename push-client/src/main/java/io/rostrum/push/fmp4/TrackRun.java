package io.rostrum.push.fmp4;

import java.util.List;

/// The samples of one track in one fragment.
///
/// A sample lasts until the next one, the last until `endDecodeTime`: when the next fragment's first sample has that
/// time, the track has neither gap nor overlap.
///
/// @param track         whose samples they are
/// @param samples       at least one, in decoding order
/// @param endDecodeTime decoding time of the sample after the last, in ticks of the track
public record TrackRun(Fmp4Track track, List<Sample> samples, long endDecodeTime) {
    public TrackRun {
        samples = List.copyOf(samples);
        if (samples.isEmpty() || samples.getFirst().decodeTime() < 0) {
            throw new IllegalArgumentException("track " + track.id() + ": " + samples.size()
                    + " samples (expected: at least one, the first at a decoding time of 0 or later)");
        }
    }

    /// {@return ticks that the sample lasts}
    ///
    /// @throws IllegalArgumentException if the times go backwards or are more than 2^32 apart
    int duration(int index) {
        long next = index + 1 < samples.size() ? samples.get(index + 1).decodeTime() : endDecodeTime;
        long duration = next - samples.get(index).decodeTime();
        if (duration < 0 || duration > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("track " + track.id() + ": sample " + index + " lasts " + duration
                    + " ticks (expected: decoding times that do not decrease)");
        }
        return (int) duration;
    }
}
