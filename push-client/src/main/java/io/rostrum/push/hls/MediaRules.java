package io.rostrum.push.hls;

import io.rostrum.push.hls.MediaPlaylist.Part;
import io.rostrum.push.hls.MediaPlaylist.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What can be said of segments and parts by their bytes.
final class MediaRules {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 200;
    /// Segments of each playlist that are loaded.
    private static final int SAMPLES = 3;
    /// Rounded lengths make a rate a little too high.
    private static final double TOLERANCE = 1.02;

    private static final List<String> TYPES =
            List.of("video/", "audio/", "application/mp4", "application/octet-stream", "text/vtt");

    private final Web web;
    private final Checklist checklist;
    private final Decryption decryption;

    MediaRules(Web web, Checklist checklist) {
        this.decryption = new Decryption(web, checklist);
        this.web = web;
        this.checklist = checklist;
    }

    /// Loads the newest segments and their parts.
    ///
    /// @param bandwidth bits a second that the variant says it needs at most; empty where nothing says it
    void playlist(PlaylistWatch watch, OptionalLong bandwidth) throws IOException, InterruptedException {
        watch.load();
        List<Segment> segments = watch.newest().segments();
        for (Segment segment : segments.subList(Math.max(0, segments.size() - SAMPLES), segments.size())) {
            if (!segment.gap()) {
                segment(watch, segment, bandwidth);
            }
        }
    }

    private void segment(PlaylistWatch watch, Segment segment, OptionalLong bandwidth)
            throws IOException, InterruptedException {
        URI address = Addresses.resolve(watch.address(), segment.uri());
        String where = address.toString();
        Web.Answer answer = web.get(address, Map.of(), LIMIT);
        checklist.judge(HlsRule.AVAILABILITY, answer.status() == OK, where, "listed, answered " + answer.status());
        if (answer.status() != OK) {
            return;
        }
        String type = answer.field("content-type").orElse("none");
        checklist.judge(HlsRule.CONTENT_TYPE, TYPES.stream().anyMatch(type::startsWith), where, "Content-Type " + type);
        String cache = answer.field("cache-control").orElse("none");
        checklist.judge(
                HlsRule.CACHING, cache.contains("max-age") && !cache.contains("no-"), where, "Cache-Control " + cache);
        double rate = answer.body().remaining() * 8 / Math.max(0.001, segment.seconds());
        if (bandwidth.isPresent()
                && segment.seconds() >= watch.newest().header().targetDuration() * 0.5) {
            checklist.judge(
                    HlsRule.BANDWIDTH,
                    rate <= bandwidth.getAsLong() * TOLERANCE,
                    where,
                    Math.round(rate) + " bit/s, BANDWIDTH " + bandwidth.getAsLong());
        }
        Optional<byte[]> clear = decryption.clear(watch.address(), segment, where, answer.bytes());
        if (clear.isPresent()
                && !segment.parts().isEmpty()
                && segment.parts().stream().noneMatch(part -> part.gap() || part.ranged())) {
            parts(watch, segment, clear.get());
        }
    }

    private void parts(PlaylistWatch watch, Segment segment, byte[] whole) throws IOException, InterruptedException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Part part : segment.parts()) {
            URI address = Addresses.resolve(watch.address(), part.uri());
            Web.Answer answer = web.get(address, Map.of(), LIMIT);
            checklist.judge(
                    HlsRule.AVAILABILITY,
                    answer.status() == OK,
                    address.toString(),
                    "listed, answered " + answer.status());
            byte[] clear = decryption
                    .clear(watch.address(), segment, address.toString(), answer.bytes())
                    .orElse(new byte[0]);
            joined.writeBytes(clear);
            FragmentFlags.startsWithSync(clear)
                    .ifPresent(sync -> checklist.judge(
                            HlsRule.INDEPENDENT,
                            sync == part.independent(),
                            address.toString(),
                            (sync ? "begins" : "does not begin") + " with a key frame, and INDEPENDENT is "
                                    + (part.independent() ? "YES" : "not said")));
        }
        checklist.judge(
                HlsRule.PARTS_MAKE_SEGMENTS,
                Arrays.equals(joined.toByteArray(), whole),
                Addresses.resolve(watch.address(), segment.uri()).toString(),
                whole.length + " bytes, its parts " + joined.size());
    }
}
