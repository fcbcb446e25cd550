package io.rostrum.studio.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The password of the remote control, apart from the settings. Thread-safe.
final class RemotePassword {
    private static final String ID = "remote-control";

    private final StoredSecrets secrets;
    private volatile String kept = "";

    /// @param secrets where it is kept
    RemotePassword(StoredSecrets secrets) {
        this.secrets = secrets;
    }

    /// Keeps the password if it is a new one.
    ///
    /// @return the same without it
    /// @throws IOException if the vault cannot be written; what was kept is kept still
    RemoteSetting keep(RemoteSetting now) throws IOException {
        String password = now.password();
        if (password.isEmpty()) {
            return now;
        }
        if (!password.equals(kept)) {
            secrets.put(ID, password);
            kept = password;
        }
        return now.asKept();
    }

    /// Reads the password where the desk awaits it, on a thread of its own.
    void fetch(RemoteDesk desk) {
        if (desk.setting().kept()) {
            secrets.fetch(List.of(ID), (_, found) -> take(desk, found));
        }
    }

    private void take(RemoteDesk desk, Optional<String> found) {
        kept = found.orElse("");
        desk.read(found);
    }
}
