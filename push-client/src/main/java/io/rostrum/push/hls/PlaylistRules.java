package io.rostrum.push.hls;

import io.rostrum.push.hls.MediaPlaylist.Part;
import io.rostrum.push.hls.MediaPlaylist.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What can be said of media playlists by their text alone. Thread-safe.
final class PlaylistRules {
    /// Lengths are written with three decimals.
    private static final double ROUNDING = 0.0011;

    private static final Set<String> METHODS = Set.of("AES-128", "AES-256-GCM", "SAMPLE-AES", "SAMPLE-AES-CTR");
    private static final double LEAST_PART = 0.85;
    private static final int VERSION_WITH_MAP = 6;
    private static final int VERSION_WITH_SKIP = 9;
    private static final int VERSION_WITH_DECIMALS = 3;
    private static final int VERSION_WITH_VECTOR = 2;

    private final Checklist checklist;

    PlaylistRules(Checklist checklist) {
        this.checklist = checklist;
    }

    /// @param where address of the playlist
    void one(String where, MediaPlaylist playlist) {
        checklist.judge(HlsRule.SYNTAX, playlist.mistakes().isEmpty(), where, String.join("; ", playlist.mistakes()));
        long target = playlist.header().targetDuration();
        for (Segment segment : playlist.segments()) {
            checklist.judge(
                    HlsRule.TARGET_DURATION,
                    Math.round(segment.seconds()) <= target,
                    where,
                    "segment " + segment.sequence() + " lasts " + segment.seconds() + " s, target " + target + " s");
        }
        keys(where, playlist);
        // before anything was removed, a stream that has just begun may be shorter
        if (!playlist.ended() && playlist.header().mediaSequence() > 0) {
            double seconds = playlist.seconds() + playlist.header().skipped() * target;
            checklist.judge(
                    HlsRule.LENGTH,
                    seconds >= 3 * target - ROUNDING,
                    where,
                    seconds + " s listed, target " + target + " s");
        }
        version(where, playlist);
        control(where, playlist);
        if (playlist.header().partTarget() > 0 || playlist.hasParts()) {
            parts(where, playlist);
            dates(where, playlist);
        }
    }

    private void version(String where, MediaPlaylist playlist) {
        boolean decimals =
                playlist.segments().stream().anyMatch(segment -> segment.seconds() != Math.rint(segment.seconds()));
        boolean map =
                playlist.segments().stream().anyMatch(segment -> !segment.map().isEmpty());
        boolean vector = playlist.segments().stream()
                .flatMap(segment -> segment.key().stream())
                .anyMatch(key -> !key.vector().isEmpty());
        int needed = playlist.header().skipped() > 0
                ? VERSION_WITH_SKIP
                : map ? VERSION_WITH_MAP : decimals ? VERSION_WITH_DECIMALS : vector ? VERSION_WITH_VECTOR : 1;
        int said = playlist.header().version();
        checklist.judge(HlsRule.VERSION, said >= needed, where, "version " + said + ", its tags need " + needed);
    }

    private void keys(String where, MediaPlaylist playlist) {
        playlist.segments().stream()
                .flatMap(segment -> segment.key().stream())
                .distinct()
                .forEach(key -> checklist.judge(
                        HlsRule.KEY,
                        METHODS.contains(key.method()) && !key.uri().isEmpty() && key.hasVector(),
                        where,
                        "METHOD " + key.method() + ", URI " + key.uri() + ", IV " + key.vector()));
    }

    private void control(String where, MediaPlaylist playlist) {
        AttributeList control = playlist.header().control();
        long target = playlist.header().targetDuration();
        control.number("HOLD-BACK").ifPresent(back -> atLeast(where, "HOLD-BACK", back, 3.0 * target));
        control.number("CAN-SKIP-UNTIL").ifPresent(until -> atLeast(where, "CAN-SKIP-UNTIL", until, 6.0 * target));
        if (playlist.header().partTarget() > 0) {
            double back = control.number("PART-HOLD-BACK").orElse(0);
            atLeast(where, "PART-HOLD-BACK", back, 3 * playlist.header().partTarget());
        }
    }

    private void atLeast(String where, String what, double found, double least) {
        checklist.judge(
                HlsRule.HOLD_BACK,
                found >= least - ROUNDING,
                where,
                what + " is " + found + " s, less than " + least + " s");
    }

    private void parts(String where, MediaPlaylist playlist) {
        double target = playlist.header().partTarget();
        checklist.judge(HlsRule.PART_INF, target > 0, where, "EXT-X-PART without EXT-X-PART-INF");
        for (Segment segment : playlist.segments()) {
            lengths(where, segment.parts(), target, true);
        }
        lengths(where, playlist.open(), target, false);
        double behind = playlist.openSeconds();
        for (Segment segment : playlist.segments().reversed()) {
            double tooOld = 3.0 * playlist.header().targetDuration();
            checklist.judge(
                    HlsRule.OLD_PARTS,
                    segment.parts().isEmpty() || behind <= tooOld + ROUNDING,
                    where,
                    "parts of segment " + segment.sequence() + ", which ends " + behind + " s before the end");
            behind += segment.seconds();
        }
    }

    private void lengths(String where, List<Part> parts, double target, boolean whole) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String what = part.uri() + " lasts " + part.seconds() + " s, part target " + target + " s";
            checklist.judge(HlsRule.PART_INF, part.seconds() <= target + ROUNDING, where, what);
            if (!part.gap() && !(whole && i == parts.size() - 1)) {
                checklist.judge(HlsRule.PART_LENGTH, part.seconds() >= LEAST_PART * target - ROUNDING, where, what);
            }
        }
    }

    private void dates(String where, MediaPlaylist playlist) {
        boolean any = playlist.segments().stream()
                .anyMatch(segment -> segment.dateTime().isPresent());
        checklist.judge(HlsRule.DATE_TIME, any || playlist.header().skipped() > 0, where, "no EXT-X-PROGRAM-DATE-TIME");
        for (Segment segment : playlist.segments()) {
            if (segment.discontinuity()) {
                checklist.judge(
                        HlsRule.DATE_TIME,
                        segment.dateTime().isPresent(),
                        where,
                        "segment " + segment.sequence() + ": a discontinuity without EXT-X-PROGRAM-DATE-TIME");
            }
        }
    }

    /// Compares two versions of one playlist, neither of them a delta update.
    ///
    /// @param seconds between the answers
    void next(String where, MediaPlaylist before, MediaPlaylist now, double seconds) {
        checklist.judge(
                HlsRule.TARGET_DURATION,
                before.header().targetDuration() == now.header().targetDuration(),
                where,
                "target duration was " + before.header().targetDuration() + " s and is "
                        + now.header().targetDuration() + " s");
        long removed = now.header().mediaSequence() - before.header().mediaSequence();
        checklist.judge(
                HlsRule.MEDIA_SEQUENCE,
                removed >= 0,
                where,
                "was " + before.header().mediaSequence() + " and is "
                        + now.header().mediaSequence());
        if (removed < 0) {
            return;
        }
        if (removed > 0) {
            String type = now.header().type();
            checklist.judge(HlsRule.LIVE_TYPE, type.isEmpty(), where, "segments are removed, and its type is " + type);
        }
        appended(where, before, now, removed);
        discontinuities(where, before, now, removed);
        double waited = 1.5 * before.header().targetDuration();
        checklist.judge(
                HlsRule.IN_TIME,
                now.ended() || now.lastSequence() > before.lastSequence() || seconds <= waited,
                where,
                "no new segment for " + seconds + " s");
    }

    private void appended(String where, MediaPlaylist before, MediaPlaylist now, long removed) {
        List<Segment> kept = removed >= before.segments().size()
                ? List.of()
                : before.segments().subList((int) removed, before.segments().size());
        for (int i = 0; i < kept.size(); i++) {
            Segment was = kept.get(i);
            Segment is = i < now.segments().size() ? now.segments().get(i) : null;
            checklist.judge(
                    HlsRule.APPEND_ONLY,
                    is != null && same(was, is),
                    where,
                    "segment " + was.sequence() + " was " + was.uri() + " of " + was.seconds() + " s, and is "
                            + (is == null ? "gone" : is.uri() + " of " + is.seconds() + " s"));
        }
        openBecame(where, before, now);
    }

    private static boolean same(Segment was, Segment is) {
        return was.uri().equals(is.uri())
                && was.seconds() == is.seconds()
                && was.discontinuity() == is.discontinuity()
                && was.gap() == is.gap()
                && was.key().equals(is.key())
                && Objects.equals(was.dateTime(), is.dateTime())
                && (is.parts().isEmpty() || was.parts().isEmpty() || is.parts().equals(was.parts()));
    }

    /// Parts of the segment that was being made are the first of it afterwards.
    private void openBecame(String where, MediaPlaylist before, MediaPlaylist now) {
        long sequence = before.lastSequence() + 1;
        List<Part> is = new ArrayList<>(Stream.concat(
                        now.segments().stream()
                                .filter(segment -> segment.sequence() == sequence)
                                .flatMap(segment -> segment.parts().stream()),
                        now.lastSequence() + 1 == sequence ? now.open().stream() : Stream.<Part>empty())
                .toList());
        boolean old = is.isEmpty() && now.lastSequence() >= sequence; // its parts may have been removed already
        boolean holds = old
                || (is.size() >= before.open().size()
                        && is.subList(0, before.open().size()).equals(before.open()));
        checklist.judge(
                HlsRule.APPEND_ONLY,
                holds,
                where,
                "parts of segment " + sequence + " were listed and are not any more");
    }

    private void discontinuities(String where, MediaPlaylist before, MediaPlaylist now, long removed) {
        boolean any = before.segments().stream().anyMatch(Segment::discontinuity)
                || before.header().discontinuitySequence().isPresent();
        if (!any || removed > before.segments().size()) {
            return;
        }
        long gone = before.segments().subList(0, (int) removed).stream()
                .filter(Segment::discontinuity)
                .count();
        long was = before.header().discontinuitySequence().orElse(0);
        long is = now.header().discontinuitySequence().orElse(0);
        checklist.judge(
                HlsRule.DISCONTINUITY_SEQUENCE,
                is == was + gone,
                where,
                "was " + was + ", " + gone + " discontinuities were removed, and is " + is);
    }
}
