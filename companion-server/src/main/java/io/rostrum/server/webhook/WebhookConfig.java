package io.rostrum.server.webhook;

import io.rostrum.server.relay.Reach;
import java.time.Duration;
import java.util.Set;

/// `webhooks` in rostrum.yaml, where every key is explained.
///
/// @param networks that receivers may be in, besides public addresses
/// @param timeout  for one message with its answer
public record WebhookConfig(Set<Reach.Network> networks, Duration timeout) {
    public static final WebhookConfig DEFAULT = new WebhookConfig(Set.of(), Duration.ofSeconds(10));

    public WebhookConfig {
        networks = Set.copyOf(networks);
    }
}
