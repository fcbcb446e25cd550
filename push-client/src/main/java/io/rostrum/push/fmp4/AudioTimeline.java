package io.rostrum.push.fmp4;

/// Even decoding times for access units of sound whose stamps are whole milliseconds, as FLV's are.
///
/// An access unit lasts a whole number of samples, but its stamp is rounded, so gaps and overlaps of a fraction of a
/// millisecond would click. As long as the stamps agree with the count of samples within the tolerance, the count is
/// the time. When they do not, because sound is missing or the publisher's clock drifts, the count goes on from the
/// stamp, yet never back. Confined to one thread.
public final class AudioTimeline {
    private final Fmp4Track track;
    private final int unitTicks;
    private final long toleranceTicks;
    private boolean started;
    private long next;

    /// @param track           of sound
    /// @param unitTicks       ticks of the track that an access unit lasts: 1024 for AAC-LC at its rate
    /// @param toleranceMillis difference that is taken for rounding; publishers are off by a millisecond or two
    public AudioTimeline(Fmp4Track track, int unitTicks, int toleranceMillis) {
        this.track = track;
        this.unitTicks = unitTicks;
        this.toleranceTicks = track.ticksOfMillis(toleranceMillis);
    }

    /// {@return the decoding time of the next access unit, in ticks of the track; always after the one before}
    ///
    /// @param timestampMillis the publisher's stamp of it
    public long decodeTime(long timestampMillis) {
        long stamp = track.ticksOfMillis(timestampMillis);
        if (!started) {
            started = true;
            next = stamp;
        } else if (Math.abs(stamp - next) > toleranceTicks) {
            next = Math.max(stamp, next - unitTicks + 1);
        }
        long time = next;
        next += unitTicks;
        return time;
    }
}
