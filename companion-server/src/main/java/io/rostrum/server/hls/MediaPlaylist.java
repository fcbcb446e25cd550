package io.rostrum.server.hls;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A media playlist (RFC 8216 §4.3.3). Version 6: fMP4 with `EXT-X-MAP` (§7).
///
/// @param targetDurationSeconds never changes in the life of a playlist, and no `EXTINF`, rounded, is greater
/// (§4.3.3.1)
/// @param discontinuitySequence of the first segment (§4.3.3.3)
/// @param independent           whether every segment ever listed begins with a key frame
/// @param ended                 whether nothing follows
/// @param segments              oldest first, not empty
record MediaPlaylist(
        int targetDurationSeconds,
        long discontinuitySequence,
        boolean independent,
        boolean ended,
        List<Segment> segments) {
    /// How far behind the end a player stays, in target durations: the least that is allowed
    /// (draft-pantos-hls-rfc8216bis §4.4.3.8).
    private static final int HOLD_BACK_TARGETS = 3;

    private static final int VERSION = 6;
    /// Of which `EXT-X-GAP` is part at the latest (draft-pantos-hls-rfc8216bis §4.4.4.7).
    private static final int VERSION_WITH_GAPS = 8;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String render() {
        Segment first = segments.getFirst();
        StringBuilder m3u8 = new StringBuilder(256 + 128 * segments.size())
                .append("#EXTM3U\n#EXT-X-VERSION:")
                .append(segments.stream().anyMatch(Segment::gap) ? VERSION_WITH_GAPS : VERSION)
                .append("\n#EXT-X-TARGETDURATION:")
                .append(targetDurationSeconds)
                .append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=")
                .append(seconds(HOLD_BACK_TARGETS * 1000L * targetDurationSeconds))
                .append("\n#EXT-X-MEDIA-SEQUENCE:")
                .append(first.sequence())
                .append('\n');
        if (discontinuitySequence > 0 || segments.stream().anyMatch(Segment::discontinuity)) {
            m3u8.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .append(discontinuitySequence)
                    .append('\n');
        }
        if (independent) {
            m3u8.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        String map = "";
        for (Segment segment : segments) {
            boolean newMap = !segment.gap() && !segment.mapUri().equals(map);
            if (segment.discontinuity()) {
                m3u8.append("#EXT-X-DISCONTINUITY\n");
            }
            if (newMap) {
                map = segment.mapUri();
                m3u8.append("#EXT-X-MAP:URI=\"").append(map).append("\"\n");
            }
            if (segment.gap()) {
                m3u8.append("#EXT-X-GAP\n");
            }
            m3u8.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(DATE_TIME.format(segment.dateTime()))
                    .append("\n#EXTINF:")
                    .append(seconds(segment.durationMillis()))
                    .append(",\n")
                    .append(segment.uri())
                    .append('\n');
        }
        if (ended) {
            m3u8.append("#EXT-X-ENDLIST\n");
        }
        return m3u8.toString();
    }

    /// Decimal seconds without the default locale, under which 1.5 may come out as "1,5".
    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
