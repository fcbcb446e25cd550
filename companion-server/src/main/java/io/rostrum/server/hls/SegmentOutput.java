package io.rostrum.server.hls;

import java.util.List;

/// Takes what a [Cutter] makes, on the stream's loop.
interface SegmentOutput {
    /// The segments that follow are of these tracks.
    void tracks(Tracks tracks);

    /// The next part of the segment that is being made, which has more to come.
    ///
    /// @param part  where it begins and ends, and whether it can be decoded by itself; the rest is its segment's
    /// @param video taken
    /// @param audio taken
    void part(Cut part, List<HeldSample> video, List<HeldSample> audio);

    /// A segment is whole.
    ///
    /// @param cut   all of it
    /// @param video what was not in its parts; taken
    /// @param audio what was not in its parts; taken
    void segment(Cut cut, List<HeldSample> video, List<HeldSample> audio);

    /// There is nothing to show between the two ends of the cut but what is in parts already.
    void missing(Cut cut);
}
