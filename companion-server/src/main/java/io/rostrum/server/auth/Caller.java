package io.rostrum.server.auth;

import java.util.Optional;
import java.util.Set;

/// Who asks, as far as the server knows.
public sealed interface Caller {
    /// {@return its name, for the log of who did what}
    String shownName();

    /// {@return the account it acts for; empty for none}
    default Optional<String> account() {
        return switch (this) {
            case Person person -> Optional.of(person.accountId());
            case Token token -> Optional.of(token.accountId());
            case Nobody _, Operator _, Device _ -> Optional.empty();
        };
    }

    /// Somebody without an account, or one who has not said which.
    record Nobody() implements Caller {
        @Override
        public String shownName() {
            return "nobody";
        }
    }

    /// Somebody who has signed in with a browser.
    ///
    /// @param accountId which account
    /// @param sessionId which sign-in
    record Person(String accountId, String name, Role role, String sessionId) implements Caller {
        @Override
        public String shownName() {
            return name;
        }
    }

    /// A program with a token that somebody made for it.
    ///
    /// @param tokenId which token
    /// @param role    of the account that made it, as it is now
    record Token(String accountId, String name, Role role, String tokenId, Set<Scope> scopes) implements Caller {
        public Token {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String shownName() {
            return name + " (token)";
        }
    }

    /// A studio or encoder that was paired with this server. It may operate its own stream.
    ///
    /// @param stream the only one it may have to do with
    record Device(String deviceId, String name, StreamName stream) implements Caller {
        @Override
        public String shownName() {
            return name + " (device)";
        }
    }

    /// Whoever may read the data folder: the operator's token.
    record Operator() implements Caller {
        @Override
        public String shownName() {
            return "operator";
        }
    }
}
