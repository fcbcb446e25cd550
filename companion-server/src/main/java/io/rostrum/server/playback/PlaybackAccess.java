package io.rostrum.server.playback;

import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import java.util.Optional;

/// Who may watch one stream. Immutable.
///
/// @param leastRole of members
/// @param password  as Argon2id; empty where there is none
/// @param rules     besides
/// @param encrypted whether segments of HLS are encrypted, where not anyone may watch
/// @param epoch     the version at which all that was given before ended
/// @param version   grows with each change; 0 where nothing was ever set
record PlaybackAccess(
        StreamName stream,
        Watchers watchers,
        Role leastRole,
        Optional<String> password,
        StreamRules rules,
        boolean encrypted,
        long epoch,
        long version) {
    /// {@return of a stream of which nobody has said anything}
    static PlaybackAccess open(StreamName stream) {
        return new PlaybackAccess(
                stream, Watchers.ANYONE, Role.VIEWER, Optional.empty(), StreamRules.NONE, false, 0, 0);
    }

    boolean isOpen() {
        return watchers == Watchers.ANYONE;
    }
}
