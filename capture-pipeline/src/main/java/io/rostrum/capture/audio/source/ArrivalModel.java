package io.rostrum.capture.audio.source;

import java.util.Arrays;

/// Estimates when sound was captured from when it arrived and from what the sound system says of its latency.
///
/// Sound can arrive late, when the machine is busy, but not early: so the earliest arrival of the last two seconds,
/// counted in samples, is the true one. What the system says is taken off as the median of about a second, once it
/// agrees with itself: PulseAudio's first answers after opening are off by half a second, and an answer against the
/// wall clock leaps when that is set.
///
/// Confined to the capture thread of one source; [DeviceClock] smooths what comes out.
public final class ArrivalModel {
    private static final long BUCKET_NANOS = 1_000_000_000L;
    private static final int ANSWERS = 49;
    /// Answers that are believed lie within this, nanoseconds; a tenth on either side may be off.
    private static final long AGREEMENT_NANOS = 10_000_000L;

    private final double nanosPerFrame;
    private final long[] answers = new long[ANSWERS];
    private int answered;
    private long latencyNanos;
    private long frames;
    private double earliestBefore = Double.MAX_VALUE;
    private double earliestNow = Double.MAX_VALUE;
    private long bucketEnd = Long.MIN_VALUE;

    /// @param framesPerSecond the rate that the device says it has
    public ArrivalModel(int framesPerSecond) {
        nanosPerFrame = 1e9 / framesPerSecond;
    }

    /// {@return when the first frame of a block seems to have been captured, nanoseconds of the session's clock}
    ///
    /// @param blockFrames  frames in the block
    /// @param arrivalNanos now, on the session's clock
    /// @param lagNanos     how long ago its first frame was captured, as the sound system says; negative where the
    ///                     sound is yet to be heard
    public long captureTime(int blockFrames, long arrivalNanos, long lagNanos) {
        double blockNanos = blockFrames * nanosPerFrame;
        double origin = arrivalNanos - (frames + blockFrames) * nanosPerFrame;
        remember(origin, arrivalNanos);
        double earliest = Math.min(earliestBefore, earliestNow);
        answer(Math.round(lagNanos - blockNanos - (origin - earliest)));
        double captured = earliest + frames * nanosPerFrame - latencyNanos;
        frames += blockFrames;
        return Math.round(captured);
    }

    private void remember(double origin, long arrivalNanos) {
        if (arrivalNanos >= bucketEnd) {
            earliestBefore = earliestNow;
            earliestNow = origin;
            bucketEnd = arrivalNanos + BUCKET_NANOS;
        }
        earliestNow = Math.min(earliestNow, origin);
    }

    private void answer(long latency) {
        answers[answered++ % ANSWERS] = latency;
        if (answered % (ANSWERS / 4) != 0 || answered < ANSWERS) {
            return;
        }
        long[] sorted = answers.clone();
        Arrays.sort(sorted);
        if (sorted[ANSWERS - 1 - ANSWERS / 10] - sorted[ANSWERS / 10] < AGREEMENT_NANOS) {
            latencyNanos = sorted[ANSWERS / 2];
        }
    }

    /// {@return the latency taken off now, of the last frame of a block, nanoseconds}
    public long latencyNanos() {
        return latencyNanos;
    }
}
