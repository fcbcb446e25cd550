package io.rostrum.server.hls;

/// Decides where parts of segments end and how long they may be (draft-pantos-hls-rfc8216bis §4.4.3.7, §4.4.4.9): no
/// longer than the part target, and no shorter than 85 % of it, but for the last of a segment.
///
/// The part target is fixed when the first segment ends, as the whole number of frames that comes nearest to what is
/// wanted, and never changes; the first segment has no parts. Where frames come unevenly, a part ends in the middle of
/// the frame that lasts too long. Times are milliseconds of decoding time. Confined to one thread.
final class PartCadence {
    /// No place for a part to end.
    static final long NONE = -1;

    private static final double LEAST = 0.85;
    /// Stamps are whole milliseconds: what lasts 200 may look like 201.
    private static final long ROUNDING_MILLIS = 1;

    private final long wantedMillis;
    private long targetMillis;
    private long start;

    /// @param wantedMillis 0 for no parts at all
    PartCadence(long wantedMillis) {
        this.wantedMillis = wantedMillis;
    }

    /// {@return the part target; 0 while there are no parts}
    long targetMillis() {
        return targetMillis;
    }

    /// {@return where the part at hand begins}
    long start() {
        return start;
    }

    /// A part begins here.
    void startAt(long millis) {
        start = millis;
    }

    /// Fixes the part target by the first segment; does nothing afterwards.
    ///
    /// @param segmentMillis how long the first segment lasts
    /// @param frames        pictures in it, or access units where there are no pictures
    /// @param mostMillis    the target duration
    void settle(long segmentMillis, int frames, long mostMillis) {
        if (targetMillis > 0 || wantedMillis == 0) {
            return;
        }
        double frame = (double) segmentMillis / Math.max(1, frames);
        long count = Math.max(1, Math.round(wantedMillis / frame));
        targetMillis = Math.min((long) Math.ceil(count * frame - 0.01) + ROUNDING_MILLIS, mostMillis);
    }

    /// {@return where the part ends that what begins at `atMillis` is too late for; [#NONE] if it is not}
    ///
    /// @param frameBefore where the newest frame so far begins
    long lateEnd(long atMillis, long frameBefore) {
        if (targetMillis == 0 || atMillis - start <= targetMillis) {
            return NONE;
        }
        long elapsed = frameBefore - start;
        return elapsed >= LEAST * targetMillis && elapsed <= targetMillis ? frameBefore : start + targetMillis;
    }

    /// {@return whether the part ends at `atMillis`, where a frame begins that lasts `frameMillis`}
    boolean endsAt(long atMillis, long frameMillis) {
        long elapsed = atMillis - start;
        return targetMillis > 0 && elapsed >= LEAST * targetMillis && elapsed + frameMillis > targetMillis;
    }
}
