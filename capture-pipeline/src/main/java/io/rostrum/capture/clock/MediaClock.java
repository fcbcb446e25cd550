package io.rostrum.capture.clock;

/// The one clock every timestamp in a session is measured against.
///
/// All times are **nanoseconds since the session started**, monotonic, and never wall-clock time: NTP steps must not
/// move a frame. Wall time is attached once, where a format wants it.
@FunctionalInterface
public interface MediaClock {
    /// {@return nanoseconds since the session started; never decreases}
    long nanoTime();

    /// {@return a clock that starts at 0 now}
    static MediaClock startingNow() {
        long origin = System.nanoTime();
        return () -> System.nanoTime() - origin;
    }
}
