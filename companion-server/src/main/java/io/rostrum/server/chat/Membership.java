package io.rostrum.server.chat;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.data.DatabaseException;
import java.util.Optional;

/// Says who one connection is of, as it is now.
@FunctionalInterface
interface Membership {
    /// {@return the person or device; empty once the session has ended or the device was revoked. Blocks}
    Optional<Caller> check() throws DatabaseException;
}
