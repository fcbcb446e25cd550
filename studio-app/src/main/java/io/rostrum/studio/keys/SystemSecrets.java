package io.rostrum.studio.keys;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The key store of the system and its user: the Secret Service (or KWallet) over D-Bus on Linux, the Keychain on
/// macOS, the Credential Manager on Windows. It is opened at its first use, and that is tried anew until it succeeds.
public final class SystemSecrets implements SecretStore {
    private static final String SERVICE = "Rostrum";

    private @Nullable Keyring keyring;

    private Keyring open() throws IOException {
        Keyring open = keyring;
        if (open == null) {
            try {
                open = Keyring.create();
            } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
                throw new IOException("this computer has no key store that is open to programs", e);
            }
            keyring = open;
        }
        return open;
    }

    @Override
    public synchronized Optional<String> get(String name) throws IOException {
        try {
            return Optional.ofNullable(open().getPassword(SERVICE, name));
        } catch (PasswordAccessException _) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    @Override
    public synchronized void put(String name, String secret) throws IOException {
        try {
            open().setPassword(SERVICE, name, secret);
            if (!secret.equals(open().getPassword(SERVICE, name))) {
                throw new IOException("the key store of this computer did not keep a key");
            }
        } catch (PasswordAccessException | RuntimeException e) {
            throw refused(e);
        }
    }

    @Override
    public synchronized void remove(String name) throws IOException {
        try {
            open().deletePassword(SERVICE, name);
        } catch (PasswordAccessException _) {
            // it was not there
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private static IOException refused(Exception cause) {
        return new IOException("the key store of this computer refused", cause);
    }
}
