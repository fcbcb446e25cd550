package io.rostrum.server.channel;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import java.util.Optional;

/// Who wants to change channels, and what that one may.
///
/// @param accountId empty for whoever has the operator's token, and for devices
/// @param role      of the account
/// @param described the stream that a device may describe; empty for people
record Editor(Optional<String> accountId, Role role, Optional<StreamName> described) {
    /// Somebody who is no device.
    Editor(Optional<String> accountId, Role role) {
        this(accountId, role, Optional.empty());
    }

    static Editor of(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> new Editor(Optional.of(person.accountId()), person.role());
            case Caller.Token token -> new Editor(Optional.of(token.accountId()), token.role());
            case Caller.Operator _ -> new Editor(Optional.empty(), Role.OWNER);
            case Caller.Device device -> new Editor(Optional.empty(), Role.VIEWER, Optional.of(device.stream()));
            case Caller.Nobody _ -> new Editor(Optional.empty(), Role.VIEWER);
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

    /// {@return whether what a stream says of itself, and nothing else of its channel}
    boolean mayDescribe(StreamName stream) {
        return described.filter(stream::equals).isPresent();
    }

    boolean mayEdit(Channel channel) {
        return mayAll() || (accountId.isPresent() && accountId.equals(channel.ownerId()));
    }
}
