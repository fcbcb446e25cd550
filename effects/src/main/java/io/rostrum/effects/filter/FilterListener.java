package io.rostrum.effects.filter;

/// Hears what happens to the filters of a chain, on the chain's thread.
@FunctionalInterface
public interface FilterListener {
    /// A filter threw, or could not be built. It was taken out; where it was to hide something the whole picture is
    /// covered instead, which is told again every ten seconds.
    ///
    /// @param name as on the command line
    /// @param what became of it and why, in words: "was taken out: …"
    void filterFailed(String name, String what);
}
