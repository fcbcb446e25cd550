package io.rostrum.effects.filter;

import java.util.Optional;

/// What one filter of a chain costs now.
///
/// @param spec    what it was made from
/// @param millis  a frame, a moving average over about a second
/// @param trouble why it is out of action, in words; a blur then covers the whole picture. Empty while it works
public record FilterCost(FilterSpec spec, double millis, Optional<String> trouble) {
    /// {@return as on the command line}
    public String name() {
        return spec.name();
    }

    /// {@return whether it works}
    public boolean active() {
        return trouble.isEmpty();
    }
}
