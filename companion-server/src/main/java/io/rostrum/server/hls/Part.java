package io.rostrum.server.hls;

/// A part of a segment (draft-pantos-hls-rfc8216bis §4.4.4.9).
///
/// @param uri            relative to the playlist
/// @param durationMillis positive
/// @param bytes          size
/// @param independent    whether it begins with a key frame, or the stream has no pictures
/// @param gap            whether there is nothing to load
public record Part(String uri, long durationMillis, int bytes, boolean independent, boolean gap) {
    /// {@return the name of a part}
    ///
    /// @param sequence of its segment
    /// @param index    from 0
    static String name(long sequence, int index) {
        return sequence + "-" + index + ".m4s";
    }
}
