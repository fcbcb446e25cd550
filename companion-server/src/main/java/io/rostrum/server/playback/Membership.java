package io.rostrum.server.playback;

import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.Request;
import java.util.Optional;

/// The classes of streams, as far as the gate has to do with them: who may be in the class that a stream
/// is of.
///
/// Asked for each request of such a viewer, on event loops, so it must answer from memory. Whoever keeps
/// rosters calls [Playback#recheck()] when somebody may be in a class no longer; without that call it
/// takes effect within two seconds. Thread-safe.
public interface Membership {
    /// How somebody stands to a class.
    enum Place {
        /// May watch.
        IN,
        /// Belongs to it, and may not be in yet: it has not begun, or is at its door.
        AT_THE_DOOR,
        OUTSIDE
    }

    /// {@return whether a stream has a class}
    boolean has(StreamName stream);

    /// {@return how an account stands to the class of a stream}
    ///
    /// @param role that it has now
    Place account(StreamName stream, String accountId, Role role);

    /// {@return what a guest of classes is known by, who has no account; empty where the request is of
    /// none}
    Optional<String> guest(Request request);

    /// {@return how a guest stands to the class of a stream}
    ///
    /// @param guest as [#guest(Request)] gave it
    Place guest(StreamName stream, String guest);
}
