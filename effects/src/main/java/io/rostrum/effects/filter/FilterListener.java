package io.rostrum.effects.filter;

/// Hears what happens to the filters of a chain, on the chain's thread.
@FunctionalInterface
public interface FilterListener {
    /// A filter threw and was taken out; the programme goes on without it.
    ///
    /// @param name   as on the command line
    /// @param reason in words
    void filterFailed(String name, String reason);
}
