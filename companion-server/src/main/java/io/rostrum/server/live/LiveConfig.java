package io.rostrum.server.live;

import java.time.Duration;

/// `live` in rostrum.yaml, where every key is explained.
///
/// @param flush         how long media is gathered before viewers are written to
/// @param returnWindow  how long a stream waits for a publisher whose connection was lost
/// @param stopWindow    how long it waits for one that said it stops
/// @param gopCache      what is kept for a viewer who joins
/// @param viewer        how far a viewer may fall behind
/// @param silentAfter   a publisher that has sent nothing for so long may be replaced by a newcomer with the same key
public record LiveConfig(
        FlushLimits flush,
        Duration returnWindow,
        Duration stopWindow,
        GopLimits gopCache,
        ViewerLimits viewer,
        Duration silentAfter) {
    public static final LiveConfig DEFAULT = new LiveConfig(
            new FlushLimits(FlushProfile.LOW_LATENCY, Duration.ofMillis(120), Duration.ofMillis(35)),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            new GopLimits(2500, 32 << 20, Duration.ofSeconds(30)),
            new ViewerLimits(Duration.ofSeconds(10), 8 << 20, Duration.ofSeconds(30)),
            Duration.ofSeconds(1));

    /// The longest that a picture waits for others before viewers are written to.
    ///
    /// @param profile    the one that streams begin with
    /// @param normal     in [FlushProfile#NORMAL]
    /// @param lowLatency in [FlushProfile#LOW_LATENCY]
    public record FlushLimits(FlushProfile profile, Duration normal, Duration lowLatency) {
        Duration of(FlushProfile wanted) {
            return switch (wanted) {
                case NORMAL -> normal;
                case LOW_LATENCY -> lowLatency;
            };
        }
    }

    /// A group of pictures that passes one of these is not kept, and viewers wait for the next key frame.
    ///
    /// @param frames messages
    /// @param bytes  of payload
    /// @param span   of media time
    public record GopLimits(int frames, int bytes, Duration span) {}

    /// @param queue      media that may wait for one viewer, in time
    /// @param queueBytes media that may wait for one viewer, in bytes
    /// @param noProgress a viewer that has taken nothing for so long is closed
    public record ViewerLimits(Duration queue, int queueBytes, Duration noProgress) {}
}
