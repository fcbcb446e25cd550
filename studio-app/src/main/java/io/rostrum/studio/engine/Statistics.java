package io.rostrum.studio.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How the last minutes went.
///
/// @param seconds oldest first, one sample each
/// @param events  what went wrong and why, the newest first
public record Statistics(List<Second> seconds, List<Event> events) {
    /// How far back the seconds go.
    public static final Duration SPAN = Duration.ofMinutes(5);
    /// Nothing was measured yet.
    public static final Statistics NONE = new Statistics(List.of(), List.of());

    public Statistics {
        seconds = List.copyOf(seconds);
        events = List.copyOf(events);
    }

    /// Where pictures are lost, from the camera to the viewers' server.
    public enum Cause {
        /// A source of the scene gives none.
        SOURCE,
        /// They could not be made in time.
        RENDER,
        /// The encoder had no time for them.
        ENCODER,
        /// The connection to a destination is too slow.
        UPLINK,
        /// There is no connection to a destination.
        TARGET
    }

    /// One second.
    ///
    /// @param framesPerSecond pictures made
    /// @param targetRate      pictures that are wanted
    /// @param cpuCores        processor cores that the studio used
    /// @param sent            by destination, in the user's order; only those that are sent to
    /// @param lost            pictures lost in this second, by cause; those that lost none are left out
    public record Second(
            Instant at,
            double framesPerSecond,
            double targetRate,
            double cpuCores,
            List<Sent> sent,
            Map<Cause, Long> lost) {
        public Second {
            sent = List.copyOf(sent);
            lost = Map.copyOf(lost);
        }
    }

    /// What went to one destination in a second.
    ///
    /// @param waiting media that waits to be sent
    public record Sent(String name, long bitsPerSecond, Duration waiting) {}

    /// Something that went wrong, for as long as it lasted.
    ///
    /// @param at    when it began
    /// @param words `uplink to Twitch: 14 pictures dropped, the connection takes 1.8 of 4.5 Mbit/s`
    public record Event(Instant at, String words) {}
}
