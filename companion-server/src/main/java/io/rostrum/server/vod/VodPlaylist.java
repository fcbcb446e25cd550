package io.rostrum.server.vod;

import io.rostrum.push.fmp4.Movie;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// A recorded movie as a media playlist of byte ranges (RFC 8216 §4.3.2.2). Segments begin with key frames.
final class VodPlaylist {
    /// Shortest segment, but for the last, milliseconds.
    private static final long SEGMENT_MILLIS = 2_000;
    /// What an open file promises of segments that are not there yet, seconds.
    private static final long OPEN_TARGET_SECONDS = 10;

    private VodPlaylist() {}

    private record Segment(long offset, long bytes, long ticks) {}

    /// @param fileUri  of the movie, relative to the playlist
    /// @param finished whether nothing follows
    static String render(Movie movie, String fileUri, boolean finished) {
        int id = movie.leading().track().id();
        int scale = movie.leading().track().timeScale();
        List<Segment> segments = segments(movie.fragments(), id, SEGMENT_MILLIS * scale / 1000);
        if (!finished && !segments.isEmpty()) {
            segments.removeLast(); // it grows, and what is listed must not change (§6.2.1)
        }
        long longest = segments.stream()
                .mapToLong(segment -> (segment.ticks() + scale / 2) / scale)
                .max()
                .orElse(1);
        StringBuilder m3u8 = new StringBuilder(256 + 64 * segments.size())
                .append("#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:")
                .append(finished ? Math.max(1, longest) : Math.max(OPEN_TARGET_SECONDS, longest))
                .append("\n#EXT-X-PLAYLIST-TYPE:")
                .append(finished ? "VOD" : "EVENT")
                .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MAP:URI=\"")
                .append(fileUri)
                .append("\",BYTERANGE=\"")
                .append(movie.headerBytes())
                .append("@0\"\n");
        for (Segment segment : segments) {
            m3u8.append("#EXTINF:")
                    .append(BigDecimal.valueOf(segment.ticks())
                            .divide(BigDecimal.valueOf(scale), 3, RoundingMode.HALF_UP)
                            .toPlainString())
                    .append(",\n#EXT-X-BYTERANGE:")
                    .append(segment.bytes())
                    .append('@')
                    .append(segment.offset())
                    .append('\n')
                    .append(fileUri)
                    .append('\n');
        }
        if (finished) {
            m3u8.append("#EXT-X-ENDLIST\n");
        }
        return m3u8.toString();
    }

    /// Pieces without the leading track belong to the segment before them.
    private static List<Segment> segments(List<Movie.Piece> pieces, int id, long leastTicks) {
        List<Segment> segments = new ArrayList<>();
        long offset = -1;
        long start = 0;
        long end = 0;
        long next = 0;
        for (Movie.Piece piece : pieces) {
            Movie.Run leader = piece.runs().stream()
                    .filter(run -> run.trackId() == id)
                    .findFirst()
                    .orElse(null);
            if (leader != null && offset < 0) {
                offset = piece.offset();
                start = leader.start();
            } else if (leader != null && leader.startsWithSync() && leader.start() - start >= leastTicks) {
                segments.add(new Segment(offset, piece.offset() - offset, leader.start() - start));
                offset = piece.offset();
                start = leader.start();
            }
            end = leader == null ? end : leader.end();
            next = piece.offset() + piece.bytes();
        }
        if (offset >= 0) {
            segments.add(new Segment(offset, next - offset, Math.max(1, end - start)));
        }
        return segments;
    }
}
