package io.rostrum.server.auth;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who may use a route at least.
///
/// @param role  empty for everybody, also without an account
/// @param scope what a token must be good for; empty for what only a person who has signed in may do
/// @param ofDevices whether a device may besides, of its own stream
public record Access(Optional<Role> role, Optional<Scope> scope, boolean ofDevices) {
    /// Everybody.
    public static final Access PUBLIC = new Access(Optional.empty(), Optional.empty());

    /// What devices may do all of, of their own stream, which is looked at besides.
    private static final Set<Scope> OF_DEVICES = EnumSet.of(Scope.READ, Scope.MODERATE);

    /// What is no matter of devices.
    public Access(Optional<Role> role, Optional<Scope> scope) {
        this(role, scope, false);
    }

    /// {@return whether `caller` may}
    public boolean allows(Caller caller) {
        if (role.isEmpty()) {
            return true;
        }
        return switch (caller) {
            case Caller.Nobody _ -> false;
            case Caller.Person person -> person.role().isAtLeast(role.get());
            case Caller.Token token ->
                token.role().isAtLeast(role.get())
                        && scope.map(token.scopes()::contains).orElse(false);
            case Caller.Device _ ->
                ofDevices
                        || (Role.MODERATOR.isAtLeast(role.get())
                                && scope.filter(OF_DEVICES::contains).isPresent());
            case Caller.Operator _ -> scope.isPresent();
        };
    }
}
