package io.rostrum.push.hls;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One version of a media playlist, as far as it could be read.
///
/// @param header   what goes for all of it
/// @param segments in order; in a delta update, those that were not skipped
/// @param open     parts of the segment that is not listed yet
/// @param hints    attributes of each `EXT-X-PRELOAD-HINT`
/// @param reports  attributes of each `EXT-X-RENDITION-REPORT`
/// @param ended    whether it has an `EXT-X-ENDLIST`
/// @param mistakes what could not be read, or stands where it must not
public record MediaPlaylist(
        Header header,
        List<Segment> segments,
        List<Part> open,
        List<AttributeList> hints,
        List<AttributeList> reports,
        boolean ended,
        List<String> mistakes) {
    /// @param version               `EXT-X-VERSION`; 1 without one
    /// @param targetDuration        seconds; 0 without one
    /// @param partTarget            seconds; 0 without one
    /// @param control               `EXT-X-SERVER-CONTROL`
    /// @param mediaSequence         of the first segment
    /// @param discontinuitySequence of the first segment, where it is said
    /// @param type                  `EXT-X-PLAYLIST-TYPE`; empty without one
    /// @param independent           whether every segment can be decoded by itself
    /// @param skipped               segments that a delta update leaves out
    public record Header(
            int version,
            long targetDuration,
            double partTarget,
            AttributeList control,
            long mediaSequence,
            OptionalLong discontinuitySequence,
            String type,
            boolean independent,
            long skipped) {}

    /// @param sequence      media sequence number
    /// @param seconds       `EXTINF`
    /// @param uri           as it stands there
    /// @param discontinuity whether it does not continue the one before
    /// @param gap           whether there is nothing to load
    /// @param dateTime      wall time of its begin, where it is said
    /// @param map           its media initialization section; empty for none
    /// @param key           what it is encrypted with; empty where it is not
    /// @param parts         listed with it
    public record Segment(
            long sequence,
            double seconds,
            String uri,
            boolean discontinuity,
            boolean gap,
            Optional<Instant> dateTime,
            String map,
            Optional<Key> key,
            List<Part> parts) {}

    /// What segments are encrypted with (§4.4.4.4).
    ///
    /// @param method `METHOD`, other than NONE
    /// @param uri    as it stands there; empty without one
    /// @param vector `IV` as it stands there; empty without one
    public record Key(String method, String uri, String vector) {
        private static final Pattern VECTOR = Pattern.compile("0[xX][0-9a-fA-F]{1,32}");

        /// {@return whether the initialization vector is one, or there is none}
        boolean hasVector() {
            return vector.isEmpty() || VECTOR.matcher(vector).matches();
        }
    }

    /// @param seconds     its length
    /// @param uri         as it stands there
    /// @param independent whether it says that it can be decoded by itself
    /// @param gap         whether there is nothing to load
    /// @param ranged      whether it is a range of a larger resource
    public record Part(double seconds, String uri, boolean independent, boolean gap, boolean ranged) {}

    public MediaPlaylist {
        segments = List.copyOf(segments);
        open = List.copyOf(open);
        hints = List.copyOf(hints);
        reports = List.copyOf(reports);
        mistakes = List.copyOf(mistakes);
    }

    /// Reads a playlist; never fails.
    public static MediaPlaylist parse(String text) {
        return new MediaPlaylistReader().read(text);
    }

    /// {@return length of what is listed, parts of the open segment too, seconds}
    double seconds() {
        return segments.stream().mapToDouble(Segment::seconds).sum() + openSeconds();
    }

    double openSeconds() {
        return open.stream().mapToDouble(Part::seconds).sum();
    }

    /// {@return media sequence number of the newest whole segment; one less than the first without any}
    long lastSequence() {
        return header.mediaSequence() + header.skipped() + segments.size() - 1;
    }

    boolean hasParts() {
        return !open.isEmpty()
                || segments.stream().anyMatch(segment -> !segment.parts().isEmpty());
    }
}
