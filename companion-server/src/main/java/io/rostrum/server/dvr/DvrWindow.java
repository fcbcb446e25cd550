package io.rostrum.server.dvr;

import io.rostrum.server.hls.MediaPlaylist;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The segments that viewers can go back to, and the playlist that lists them. Thread-safe.
final class DvrWindow {
    /// What a segment never exceeds, seconds.
    static final int TARGET_SECONDS = 10;

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /// Seconds since 1970 are no smaller, and nobody goes back so far.
    private static final double LEAST_EPOCH = 1e9;

    private final long windowMillis;
    private final long mostBytes;
    private final ArrayDeque<DvrSegment> segments = new ArrayDeque<>();
    private long millis;
    private long bytes;
    private long discontinuities;
    private boolean ended;

    DvrWindow(Duration window, long mostBytes) {
        this.windowMillis = window.toMillis();
        this.mostBytes = mostBytes;
    }

    /// Adds the newest, and gives up what is too old or too much.
    synchronized void add(DvrSegment segment) {
        segments.addLast(segment);
        millis += segment.millis();
        bytes += segment.bytes();
        while (segments.size() > 1 && (millis - segments.getFirst().millis() >= windowMillis || bytes > mostBytes)) {
            removeFirst();
        }
    }

    private void removeFirst() {
        DvrSegment gone = segments.removeFirst();
        millis -= gone.millis();
        bytes -= gone.bytes();
        discontinuities += gone.discontinuity() ? 1 : 0;
    }

    /// Gives up the segments of the oldest file, for want of space.
    ///
    /// @return whether there was one besides the newest
    synchronized boolean removeOldestChunk() {
        if (segments.isEmpty()
                || segments.getFirst().chunk() == segments.getLast().chunk()) {
            return false;
        }
        int chunk = segments.getFirst().chunk();
        while (segments.getFirst().chunk() == chunk) {
            removeFirst();
        }
        return true;
    }

    /// {@return the oldest file that is still needed}
    synchronized OptionalInt firstChunk() {
        return segments.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(segments.getFirst().chunk());
    }

    synchronized void end() {
        ended = true;
    }

    /// {@return how far one can go back, milliseconds}
    synchronized long millis() {
        return millis;
    }

    /// {@return where the newest segment ends; empty before the first}
    synchronized Optional<Instant> edge() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.getLast().endDateTime());
    }

    /// {@return the playlist; empty before the first segment}
    ///
    /// @param folder before names of files
    /// @param start  where players begin: `-600`, seconds before now, or before the end of a stream that is over;
    ///               seconds since 1970; or date and time of ISO 8601
    /// @param now    by the clock that segments are dated by
    Optional<String> playlist(String folder, Optional<String> start, Instant now) {
        List<DvrSegment> listed;
        long before;
        boolean over;
        synchronized (this) {
            listed = new ArrayList<>(segments);
            before = discontinuities;
            over = ended;
        }
        return listed.isEmpty()
                ? Optional.empty()
                : Optional.of(render(
                        listed,
                        before,
                        over,
                        folder,
                        start.flatMap(wanted -> offsetMillis(wanted, listed, over, now))));
    }

    private static String render(
            List<DvrSegment> listed, long before, boolean over, String folder, Optional<Long> startMillis) {
        DvrSegment first = listed.getFirst();
        StringBuilder m3u8 = new StringBuilder(512 + 80 * listed.size())
                .append("#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:")
                .append(TARGET_SECONDS)
                .append("\n#EXT-X-MEDIA-SEQUENCE:")
                .append(first.sequence())
                .append("\n#EXT-X-DISCONTINUITY-SEQUENCE:")
                .append(before)
                .append('\n');
        startMillis.ifPresent(offset ->
                m3u8.append("#EXT-X-START:TIME-OFFSET=").append(seconds(offset)).append(",PRECISE=YES\n"));
        String map = "";
        String key = "";
        for (DvrSegment segment : listed) {
            if (segment.discontinuity()) {
                m3u8.append("#EXT-X-DISCONTINUITY\n");
            }
            boolean newMap = !segment.map().equals(map);
            map = segment.map();
            String keyBefore = key;
            key = segment.key().isEmpty() ? "" : folder + segment.key();
            MediaPlaylist.mapAndKey(m3u8, newMap ? folder + map : "", keyBefore, key, /* again= */ false);
            if (segment.sequence() == first.sequence() || segment.discontinuity()) {
                m3u8.append("#EXT-X-PROGRAM-DATE-TIME:")
                        .append(DATE_TIME.format(segment.dateTime()))
                        .append('\n');
            }
            m3u8.append("#EXTINF:")
                    .append(seconds(segment.millis()))
                    .append(",\n#EXT-X-BYTERANGE:")
                    .append(segment.bytes())
                    .append('@')
                    .append(segment.offset())
                    .append('\n')
                    .append(folder)
                    .append(DvrStream.chunkName(segment.chunk()))
                    .append('\n');
        }
        return over ? m3u8.append("#EXT-X-ENDLIST\n").toString() : m3u8.toString();
    }

    /// {@return from the beginning of what is listed, or, negative, from its end}
    private static Optional<Long> offsetMillis(String wanted, List<DvrSegment> listed, boolean over, Instant now) {
        try {
            double number = Double.parseDouble(wanted);
            if (number < LEAST_EPOCH) {
                return number <= 0 && number > -LEAST_EPOCH
                        ? Optional.of(millisBack((long) (-number * 1000), listed, over, now))
                        : Optional.empty();
            }
            return number < 1e11
                    ? Optional.of(millisUpTo(Instant.ofEpochMilli((long) (number * 1000)), listed))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            try {
                return Optional.of(millisUpTo(Instant.parse(wanted), listed));
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }
    }

    /// While the stream goes on the newest segment lies some seconds back itself: so counted from now, and no later
    /// than
    /// where that segment begins.
    private static long millisBack(long millis, List<DvrSegment> listed, boolean over, Instant now) {
        long length = length(listed);
        return over
                ? Math.max(-millis, -length)
                : Math.min(
                        millisUpTo(now.minusMillis(millis), listed),
                        length - listed.getLast().millis());
    }

    private static long length(List<DvrSegment> listed) {
        return listed.stream().mapToLong(DvrSegment::millis).sum();
    }

    private static long millisUpTo(Instant when, List<DvrSegment> listed) {
        long passed = 0;
        for (DvrSegment segment : listed) {
            if (when.isBefore(segment.endDateTime())) {
                return passed
                        + Math.max(0, Duration.between(segment.dateTime(), when).toMillis());
            }
            passed += segment.millis();
        }
        return passed;
    }

    /// Decimal seconds without the default locale.
    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
