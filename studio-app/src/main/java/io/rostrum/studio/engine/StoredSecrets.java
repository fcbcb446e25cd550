package io.rostrum.studio.engine;

import io.rostrum.studio.keys.KeyVault;
import io.rostrum.studio.keys.SecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The secrets of a studio by their ids, in the vault and in the system's key store.
///
/// One that is new goes into the vault at once, so that no crash loses it, and from there, on a thread of its
/// own, into the system's key store, which may ask its user to be opened. The vault forgets it only when the
/// system has it; so what the vault has is always the newer one. Thread-safe.
final class StoredSecrets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoredSecrets.class);
    private static final long GOODBYE_SECONDS = 2;

    private final KeyVault vault;
    private final Optional<SecretStore> system;
    private final String folder;
    private final ExecutorService thread;

    /// @param folder of the studio: another studio has other secrets
    /// @param system the system's key store; empty where secrets are to stay in the vault
    StoredSecrets(Path folder, Optional<SecretStore> system) {
        this(
                folder,
                system,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("rostrum-keys").daemon().factory()));
    }

    /// @param thread where the system's store is used, one task after the other; ended with this
    StoredSecrets(Path folder, Optional<SecretStore> system, ExecutorService thread) {
        this.vault = new KeyVault(folder);
        this.system = system;
        this.folder = folder.toAbsolutePath().normalize().toString();
        this.thread = thread;
    }

    /// {@return its name in the system's store, which knows the secrets of all studios; the vault lies in the
    /// folder, and moves with it}
    private String name(String id) {
        return folder + "#" + id;
    }

    /// Keeps a secret from now on.
    ///
    /// @throws IOException if the vault cannot be written; what was kept is kept still
    void put(String id, String secret) throws IOException {
        vault.put(id, secret);
        thread.execute(() -> promote(id, secret));
    }

    /// Reads secrets, on a thread of its own.
    ///
    /// @param found told each, on that thread; empty for one that is not there, or cannot be read
    void fetch(Collection<String> ids, BiConsumer<String, Optional<String>> found) {
        List<String> wanted = List.copyOf(ids);
        thread.execute(() -> wanted.forEach(id -> found.accept(id, read(id))));
    }

    private Optional<String> read(String id) {
        try {
            Optional<String> newest = vault.get(id);
            if (newest.isPresent()) {
                promote(id, newest.get());
                return newest;
            }
        } catch (IOException e) {
            log.warn("[keys] {}", e.getMessage());
        }
        try {
            return system.isPresent() ? system.get().get(name(id)) : Optional.empty();
        } catch (IOException e) {
            log.warn("[keys] {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Gives the system what the vault has.
    private void promote(String id, String secret) {
        if (system.isEmpty()) {
            return;
        }
        try {
            system.get().put(name(id), secret);
            vault.removeIf(id, secret); // not another one that was set meanwhile
        } catch (IOException e) {
            log.info("[keys] a key stays in the vault: {}", e.getMessage());
        }
    }

    /// Forgets a secret wherever it is.
    ///
    /// @param known the secret; null if it was not read
    void forget(String id, @Nullable String known) {
        thread.execute(() -> forgetNow(id, known));
    }

    private void forgetNow(String id, @Nullable String known) {
        try {
            if (known == null) {
                vault.remove(id);
            } else {
                vault.removeIf(id, known); // not another one that was set meanwhile
            }
            if (system.isPresent()) {
                system.get().remove(name(id));
            }
        } catch (IOException e) {
            log.warn("[keys] a key that is needed no more may still be there: {}", e.getMessage());
        }
    }

    /// Waits a moment for what is being kept; what the system does not take in time stays in the vault.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                log.info("[keys] the key store of this computer is slow; the vault keeps what it has not taken");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
