package io.rostrum.server.chat;

import io.rostrum.server.auth.Role;
import java.time.Instant;
import java.util.Optional;

/// One message. Immutable.
///
/// @param id           increases within a stream, also over restarts; at least the milliseconds since
/// 1970 of `at`
/// @param at           when it came
/// @param streamMillis since the broadcast began; -1 while there was none
/// @param author       as [Speaker#author()]
/// @param nick         name that is shown
/// @param role         of the account; empty for a guest
/// @param address      where it came from, as [Speaker#address()]; empty once that was forgotten
/// @param text         as [ChatText#clean] makes it
record ChatMessage(
        long id,
        Instant at,
        long streamMillis,
        String author,
        String nick,
        Optional<Role> role,
        String address,
        String text) {
    boolean isOfGuest() {
        return role.isEmpty();
    }
}
