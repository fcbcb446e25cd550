package io.rostrum.studio.chat;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What somebody has said.
///
/// @param id   increases within a room
/// @param at   by the server's clock
/// @param text up to 500 code points
public record ChatMessage(long id, Instant at, String nick, Role role, String text) {
    /// What the server lets somebody do, the least first.
    public enum Role {
        GUEST,
        VIEWER,
        STUDENT,
        TEACHER,
        MODERATOR,
        OWNER;

        /// {@return the role of a name in the protocol; guests have none, and what is not known counts
        /// as little}
        static Role of(@Nullable String name) {
            for (Role role : values()) {
                if (role != GUEST && role.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return role;
                }
            }
            return GUEST;
        }
    }

    /// {@return whether a device may moderate whoever said it: those below the role of a teacher, which
    /// it has itself}
    public boolean isModerated() {
        return role.compareTo(Role.TEACHER) < 0;
    }
}
