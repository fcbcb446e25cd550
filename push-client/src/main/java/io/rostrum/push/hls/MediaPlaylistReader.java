package io.rostrum.push.hls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads the lines of one media playlist (§4.4).
final class MediaPlaylistReader {
    private final List<MediaPlaylist.Segment> segments = new ArrayList<>();
    private final List<MediaPlaylist.Part> parts = new ArrayList<>();
    private final List<AttributeList> hints = new ArrayList<>();
    private final List<AttributeList> reports = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private int version = 1;
    private long targetDuration;
    private double partTarget;
    private AttributeList control = AttributeList.NONE;
    private long mediaSequence;
    private OptionalLong discontinuitySequence = OptionalLong.empty();
    private String type = "";
    private boolean independent;
    private boolean ended;
    private long skipped;

    private OptionalDouble seconds = OptionalDouble.empty();
    private boolean discontinuity;
    private boolean gap;
    private Optional<Instant> dateTime = Optional.empty();
    private String map = "";
    private Optional<MediaPlaylist.Key> key = Optional.empty();

    MediaPlaylist read(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
            mistakes.add("the first line is not #EXTM3U");
        }
        for (String line : lines) {
            if (line.startsWith("#EXT")) {
                int colon = line.indexOf(':');
                tag(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 1));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                segment(line);
            }
        }
        var header = new MediaPlaylist.Header(
                version,
                targetDuration,
                partTarget,
                control,
                mediaSequence,
                discontinuitySequence,
                type,
                independent,
                skipped);
        return new MediaPlaylist(header, segments, parts, hints, reports, ended, mistakes);
    }

    private void tag(String name, String value) {
        switch (name) {
            case "#EXT-X-VERSION" -> version = (int) whole(name, value);
            case "#EXT-X-TARGETDURATION" -> targetDuration = whole(name, value);
            case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = whole(name, value);
            case "#EXT-X-DISCONTINUITY-SEQUENCE" -> {
                if (!segments.isEmpty() || discontinuity) {
                    mistakes.add(name + " after the first segment or discontinuity");
                }
                discontinuitySequence = OptionalLong.of(whole(name, value));
            }
            case "#EXT-X-PART-INF" ->
                partTarget = AttributeList.parse(value).number("PART-TARGET").orElse(0);
            case "#EXT-X-SERVER-CONTROL" -> control = AttributeList.parse(value);
            case "#EXT-X-PLAYLIST-TYPE" -> type = value;
            case "#EXT-X-INDEPENDENT-SEGMENTS" -> independent = true;
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-SKIP" ->
                skipped = AttributeList.parse(value).whole("SKIPPED-SEGMENTS").orElse(0);
            case "#EXT-X-PRELOAD-HINT" -> hints.add(AttributeList.parse(value));
            case "#EXT-X-RENDITION-REPORT" -> reports.add(AttributeList.parse(value));
            case "#EXT-X-PART" -> part(AttributeList.parse(value));
            case "#EXTINF" -> length(value);
            case "#EXT-X-GAP" -> gap = true;
            case "#EXT-X-DISCONTINUITY" -> {
                beforeParts(name);
                discontinuity = true;
            }
            case "#EXT-X-PROGRAM-DATE-TIME" -> {
                beforeParts(name);
                date(value);
            }
            case "#EXT-X-MAP" -> {
                beforeParts(name);
                map = AttributeList.parse(value).text("URI").orElse("");
            }
            case "#EXT-X-KEY" -> {
                beforeParts(name);
                key = key(AttributeList.parse(value));
            }
            default -> {} // says nothing that the rules ask for
        }
    }

    private static Optional<MediaPlaylist.Key> key(AttributeList attributes) {
        String method = attributes.text("METHOD").orElse("");
        return method.equals("NONE")
                ? Optional.empty()
                : Optional.of(new MediaPlaylist.Key(
                        method,
                        attributes.text("URI").orElse(""),
                        attributes.text("IV").orElse("")));
    }

    /// §4.4.4.9: what applies to a segment applies to its parts, and stands before the first.
    private void beforeParts(String name) {
        if (!parts.isEmpty()) {
            mistakes.add(name + " after the first EXT-X-PART of its segment " + nextSequence());
        }
    }

    private long nextSequence() {
        return mediaSequence + skipped + segments.size();
    }

    private long whole(String name, String value) {
        OptionalLong number = Numbers.whole(value);
        if (number.isEmpty()) {
            mistakes.add(name + ": " + value + " (expected: a whole number)");
        }
        return number.orElse(0);
    }

    private void length(String value) {
        int comma = value.indexOf(',');
        seconds = Numbers.decimal(comma < 0 ? value : value.substring(0, comma));
        if (seconds.isEmpty()) {
            mistakes.add("#EXTINF: " + value + " (expected: a number, then a comma)");
        }
    }

    private void date(String value) {
        try {
            String colons = value.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
            dateTime = Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .parse(colons, OffsetDateTime::from)
                    .toInstant());
        } catch (DateTimeException e) {
            mistakes.add("#EXT-X-PROGRAM-DATE-TIME: " + value + " (expected: a date, a time and a zone)");
        }
    }

    private void part(AttributeList attributes) {
        parts.add(new MediaPlaylist.Part(
                attributes.number("DURATION").orElse(0),
                attributes.text("URI").orElse(""),
                attributes.yes("INDEPENDENT"),
                attributes.yes("GAP"),
                attributes.text("BYTERANGE").isPresent()));
    }

    private void segment(String uri) {
        if (seconds.isEmpty()) {
            mistakes.add(uri + ": no #EXTINF before it");
        }
        segments.add(new MediaPlaylist.Segment(
                nextSequence(), seconds.orElse(0), uri, discontinuity, gap, dateTime, map, key, List.copyOf(parts)));
        parts.clear();
        seconds = OptionalDouble.empty();
        discontinuity = false;
        gap = false;
        dateTime = Optional.empty();
    }
}
