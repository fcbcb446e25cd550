package io.rostrum.server.auth;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// The stream keys that are valid, to be asked often: their file is read only when it has changed. Blocks on the disk.
/// Confined to one thread.
public final class ValidKeys {
    private final StreamKeys keys;
    private Optional<StreamKeys.Version> version = Optional.empty();
    private Set<KeyId> valid = Set.of();

    public ValidKeys(StreamKeys keys) {
        this.keys = keys;
    }

    /// {@return the keys valid now}
    public Set<KeyId> now() throws IOException {
        Optional<StreamKeys.Version> found =
                keys.version(); // before the file is read: what changes then is seen next time
        if (!found.equals(version)) {
            valid = keys.ids();
            version = found;
        }
        return valid;
    }
}
