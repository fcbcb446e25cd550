package io.rostrum.capture.session;

/// Says for how long one step of another thread has lasted, as seen by one who looks again and again.
///
/// Between two looks at most [#longestStepNanos] are counted: while the whole process is suspended, or starved of
/// processor time, nobody looks, and that is no stall of the other thread. Confined to the thread that looks.
final class StallWatch {
    private final long longestStepNanos;
    private long lastLookNanos;
    private long lastStep = -1;
    private long lastedNanos;

    StallWatch(long longestStepNanos) {
        this.longestStepNanos = longestStepNanos;
    }

    /// @param nowNanos monotonic
    /// @param step     number of the step that goes on; negative when there is none
    /// @return how long it has gone on, nanoseconds; 0 when it is seen for the first time
    long look(long nowNanos, long step) {
        boolean goesOn = step >= 0 && step == lastStep;
        lastedNanos = goesOn ? lastedNanos + Math.min(nowNanos - lastLookNanos, longestStepNanos) : 0;
        lastLookNanos = nowNanos;
        lastStep = step;
        return lastedNanos;
    }
}
