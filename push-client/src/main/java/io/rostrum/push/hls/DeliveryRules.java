package io.rostrum.push.hls;

import io.rostrum.push.hls.MediaPlaylist.Segment;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a server must answer to requests that a player makes at the edge of a live playlist, and to wrong ones.
final class DeliveryRules {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    /// What is said to come at once.
    private static final long AT_ONCE_MILLIS = 500;

    private static final List<String> BAD = List.of("_HLS_msn=-1", "_HLS_msn=x", "_HLS_msn=18446744073709551616");
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d{1,9})");

    private final Web web;
    private final Checklist checklist;

    DeliveryRules(Web web, Checklist checklist) {
        this.web = web;
        this.checklist = checklist;
    }

    /// Asks what a player asks, and what none should.
    void playlist(PlaylistWatch watch) throws IOException, InterruptedException {
        Web.Answer answer = watch.load();
        fields(watch, answer);
        MediaPlaylist now = watch.newest();
        boolean blocks = now.header().control().yes("CAN-BLOCK-RELOAD");
        if (blocks && now.ended()) {
            int status = watch.ask("_HLS_msn=" + (now.lastSequence() + 50), now).status();
            judge(HlsRule.DIRECTIVES_AFTER_END, status == OK, watch, "answered " + status);
        } else if (blocks) {
            directives(watch, now);
        }
        if (!now.ended() && now.header().control().text("CAN-SKIP-UNTIL").isPresent()) {
            delta(watch);
        }
        for (AttributeList hint : watch.newest().hints()) {
            hint(watch, hint);
        }
    }

    private void judge(HlsRule rule, boolean holds, PlaylistWatch watch, String what) {
        checklist.judge(rule, holds, watch.address().toString(), what);
    }

    private void fields(PlaylistWatch watch, Web.Answer answer) throws IOException, InterruptedException {
        String type = answer.field("content-type").orElse("none");
        boolean right = type.startsWith("application/vnd.apple.mpegurl") || type.startsWith("audio/mpegurl");
        judge(HlsRule.CONTENT_TYPE, right, watch, "Content-Type " + type);
        String cache = answer.field("cache-control").orElse("none");
        MediaPlaylist.Header header = MediaPlaylist.parse(answer.text()).header();
        if (header.partTarget() > 0 && "https".equals(answer.address().getScheme())) {
            judge(HlsRule.HTTP_2, answer.http2(), watch, "answered over HTTP/1.1");
        }
        long most = Math.max(1, header.targetDuration());
        judge(
                HlsRule.CACHING,
                cache.contains("no-") || (maxAge(cache) >= 0 && maxAge(cache) <= most),
                watch,
                "Cache-Control " + cache);
        Web.Answer packed = web.get(watch.address(), Map.of("Accept-Encoding", "gzip"), LIMIT);
        judge(
                HlsRule.COMPRESSION,
                packed.field("content-encoding").orElse("").equals("gzip"),
                watch,
                "asked for gzip, and it came without");
    }

    private static long maxAge(String cache) {
        Matcher matcher = MAX_AGE.matcher(cache);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private void directives(PlaylistWatch watch, MediaPlaylist now) throws IOException, InterruptedException {
        Web.Answer old = watch.ask("_HLS_msn=" + Math.max(0, now.header().mediaSequence() - 1), now);
        boolean whole = old.status() == OK && MediaPlaylist.parse(old.text()).lastSequence() >= now.lastSequence();
        judge(
                HlsRule.OLD_SEQUENCE,
                whole && old.millis() <= AT_ONCE_MILLIS,
                watch,
                "answered " + old.status() + " after " + old.millis() + " ms");
        refused(HlsRule.PART_ALONE, watch, "_HLS_part=0", now);
        refused(HlsRule.TOO_FAR_AHEAD, watch, "_HLS_msn=" + (now.lastSequence() + 20), now);
        for (String bad : BAD) {
            refused(HlsRule.BAD_DIRECTIVES, watch, bad, now);
        }
        if (!now.segments().isEmpty() && !now.segments().getLast().parts().isEmpty()) {
            beyond(watch, now, now.segments().getLast());
        }
    }

    private void refused(HlsRule rule, PlaylistWatch watch, String directives, MediaPlaylist now)
            throws IOException, InterruptedException {
        Web.Answer answer = watch.ask(directives, now);
        judge(
                rule,
                answer.status() == BAD_REQUEST && answer.millis() <= AT_ONCE_MILLIS,
                watch,
                directives + " was answered " + answer.status() + " after " + answer.millis() + " ms");
    }

    private void beyond(PlaylistWatch watch, MediaPlaylist now, Segment last) throws IOException, InterruptedException {
        String directives =
                "_HLS_msn=" + last.sequence() + "&_HLS_part=" + last.parts().size();
        Web.Answer answer = watch.ask(directives, now);
        MediaPlaylist then = MediaPlaylist.parse(answer.text());
        boolean there = then.lastSequence() > last.sequence() || !then.open().isEmpty();
        judge(
                HlsRule.BEYOND_LAST_PART,
                answer.status() == OK && there,
                watch,
                directives + " was answered " + answer.status() + (there ? "" : " without the next segment"));
    }

    private void delta(PlaylistWatch watch) throws IOException, InterruptedException {
        MediaPlaylist delta =
                MediaPlaylist.parse(watch.ask("_HLS_skip=YES", watch.newest()).text());
        if (delta.header().skipped() == 0) {
            return; // nothing was old enough
        }
        watch.load();
        MediaPlaylist full = watch.newest();
        double boundary = full.header().control().number("CAN-SKIP-UNTIL").orElse(0);
        judge(
                HlsRule.DELTA_UPDATE,
                delta.seconds() >= boundary - 0.001,
                watch,
                "skips what is " + delta.seconds() + " s from the end, boundary " + boundary + " s");
        judge(
                HlsRule.DELTA_UPDATE,
                delta.header().version() >= 9,
                watch,
                "EXT-X-SKIP in version " + delta.header().version());
        Map<Long, Segment> bySequence =
                full.segments().stream().collect(Collectors.toMap(Segment::sequence, Function.identity()));
        for (Segment segment : delta.segments()) {
            Segment twin = bySequence.get(segment.sequence());
            judge(
                    HlsRule.DELTA_UPDATE,
                    twin != null
                            && twin.uri().equals(segment.uri())
                            && twin.seconds() == segment.seconds()
                            && twin.dateTime().equals(segment.dateTime()),
                    watch,
                    "segment " + segment.sequence() + " is another than in the whole playlist");
        }
    }

    private void hint(PlaylistWatch watch, AttributeList hint) throws IOException, InterruptedException {
        String uri = hint.text("URI").orElse("");
        if (!hint.text("TYPE").orElse("").equals("PART") || uri.isEmpty()) {
            return;
        }
        URI part = Addresses.resolve(watch.address(), uri);
        Web.Answer answer = web.get(part, Map.of(), LIMIT);
        watch.load();
        boolean listed = parts(watch.newest()).contains(uri);
        checklist.judge(
                HlsRule.PRELOAD_HINT,
                answer.status() == OK && answer.body().remaining() > 0 && listed,
                part.toString(),
                "answered " + answer.status() + " with " + answer.body().remaining() + " bytes"
                        + (listed ? "" : ", and is not listed afterwards"));
        URI never = URI.create(part.toString().replaceFirst("(\\.[A-Za-z0-9]+)?([?#].*)?$", "-never$1$2"));
        int status = web.get(never, Map.of(), LIMIT).status();
        checklist.judge(HlsRule.UNKNOWN_PART, status == NOT_FOUND, never.toString(), "answered " + status);
    }

    private static List<String> parts(MediaPlaylist playlist) {
        return Stream.concat(
                        playlist.segments().stream().flatMap(segment -> segment.parts().stream()),
                        playlist.open().stream())
                .map(MediaPlaylist.Part::uri)
                .toList();
    }
}
