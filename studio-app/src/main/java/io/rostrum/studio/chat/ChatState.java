package io.rostrum.studio.chat;

import java.time.Instant;

/// How the studio stands to the chat.
public sealed interface ChatState {
    /// It was paired with no server.
    record NotPaired() implements ChatState {}

    /// It is being connected.
    record Connecting() implements ChatState {}

    /// What is said is seen at once.
    record Connected() implements ChatState {}

    /// The server was not reached, or is gone.
    ///
    /// @param until when it is tried again
    record Waiting(Instant until) implements ChatState {}

    /// The server does not know this studio any more.
    record Unpaired() implements ChatState {}

    /// The server has no chat.
    record NoChat() implements ChatState {}

    /// The server's chat speaks another version of the protocol.
    record OtherVersion() implements ChatState {}
}
