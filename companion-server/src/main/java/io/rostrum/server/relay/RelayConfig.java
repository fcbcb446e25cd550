package io.rostrum.server.relay;

import java.time.Duration;
import java.util.List;

/// `relay` in rostrum.yaml, where every key is explained.
///
/// @param forwards rules, in their order
/// @param sources  of streams that are fetched when somebody watches; each stream once
/// @param pullIdle how long a stream is fetched when nobody watches
public record RelayConfig(List<ForwardRule> forwards, List<PullSource> sources, Duration pullIdle) {
    public RelayConfig {
        forwards = List.copyOf(forwards);
        sources = List.copyOf(sources);
    }
}
