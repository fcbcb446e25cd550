package io.rostrum.installer.setup.work;

/// Hears how far a plan is. Called on the thread that carries the plan out.
public interface Progress {
    /// An action begins.
    ///
    /// @param words what is done
    /// @param done  how much of the plan is done, 0 to 1
    void step(String words, double done);

    /// Something did not work and the rest goes on, or something was taken back.
    void trouble(String sentence);

    /// {@return whether the user wants it to end; asked between files}
    boolean cancelled();
}
