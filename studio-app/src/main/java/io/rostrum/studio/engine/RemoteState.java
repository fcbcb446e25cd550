package io.rostrum.studio.engine;

import java.time.Instant;
import java.util.List;

/// How the remote control is.
public sealed interface RemoteState {
    /// Nobody is listened for.
    record Off() implements RemoteState {}

    /// @param port    that is listened on
    /// @param clients that have said the password, the one that came first first
    record Listening(int port, List<Client> clients) implements RemoteState {
        public Listening {
            clients = List.copyOf(clients);
        }
    }

    /// @param why in a sentence without a full stop
    record Failed(String why) implements RemoteState {}

    /// A program that controls the studio.
    ///
    /// @param address where it comes from
    record Client(String address, Instant since) {}
}
