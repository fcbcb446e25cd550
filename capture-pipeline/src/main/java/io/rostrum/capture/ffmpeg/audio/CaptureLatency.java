package io.rostrum.capture.ffmpeg.audio;

/// How long ago a run of sound was captured when it arrives.
///
/// libavdevice says it against the wall clock, which may be set in mid-recording. So a lag that leaps is not believed:
/// what was usual before is taken instead, until the lag is usual again.
final class CaptureLatency {
    private static final long LEAP_NANOS = 200_000_000L;
    /// Weight of the newest lag in what is usual.
    private static final double NEWEST = 1.0 / 64;

    private double usual;
    private boolean known;

    /// {@return the lag to count with, nanoseconds}
    ///
    /// @param measuredNanos arrival less time of capture, both by the wall clock
    long of(long measuredNanos) {
        if (!known) {
            known = true;
            usual = measuredNanos;
        }
        if (Math.abs(measuredNanos - usual) > LEAP_NANOS) {
            return Math.round(usual);
        }
        usual += NEWEST * (measuredNanos - usual);
        return measuredNanos;
    }
}
