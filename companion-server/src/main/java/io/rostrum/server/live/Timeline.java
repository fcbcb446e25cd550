package io.rostrum.server.live;

import io.rostrum.server.live.MediaMessage.Kind;

/// Makes one continuous time out of what publishers send: 32-bit milliseconds that wrap, jump, or start anew.
///
/// The first frame of a stream is at 0. A step that no waiting explains (more than [#MAX_AHEAD_MILLIS] further than the
/// wall clock moved, or more than [#MAX_BACK_MILLIS] back) is a jump: time goes on one frame after the newest. Frames
/// of the other kind that were still under way when a jump came keep the offset they belong to. Confined to one thread.
final class Timeline {
    /// How far a timestamp may run ahead of the time that passed since the message before.
    static final long MAX_AHEAD_MILLIS = 5_000;
    /// How far it may lie behind: sound and pictures are interleaved no worse.
    static final long MAX_BACK_MILLIS = 2_000;

    private static final long STEP_MILLIS = 33;

    private long lastVideo;
    private long lastAudio;
    private long newestOut = -1;

    private boolean anchored;
    private long lastRaw;
    private long lastNanos;
    private long offset;
    private boolean jumped;
    private long offsetBeforeJump;
    private long rawBeforeJump;
    private long jumps;

    /// A publisher begins or comes back: its first frame follows the newest one sent.
    void restart() {
        anchored = false;
        jumped = false;
    }

    /// @param rawMillis RTMP timestamp, 32 bits, unsigned
    /// @param nanos     a monotonic clock, now
    /// @return milliseconds since the stream began
    long next(Kind kind, boolean frame, long rawMillis, long nanos) {
        if (!frame) {
            return Math.max(0, newestOut); // headers and data take no time and move none
        }
        if (!anchored) {
            anchored = true;
            lastRaw = rawMillis;
            lastNanos = nanos;
            offset = (newestOut < 0 ? 0 : newestOut + STEP_MILLIS) - rawMillis;
        }
        long raw = lastRaw + (int) (rawMillis - lastRaw); // nearest value with these low 32 bits
        long step = raw - lastRaw;
        long out;
        if (isJump(step, nanos) && jumped && isStraggler(raw)) {
            out = rawNear(rawBeforeJump, raw) + offsetBeforeJump;
        } else {
            if (isJump(step, nanos)) {
                jump(raw);
            }
            out = raw + offset;
            lastRaw = raw;
            lastNanos = nanos;
        }
        if (kind == Kind.VIDEO) {
            out = lastVideo = Math.max(out, lastVideo);
        } else {
            out = lastAudio = Math.max(out, lastAudio);
        }
        newestOut = Math.max(newestOut, out);
        return out;
    }

    private boolean isJump(long step, long nanos) {
        long passed = (nanos - lastNanos) / 1_000_000;
        return step > MAX_AHEAD_MILLIS + passed || step < -MAX_BACK_MILLIS;
    }

    private void jump(long raw) {
        jumps++;
        jumped = true;
        offsetBeforeJump = offset;
        rawBeforeJump = lastRaw;
        offset = newestOut + STEP_MILLIS - raw;
    }

    private boolean isStraggler(long raw) {
        return Math.abs(rawNear(rawBeforeJump, raw) - rawBeforeJump) <= MAX_BACK_MILLIS;
    }

    private static long rawNear(long reference, long raw) {
        return reference + (int) (raw - reference);
    }

    /// {@return jumps seen since the stream began}
    long jumps() {
        return jumps;
    }

    /// {@return newest time given out, 0 before the first}
    long newestMillis() {
        return Math.max(0, newestOut);
    }
}
