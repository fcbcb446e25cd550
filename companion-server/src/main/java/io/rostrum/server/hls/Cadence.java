package io.rostrum.server.hls;

/// Decides where segments end and how long they may be.
///
/// A segment ends at a key frame, once it is as long as wanted, or earlier if waiting for the key frame after would
/// make it too long. The target duration is fixed when the first segment ends, from the key-frame interval that the
/// stream has shown or its encoder has declared; a player stays three of them behind, so it is as short as that
/// interval allows: what came before the first whole interval is a segment of its own and makes no other longer. A
/// stream whose key frames later come further apart than it promised is cut between them ([Cut#FORCED]). Times are
/// milliseconds of decoding time. Confined to one thread.
final class Cadence {
    /// What `EXTINF` may be above the target duration before it rounds to more (RFC 8216 §4.3.3.1).
    private static final long ROUNDING_MILLIS = 499;
    /// How much of the segment length wanted is enough: key frames every second come 999 ms apart at times.
    private static final double ENOUGH = 0.9;
    /// How much a key-frame interval may grow before the target duration is too short for it.
    private static final long SLACK_MILLIS = 200;

    private final long wantedMillis;
    private final int longestSeconds;
    private int targetSeconds;
    private long intervalMillis;
    private long segmentStart = -1;
    private long lastKey = -1;
    private long keyBeforeLast = -1;
    private long lastFrame = -1;

    /// What to do before a frame.
    enum Cut {
        NONE,
        AT_KEY_FRAME,
        /// Between key frames, because the segment would become too long.
        FORCED
    }

    Cadence(HlsConfig config) {
        wantedMillis = config.segment().toMillis();
        longestSeconds = (int) config.longest().toSeconds();
    }

    /// The encoder has said how far apart its key frames are at most.
    void declareInterval(long millis) {
        intervalMillis = Math.max(intervalMillis, millis);
    }

    /// {@return the target duration, seconds; 0 before the first segment has ended}
    int targetSeconds() {
        return targetSeconds;
    }

    /// {@return the longest a segment may be, milliseconds}
    long limitMillis() {
        return (targetSeconds == 0 ? longestSeconds : targetSeconds) * 1000L + ROUNDING_MILLIS;
    }

    /// {@return the longest a segment that ends at a key frame may be, milliseconds: the target duration at hand, or
    /// what it would be by the interval known so far}
    private long keyFrameLimitMillis() {
        int target = targetSeconds == 0 ? targetFor(Math.max(wantedMillis, intervalMillis)) : targetSeconds;
        return target * 1000L + ROUNDING_MILLIS;
    }

    private int targetFor(long millis) {
        return Math.clamp((millis + SLACK_MILLIS + 500) / 1000, 1, longestSeconds);
    }

    /// {@return where the segment at hand begins}
    long segmentStart() {
        return segmentStart;
    }

    /// A segment begins here without another ending: the first, or after a break.
    void restart(long startMillis, boolean keyFrame) {
        segmentStart = startMillis;
        keyBeforeLast = -1;
        lastKey = keyFrame ? startMillis : -1;
        lastFrame = startMillis;
    }

    /// A frame of video is about to be added. Anything but `NONE` ends the segment before it, at [#segmentStart()]:
    /// here, at the key frame before if the two belong into segments of their own, or, if this frame shows that the
    /// frame before lasts too long, before that. Call again until it is `NONE`.
    Cut beforeVideo(long dtsMillis, boolean keyFrame) {
        long elapsed = dtsMillis - segmentStart;
        if (elapsed > limitMillis() && lastFrame > segmentStart) {
            endAt(lastFrame);
            return Cut.FORCED;
        }
        lastFrame = dtsMillis;
        if (!keyFrame) {
            return Cut.NONE;
        }
        if (lastKey >= 0 && dtsMillis > lastKey) {
            declareInterval(Math.min(dtsMillis - lastKey, longestSeconds * 1000L));
            keyBeforeLast = lastKey;
        }
        lastKey = dtsMillis;
        if (elapsed > keyFrameLimitMillis() && keyBeforeLast > segmentStart) {
            endAt(keyBeforeLast);
            return Cut.AT_KEY_FRAME;
        }
        boolean nextIsTooFar = elapsed + intervalMillis > keyFrameLimitMillis();
        if (elapsed > 0 && (elapsed >= wantedMillis * ENOUGH || nextIsTooFar)) {
            endAt(dtsMillis);
            return Cut.AT_KEY_FRAME;
        }
        return Cut.NONE;
    }

    /// Something that lasts `lengthMillis` is about to be added and is no place to begin.
    Cut forcedBefore(long dtsMillis, long lengthMillis) {
        if (dtsMillis <= segmentStart || dtsMillis + lengthMillis - segmentStart <= limitMillis()) {
            return Cut.NONE;
        }
        endAt(dtsMillis);
        return Cut.FORCED;
    }

    /// An access unit of a stream without pictures is about to be added. A segment ends with a part when it is nearly
    /// as long as wanted: a rest of some units would be a part so short that players overlook that it is missing.
    ///
    /// @param partEnds whether a part ends before it
    Cut beforeAudio(long dtsMillis, boolean partEnds) {
        if (dtsMillis - segmentStart < wantedMillis * (partEnds ? ENOUGH : 1)) {
            return Cut.NONE;
        }
        endAt(dtsMillis);
        return Cut.AT_KEY_FRAME;
    }

    /// The segment ends at `dtsMillis` whatever it holds, and the next begins there.
    void endAt(long dtsMillis) {
        if (targetSeconds == 0) {
            long rounded = (dtsMillis - segmentStart + 500) / 1000;
            targetSeconds = Math.clamp(rounded, targetFor(intervalMillis), longestSeconds);
        }
        segmentStart = dtsMillis;
    }
}
