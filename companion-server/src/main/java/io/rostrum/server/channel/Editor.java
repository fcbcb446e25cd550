package io.rostrum.server.channel;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import java.util.Optional;

/// Who wants to change channels, and what that one may.
///
/// @param accountId empty for whoever has the operator's token
/// @param role      of the account
record Editor(Optional<String> accountId, Role role) {
    static Editor of(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> new Editor(Optional.of(person.accountId()), person.role());
            case Caller.Token token -> new Editor(Optional.of(token.accountId()), token.role());
            case Caller.Operator _ -> new Editor(Optional.empty(), Role.OWNER);
            case Caller.Device _, Caller.Nobody _ -> new Editor(Optional.empty(), Role.VIEWER);
        };
    }

    /// {@return whether every channel, and whose each is}
    boolean mayAll() {
        return role.isAtLeast(Role.MODERATOR);
    }

    /// {@return whether a channel that there is none of yet, which is its own then}
    boolean mayCreate() {
        return role.isAtLeast(Role.TEACHER);
    }

    boolean mayEdit(Channel channel) {
        return mayAll() || (accountId.isPresent() && accountId.equals(channel.ownerId()));
    }
}
