package io.rostrum.server.relay;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// `relay` in rostrum.yaml, where every key is explained.
///
/// @param forwards rules, in their order
/// @param sources  of streams that are fetched when somebody watches; each stream once
/// @param pullIdle how long a stream is fetched when nobody watches
/// @param apiNetworks where forwards that the API adds may lead to, besides the networks that need no leave
public record RelayConfig(
        List<ForwardRule> forwards, List<PullSource> sources, Duration pullIdle, Set<Reach.Network> apiNetworks) {
    public RelayConfig {
        apiNetworks = Set.copyOf(apiNetworks);
        forwards = List.copyOf(forwards);
        sources = List.copyOf(sources);
    }
}
