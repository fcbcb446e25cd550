package io.rostrum.server.dash;

import io.rostrum.server.hls.MediaPlaylist;
import io.rostrum.server.hls.MultivariantPlaylist;
import io.rostrum.server.hls.Quality;
import io.rostrum.server.hls.Segment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A media presentation description of a live stream (ISO/IEC 23009-1 §5.3): a period for each stretch without a
/// discontinuity, in it pictures in all qualities and the source's sound, each with a segment timeline of milliseconds.
///
/// @param qualities the source first; its segments say what periods there are
/// @param now       the server's clock
record Manifest(List<Quality> qualities, Instant now) {
    /// What the names of codecs of sound begin with (RFC 6381 §3.3); all others are of pictures.
    private static final String AUDIO_CODECS = "mp4a";

    String render() {
        MediaPlaylist source = qualities.getFirst().playlist();
        Instant begins = qualities.getFirst().begins();
        StringBuilder mpd = new StringBuilder(2_048).append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011\"""");
        long target = source.targetDurationSeconds();
        attribute(mpd, "minBufferTime", Duration.ofSeconds(target));
        if (source.ended()) {
            attribute(mpd, "type", "static");
            attribute(mpd, "mediaPresentationDuration", lengthFromBeginning(source, begins));
        } else {
            attribute(mpd, "type", "dynamic");
            attribute(mpd, "availabilityStartTime", begins.truncatedTo(ChronoUnit.MILLIS));
            attribute(mpd, "publishTime", now);
            attribute(mpd, "minimumUpdatePeriod", Duration.ofSeconds(Math.max(1, target / 2)));
            attribute(mpd, "timeShiftBufferDepth", length(source));
            attribute(mpd, "suggestedPresentationDelay", Duration.ofSeconds(3 * target));
            attribute(mpd, "maxSegmentDuration", Duration.ofSeconds(target).plusMillis(500));
        }
        mpd.append(">\n");
        List<List<Segment>> periods = periods(source);
        for (int i = 0; i < periods.size(); i++) {
            long number = source.discontinuitySequence()
                    + i
                    + (periods.getFirst().getFirst().discontinuity() ? 1 : 0);
            period(mpd, number, periods.get(i), begins);
        }
        return mpd.append("  <UTCTiming schemeIdUri=\"urn:mpeg:dash:utc:direct:2014\" value=\"")
                .append(now)
                .append("\"/>\n</MPD>\n")
                .toString();
    }

    private static void attribute(StringBuilder mpd, String name, Object value) {
        mpd.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private static Duration length(MediaPlaylist playlist) {
        return Duration.ofMillis(
                playlist.segments().stream().mapToLong(Segment::durationMillis).sum());
    }

    private static Duration lengthFromBeginning(MediaPlaylist playlist, Instant begins) {
        Segment last = playlist.segments().getLast();
        return Duration.between(begins, last.dateTime()).plusMillis(last.durationMillis());
    }

    private static List<List<Segment>> periods(MediaPlaylist playlist) {
        List<List<Segment>> periods = new ArrayList<>();
        for (Segment segment : playlist.segments()) {
            if (periods.isEmpty() || segment.discontinuity()) {
                periods.add(new ArrayList<>());
            }
            periods.getLast().add(segment);
        }
        return periods;
    }

    private void period(StringBuilder mpd, long number, List<Segment> segments, Instant begins) {
        Segment first = segments.getFirst();
        long origin = first.stretchMillis(); // must not move, however much of the period has left the list
        Duration sinceBegin = Duration.between(begins, first.dateTime()).minusMillis(first.startMillis() - origin);
        mpd.append("  <Period id=\"").append(number).append('"');
        attribute(mpd, "start", sinceBegin);
        mpd.append(">\n");
        Map<Quality, List<Segment>> there = new LinkedHashMap<>();
        for (Quality quality : qualities) {
            List<Segment> own = quality.playlist().segments().stream()
                    .filter(segment -> segment.sequence() >= first.sequence()
                            && segment.sequence() <= segments.getLast().sequence()
                            && !segment.gap())
                    .toList();
            if (!own.isEmpty()) {
                there.put(quality, own);
            }
        }
        boolean pictures = there.keySet().stream()
                .anyMatch(quality -> quality.variant().video().isPresent());
        if (pictures) {
            mpd.append(
                    "    <AdaptationSet contentType=\"video\" mimeType=\"video/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
            there.forEach((quality, own) ->
                    quality.variant().video().ifPresent(video -> video(mpd, quality, video, own, origin)));
            mpd.append("    </AdaptationSet>\n");
        }
        Quality source = qualities.getFirst();
        List<Segment> own = there.get(source);
        String codecs = codecs(source.variant(), false);
        if (own != null && !codecs.isEmpty()) {
            mpd.append(
                    "    <AdaptationSet contentType=\"audio\" mimeType=\"audio/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
            mpd.append("      <Representation id=\"sound\" bandwidth=\"192000\"");
            attribute(mpd, "codecs", codecs);
            mpd.append(">\n");
            template(mpd, source, DashOutput.AUDIO, own, origin);
            mpd.append("      </Representation>\n    </AdaptationSet>\n");
        }
        mpd.append("  </Period>\n");
    }

    private static void video(
            StringBuilder mpd, Quality quality, MultivariantPlaylist.Picture picture, List<Segment> own, long origin) {
        mpd.append("      <Representation");
        attribute(mpd, "id", quality.take());
        attribute(mpd, "bandwidth", quality.variant().peakBitsPerSecond());
        attribute(mpd, "codecs", codecs(quality.variant(), true));
        attribute(mpd, "width", picture.width());
        attribute(mpd, "height", picture.height());
        attribute(mpd, "frameRate", BigDecimal.valueOf(picture.frameRate()).setScale(0, RoundingMode.HALF_UP));
        mpd.append(">\n");
        template(mpd, quality, DashOutput.VIDEO, own, origin);
        mpd.append("      </Representation>\n");
    }

    /// {@return of the codecs of a variant, those of its pictures or those of its sound}
    private static String codecs(MultivariantPlaylist.Variant variant, boolean video) {
        List<String> names = new ArrayList<>();
        for (String name : variant.codecs().split(",", -1)) {
            if (!name.startsWith(AUDIO_CODECS) == video) {
                names.add(name);
            }
        }
        return String.join(",", names);
    }

    /// @param origin media time at which the period starts, milliseconds
    private static void template(StringBuilder mpd, Quality quality, String track, List<Segment> own, long origin) {
        String folder = quality.take() + "/" + track + "/";
        mpd.append("        <SegmentTemplate timescale=\"1000\"");
        attribute(mpd, "presentationTimeOffset", Math.max(0, origin));
        attribute(mpd, "startNumber", own.getFirst().sequence());
        attribute(mpd, "initialization", folder + own.getFirst().mapUri());
        attribute(mpd, "media", folder + "$Number$.m4s");
        mpd.append(">\n          <SegmentTimeline>\n");
        long next = own.getFirst().sequence();
        for (Segment segment : own) {
            if (segment.sequence() != next) {
                break; // numbers go on without a hole; what is after one is listed when the hole has left
            }
            next++;
            mpd.append("            <S t=\"")
                    .append(segment.startMillis())
                    .append("\" d=\"")
                    .append(segment.durationMillis())
                    .append("\"/>\n");
        }
        mpd.append("          </SegmentTimeline>\n        </SegmentTemplate>\n");
    }
}
