package io.rostrum.server.hls;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A media playlist (RFC 8216 §4.3.3; what has to do with parts, draft-pantos-hls-rfc8216bis). Version 6: fMP4 with
/// `EXT-X-MAP` (§7).
///
/// @param targetDurationSeconds never changes in the life of a playlist, and no `EXTINF`, rounded, is greater
/// (§4.3.3.1)
/// @param partTargetMillis      the same for parts (draft §4.4.3.7); 0 where there are none
/// @param discontinuitySequence of the first segment (§4.3.3.3)
/// @param independent           whether every segment ever listed begins with a key frame
/// @param ended                 whether nothing follows
/// @param segments              oldest first, not empty
/// @param open                  the segment being made, where it has parts already
public record MediaPlaylist(
        int targetDurationSeconds,
        long partTargetMillis,
        long discontinuitySequence,
        boolean independent,
        boolean ended,
        List<Segment> segments,
        Optional<OpenSegment> open) {
    /// How far behind the end a player stays, in target durations: the least that is allowed
    /// (draft-pantos-hls-rfc8216bis §4.4.3.8).
    private static final int HOLD_BACK_TARGETS = 3;
    /// The same in part targets, where a player plays parts: at least three are wanted there, and one more keeps a
    /// picture that comes late from being missed.
    private static final int PART_HOLD_BACK_PARTS = 4;
    /// The least that is allowed of what a delta update skips (§4.4.3.8), target durations.
    private static final int SKIP_TARGETS = 6;
    /// Parts older than this are of no use to anybody and are listed no longer (§4.4.4.9), target durations.
    private static final int PARTS_TARGETS = 3;

    private static final int VERSION = 6;
    /// Of which `EXT-X-GAP` is part at the latest (draft-pantos-hls-rfc8216bis §4.4.4.7).
    private static final int VERSION_WITH_GAPS = 8;
    /// §8: what a delta update needs.
    private static final int VERSION_WITH_SKIP = 9;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// {@return all of it}
    String render() {
        return render(false, "");
    }

    /// @param delta   without what a player that asks for an update has already (§6.2.5.1), if there is any
    /// @param reports of the other renditions, whole lines
    String render(boolean delta, String reports) {
        int skipped = delta && !ended ? skippable() : 0;
        StringBuilder m3u8 = new StringBuilder(512 + 192 * segments.size());
        header(m3u8, skipped);
        if (skipped > 0) {
            m3u8.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
        int partsFrom = firstWithParts();
        String map = "";
        String key = "";
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean newMap = !segment.gap() && !segment.mapUri().equals(map);
            map = newMap ? segment.mapUri() : map;
            boolean empty = segment.gap() && segment.parts().isEmpty();
            String keyBefore = key;
            key = empty ? key : segment.key();
            if (i < skipped) {
                continue;
            }
            discontinuity(m3u8, segment.discontinuity());
            mapAndKey(m3u8, newMap ? map : "", keyBefore, key, /* again= */ i > 0 && i == skipped);
            opening(m3u8, segment.gap(), segment.dateTime());
            if (i >= partsFrom) {
                segment.parts().forEach(part -> part(m3u8, part));
            }
            m3u8.append("#EXTINF:")
                    .append(seconds(segment.durationMillis()))
                    .append(",\n")
                    .append(segment.uri())
                    .append('\n');
        }
        if (ended) {
            return m3u8.append("#EXT-X-ENDLIST\n").toString();
        }
        if (open.isPresent()) {
            OpenSegment now = open.get();
            discontinuity(m3u8, now.discontinuity());
            mapAndKey(m3u8, now.mapUri().equals(map) ? "" : now.mapUri(), key, now.key(), /* again= */ false);
            opening(m3u8, false, now.dateTime());
            now.parts().forEach(part -> part(m3u8, part));
        }
        if (partTargetMillis > 0) {
            m3u8.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"").append(hint()).append("\"\n");
        }
        return m3u8.append(reports).toString();
    }

    private void header(StringBuilder m3u8, int skipped) {
        m3u8.append("#EXTM3U\n#EXT-X-VERSION:")
                .append(skipped > 0 ? VERSION_WITH_SKIP : hasGaps() ? VERSION_WITH_GAPS : VERSION)
                .append("\n#EXT-X-TARGETDURATION:")
                .append(targetDurationSeconds)
                .append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=")
                .append(seconds(SKIP_TARGETS * 1000L * targetDurationSeconds))
                .append(",HOLD-BACK=")
                .append(seconds(HOLD_BACK_TARGETS * 1000L * targetDurationSeconds));
        if (partTargetMillis > 0) {
            m3u8.append(",PART-HOLD-BACK=")
                    .append(seconds(PART_HOLD_BACK_PARTS * partTargetMillis))
                    .append("\n#EXT-X-PART-INF:PART-TARGET=")
                    .append(seconds(partTargetMillis));
        }
        m3u8.append("\n#EXT-X-MEDIA-SEQUENCE:")
                .append(segments.getFirst().sequence())
                .append('\n');
        if (discontinuitySequence > 0
                || segments.stream().anyMatch(Segment::discontinuity)
                || open.filter(OpenSegment::discontinuity).isPresent()) {
            m3u8.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .append(discontinuitySequence)
                    .append('\n');
        }
        if (independent) {
            m3u8.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
    }

    private boolean hasGaps() {
        return segments.stream().anyMatch(Segment::gap);
    }

    private static void discontinuity(StringBuilder m3u8, boolean here) {
        if (here) {
            m3u8.append("#EXT-X-DISCONTINUITY\n");
        }
    }

    /// Writes which initialization section and which key count from here on. An `EXT-X-KEY` counts for the
    /// sections below it, too (§4.4.4.4), which are not encrypted: they tell what codecs there are, and
    /// stay the same while keys change.
    ///
    /// @param map   empty for the one before
    /// @param was   key before; empty for none
    /// @param key   key now; empty for none
    /// @param again whether the key is said also where it is the one before
    public static void mapAndKey(StringBuilder m3u8, String map, String was, String key, boolean again) {
        boolean ends = !was.isEmpty() && (key.isEmpty() || !map.isEmpty());
        if (ends) {
            m3u8.append("#EXT-X-KEY:METHOD=NONE\n");
        }
        if (!map.isEmpty()) {
            m3u8.append("#EXT-X-MAP:URI=\"").append(map).append("\"\n");
        }
        if (!key.isEmpty() && (again || ends || !key.equals(was))) {
            m3u8.append("#EXT-X-KEY:METHOD=AES-128,URI=\"").append(key).append("\"\n");
        }
    }

    /// Writes what goes before a segment's parts: they belong to it as the segment does (§4.4.4.9).
    private static void opening(StringBuilder m3u8, boolean gap, Instant dateTime) {
        if (gap) {
            m3u8.append("#EXT-X-GAP\n");
        }
        m3u8.append("#EXT-X-PROGRAM-DATE-TIME:")
                .append(DATE_TIME.format(dateTime))
                .append('\n');
    }

    private static void part(StringBuilder m3u8, Part part) {
        m3u8.append("#EXT-X-PART:DURATION=")
                .append(seconds(part.durationMillis()))
                .append(",URI=\"")
                .append(part.uri())
                .append('"')
                .append(part.independent() ? ",INDEPENDENT=YES" : "")
                .append(part.gap() ? ",GAP=YES" : "")
                .append('\n');
    }

    /// {@return the name of the part that comes next}
    String hint() {
        return Part.name(hintSequence(), hintIndex());
    }

    /// {@return media sequence number of the segment that the next part belongs to}
    long hintSequence() {
        return segments.getLast().sequence() + 1;
    }

    /// {@return number of the next part in its segment, from 0}
    int hintIndex() {
        return open.map(now -> now.parts().size()).orElse(0);
    }

    /// {@return the line by which other renditions' playlists tell of this one (§4.4.5.4)}
    ///
    /// @param uri of this playlist, relative to theirs
    String report(String uri) {
        if (ended) {
            return "";
        }
        Segment last = segments.getLast();
        long sequence = open.map(OpenSegment::sequence).orElse(last.sequence());
        int parts = open.map(OpenSegment::parts).orElse(last.parts()).size();
        return "#EXT-X-RENDITION-REPORT:URI=\"" + uri + "\",LAST-MSN=" + sequence
                + (parts == 0 ? "" : ",LAST-PART=" + (parts - 1)) + "\n";
    }

    /// {@return index of the first segment whose parts are listed: those before end too far from the end}
    private int firstWithParts() {
        return segments.size() - within(PARTS_TARGETS * 1000L * targetDurationSeconds);
    }

    /// {@return oldest segments that a delta update leaves out}
    private int skippable() {
        return segments.size() - within(SKIP_TARGETS * 1000L * targetDurationSeconds);
    }

    /// {@return newest segments whose end is no further than that from the end of the playlist}
    private int within(long millis) {
        long behind = open.map(OpenSegment::millis).orElse(0L);
        int count = 0;
        while (count < segments.size() && behind <= millis) {
            count++;
            behind += segments.get(segments.size() - count).durationMillis();
        }
        return count;
    }

    /// Decimal seconds without the default locale, under which 1.5 may come out as "1,5".
    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
