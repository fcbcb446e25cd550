package io.rostrum.server.hls;

/// Decoding times of AAC access units, exact to the sample.
///
/// FLV says them in milliseconds; an access unit of 1024 samples at 48 kHz lasts 21 1/3. Counting samples gives back what
/// rounding took, so that each access unit begins where the one before ended. Where the count and the timestamps part by
/// more than [#MAX_DRIFT_MILLIS], sound was lost and the count starts anew. Confined to one thread.
final class AudioClock {
    static final long MAX_DRIFT_MILLIS = 60;

    private final int ticksPerSecond;
    private final int frameTicks;
    private long next = -1;

    /// @param ticksPerSecond samples a second the AAC core codes
    /// @param frameTicks     samples of one access unit: 1024, or 960
    AudioClock(int ticksPerSecond, int frameTicks) {
        this.ticksPerSecond = ticksPerSecond;
        this.frameTicks = frameTicks;
    }

    /// {@return the decoding time, in ticks, of the access unit with this timestamp}
    long ticksAt(long timestampMillis) {
        long said = timestampMillis * ticksPerSecond / 1000;
        long drift = Math.abs(said - next);
        long ticks = next < 0 || drift > MAX_DRIFT_MILLIS * ticksPerSecond / 1000 ? Math.max(said, next) : next;
        next = ticks + frameTicks;
        return ticks;
    }

    int frameTicks() {
        return frameTicks;
    }

    int ticksPerSecond() {
        return ticksPerSecond;
    }
}
