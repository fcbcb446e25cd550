package io.rostrum.push.rtmp;

/// Follows 32-bit millisecond times across their wrap, every 49.7 days (RTMP 1.0 §5.3.1.2: modulo-32 arithmetic).
///
/// One per connection, fed with every time of audio, video and data: each is taken as the value nearest to the one
/// before it, so small steps back stay small. Confined to one thread.
public final class TimestampUnwrapper {
    private boolean started;
    private long newest;

    /// {@return `timestampMillis` without the wrap; the first comes back as it is}
    ///
    /// @param timestampMillis as on the wire, modulo 2^32
    public long unwrap(long timestampMillis) {
        newest = started ? newest + (int) (timestampMillis - newest) : timestampMillis;
        started = true;
        return newest;
    }
}
