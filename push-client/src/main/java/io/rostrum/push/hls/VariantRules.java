package io.rostrum.push.hls;

import io.rostrum.push.hls.MediaPlaylist.Segment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What can be said of a multivariant playlist, and of media playlists beside each other. Thread-safe.
final class VariantRules {
    private final Checklist checklist;

    VariantRules(Checklist checklist) {
        this.checklist = checklist;
    }

    void multivariant(String where, MultivariantPlaylist playlist) {
        for (MultivariantPlaylist.Variant variant : playlist.variants()) {
            AttributeList said = variant.attributes();
            checklist.judge(
                    HlsRule.VARIANTS, said.whole("BANDWIDTH").isPresent(), where, variant.uri() + ": no BANDWIDTH");
            checklist.judge(HlsRule.VARIANTS, said.text("CODECS").isPresent(), where, variant.uri() + ": no CODECS");
            boolean pictures =
                    said.text("CODECS").map(VariantRules::hasPictures).orElse(false);
            checklist.judge(
                    HlsRule.VARIANTS,
                    !pictures || said.text("RESOLUTION").isPresent(),
                    where,
                    variant.uri() + ": pictures without RESOLUTION");
        }
        var groups = playlist.renditions().stream()
                .collect(Collectors.groupingBy(media -> media.text("TYPE").orElse("") + " "
                        + media.text("GROUP-ID").orElse("")));
        groups.forEach((group, members) -> group(where, group, members));
    }

    private void group(String where, String group, List<AttributeList> members) {
        long names =
                members.stream().map(media -> media.text("NAME")).distinct().count();
        long defaults = members.stream().filter(media -> media.yes("DEFAULT")).count();
        checklist.judge(HlsRule.VARIANTS, names == members.size(), where, group + ": a NAME twice, or none");
        checklist.judge(HlsRule.VARIANTS, defaults <= 1, where, group + ": more than one DEFAULT");
    }

    private static boolean hasPictures(String codecs) {
        return codecs.matches(".*(avc1|avc3|hvc1|hev1|av01|vp09|dvh1).*");
    }

    /// @param playlists at nearly the same time, by address
    void beside(Map<String, MediaPlaylist> playlists) {
        if (playlists.size() < 2) {
            return;
        }
        var first = playlists.entrySet().iterator().next();
        playlists.forEach((where, playlist) -> {
            if (!where.equals(first.getKey())) {
                compare(first.getValue(), where, playlist);
            }
        });
    }

    private void compare(MediaPlaylist one, String where, MediaPlaylist other) {
        checklist.judge(
                HlsRule.SERVER_CONTROL,
                one.header().control().equals(other.header().control()),
                where,
                one.header().control().values() + " in one, "
                        + other.header().control().values() + " in the other");
        checklist.judge(
                HlsRule.ALIGNED,
                one.header().targetDuration() == other.header().targetDuration(),
                where,
                "target durations " + one.header().targetDuration() + " and "
                        + other.header().targetDuration() + " s");
        Map<Long, Segment> bySequence =
                one.segments().stream().collect(Collectors.toMap(Segment::sequence, Function.identity()));
        for (Segment segment : other.segments()) {
            Segment twin = bySequence.get(segment.sequence());
            if (twin != null) {
                checklist.judge(
                        HlsRule.ALIGNED,
                        twin.discontinuity() == segment.discontinuity()
                                && Math.abs(twin.seconds() - segment.seconds()) < 0.05,
                        where,
                        "segment " + segment.sequence() + " lasts " + segment.seconds() + " s here and "
                                + twin.seconds() + " s in the other");
            }
        }
    }
}
