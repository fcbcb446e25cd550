package io.rostrum.server.hls;

import java.time.Duration;

/// How streams are cut and how much of them is kept.
///
/// @param segment   shortest segment wanted; one ends at the next key frame after it
/// @param part      how long parts of segments are to be, for players that stay a second behind; 0 for none
/// @param longest   longest target duration a stream gets, 1..30 s; a key-frame interval beyond it is cut in between
/// @param window    media listed in the playlist, at least five target durations whatever this says
/// @param keepEnded how long a stream that ended can still be watched to its end
/// @param streamBytes memory that the segments of one stream may take
/// @param totalBytes  memory that the segments of all streams may take
public record HlsConfig(
        Duration segment,
        Duration part,
        Duration longest,
        Duration window,
        Duration keepEnded,
        int streamBytes,
        int totalBytes) {
    /// The longest part that is of use.
    public static final Duration LONGEST_PART = Duration.ofSeconds(1);

    public static final HlsConfig DEFAULT = new HlsConfig(
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(12),
            Duration.ofSeconds(60),
            64 << 20,
            160 << 20);

    public HlsConfig {
        require(
                segment.toMillis() >= 500 && segment.compareTo(longest) <= 0,
                "hls segment",
                segment,
                "0.5 s to longest");
        require(
                part.isZero() || (part.toMillis() >= 50 && part.compareTo(LONGEST_PART) <= 0),
                "hls part",
                part,
                "0 s, or 50 ms to 1 s");
        require(longest.toSeconds() >= 1 && longest.toSeconds() <= 30, "hls longest segment", longest, "1 s to 30 s");
        require(!window.isNegative(), "hls window", window, ">= 0 s");
        require(!keepEnded.isNegative(), "hls keep-ended", keepEnded, ">= 0 s");
        require(streamBytes > 0, "hls stream memory", streamBytes, "> 0 bytes");
        require(totalBytes > 0, "hls memory", totalBytes, "> 0 bytes");
    }

    private static void require(boolean holds, String what, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + found + " (expected: " + expected + ")");
        }
    }
}
