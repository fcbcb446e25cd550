package io.rostrum.capture.session;

/// Where a broadcast stands.
public sealed interface SessionState {
    /// Pictures and sound flow.
    record Running() implements SessionState {}

    /// A file that was to be played once has come to its end.
    record Ended() implements SessionState {}

    /// It cannot go on.
    ///
    /// @param why what happened and what to do, for the user
    record Failed(String why) implements SessionState {}
}
