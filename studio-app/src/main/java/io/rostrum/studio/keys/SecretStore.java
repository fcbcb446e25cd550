package io.rostrum.studio.keys;

import java.io.IOException;
import java.util.Optional;

/// Secrets by their names. Thread-safe. Every call may block: a system may ask its user to open its store first.
public interface SecretStore {
    /// {@return the secret of that name; empty where there is none, or none that this program may see}
    ///
    /// @throws IOException if the store cannot be used, in words
    Optional<String> get(String name) throws IOException;

    /// Keeps a secret in the place of the one of that name. It is kept for good when this returns.
    ///
    /// @throws IOException if the store cannot be used, in words
    void put(String name, String secret) throws IOException;

    /// Forgets the secret of that name, if there is one.
    ///
    /// @throws IOException if the store cannot be used, in words
    void remove(String name) throws IOException;
}
