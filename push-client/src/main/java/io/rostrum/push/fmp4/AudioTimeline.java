package io.rostrum.push.fmp4;

/// Even decoding times for access units of sound whose stamps are whole milliseconds, as FLV's are.
///
/// An access unit lasts a whole number of samples, but its stamp is rounded, so gaps and overlaps of a fraction of a
/// millisecond would click. While the stamps agree with the count of samples but for rounding, the count is the time.
/// Where they differ by more, as when the publisher's sound card and its clock do not run alike, the count follows the
/// stamps by a part of the difference each time, so that sound stays in step with pictures. Where they differ by more
/// than the tolerance, sound is missing, and the count goes on from the stamp, yet never back.
///
/// Confined to one thread.
public final class AudioTimeline {
    /// Difference that rounding alone makes: a millisecond of the first stamp's, one of this one's, one to spare.
    private static final int ROUNDING_MILLIS = 3;

    /// Part of the difference that is made up for with each access unit.
    private static final int FOLLOWING = 16;

    private final Fmp4Track track;
    private final int unitTicks;
    private final long roundingTicks;
    private final long toleranceTicks;
    private boolean started;
    private long next;

    /// @param track           of sound
    /// @param unitTicks       ticks of the track that an access unit lasts: 1024 for AAC-LC at its rate
    /// @param toleranceMillis difference from which on sound is taken to be missing
    public AudioTimeline(Fmp4Track track, int unitTicks, int toleranceMillis) {
        this.track = track;
        this.unitTicks = unitTicks;
        this.roundingTicks = track.ticksOfMillis(ROUNDING_MILLIS);
        this.toleranceTicks = track.ticksOfMillis(toleranceMillis);
    }

    /// {@return the decoding time of the next access unit, in ticks of the track; always after the one before}
    ///
    /// @param timestampMillis the publisher's stamp of it
    public long decodeTime(long timestampMillis) {
        long stamp = track.ticksOfMillis(timestampMillis);
        long difference = stamp - next;
        if (!started) {
            started = true;
            next = stamp;
        } else if (Math.abs(difference) > toleranceTicks) {
            next = Math.max(stamp, next - unitTicks + 1);
        } else if (Math.abs(difference) > roundingTicks) {
            next = Math.max(next + difference / FOLLOWING, next - unitTicks + 1);
        }
        long time = next;
        next += unitTicks;
        return time;
    }
}
