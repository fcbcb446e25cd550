package io.rostrum.studio.audience;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Who watches, at one time.
///
/// @param state   how the studio stands to the server
/// @param samples of the last minutes, by the server's clock, the oldest first
public record Audience(State state, List<Sample> samples) {
    static final Audience NOTHING = new Audience(new State.NotPaired(), List.of());

    public Audience {
        samples = List.copyOf(samples);
    }

    /// How many watched in one second.
    public record Sample(Instant at, int viewers) {}

    /// How the studio stands to the server.
    public sealed interface State {
        /// It was paired with no server.
        record NotPaired() implements State {}

        /// The server was asked, and has not answered yet.
        record Asking() implements State {}

        /// The server does not answer.
        record Away() implements State {}

        /// The server does not know this studio any more.
        record Unpaired() implements State {}

        /// Nothing is published.
        record Offline() implements State {}

        /// The stream is live.
        ///
        /// @param viewers   at this moment
        /// @param protocols how many of them, by the protocol's name in the API, such as `hls`
        record Live(int viewers, Map<String, Integer> protocols, Players players) implements State {
            public Live {
                protocols = Map.copyOf(protocols);
            }
        }
    }

    /// How players of HLS and DASH fare, by what they say of themselves (CMCD). Averages are -1 where
    /// nobody says it.
    ///
    /// @param players        that have said something lately
    /// @param withoutStalls  share of them whose buffer was never empty in the last minute
    /// @param stalls         times a buffer ran empty
    /// @param bufferMillis   media in their buffers
    /// @param throughputKbps of their networks
    /// @param bitrateKbps    of the qualities they ask for
    public record Players(
            int players, double withoutStalls, int stalls, int bufferMillis, int throughputKbps, int bitrateKbps) {
        /// Nobody has said anything.
        public static final Players NONE = new Players(0, 1, 0, -1, -1, -1);
    }
}
