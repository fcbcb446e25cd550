package io.rostrum.studio.engine;

import io.rostrum.studio.keys.KeyVault;
import io.rostrum.studio.keys.SecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stream keys of the destinations in use, apart from their settings.
///
/// A key that was set goes into the vault at once, so that no crash loses it, and from there, on a thread of its own,
/// into the system's key store, which may ask its user to be opened. The vault forgets it only when the system has it;
/// so what the vault has is always the newer one. All but [#fetch]'s reading is confined to one thread.
final class DestinationKeys implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DestinationKeys.class);
    private static final long GOODBYE_SECONDS = 2;

    private final KeyVault vault;
    private final Optional<SecretStore> system;
    private final String folder;
    private final ExecutorService thread;
    /// By the destinations' ids, as they are kept.
    private final Map<String, String> kept = new HashMap<>();
    /// Ids of those that are being read.
    private final Set<String> awaited = new HashSet<>();
    /// Ids of those that could not be read, and may be another time.
    private final Set<String> missing = new HashSet<>();

    /// @param folder of the studio: another studio has other keys
    /// @param system the system's key store; empty where keys are to stay in the vault
    DestinationKeys(Path folder, Optional<SecretStore> system) {
        this(
                folder,
                system,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("rostrum-keys").daemon().factory()));
    }

    /// @param thread where the system's store is used, one task after the other; ended with this
    DestinationKeys(Path folder, Optional<SecretStore> system, ExecutorService thread) {
        this.thread = thread;
        this.vault = new KeyVault(folder);
        this.system = system;
        this.folder = folder.toAbsolutePath().normalize().toString();
    }

    /// {@return its name in the system's store, which knows the keys of all studios; the vault lies in the folder, and
    /// moves with it}
    private String name(String id) {
        return folder + "#" + id;
    }

    /// These have keys that [#fetch] is to read.
    void expect(Collection<String> ids) {
        awaited.addAll(ids);
    }

    /// Reads the keys that are expected, on a thread of its own.
    ///
    /// @param found told each, on that thread; empty for one that is not there, or cannot be read
    void fetch(BiConsumer<String, Optional<String>> found) {
        List<String> ids = List.copyOf(awaited);
        thread.execute(() -> ids.forEach(id -> found.accept(id, read(id))));
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

    /// Takes note of what was read.
    ///
    /// @return whether it is still wanted
    boolean arrived(String id, Optional<String> key) {
        if (!awaited.remove(id)) {
            return false;
        }
        key.ifPresentOrElse(found -> kept.put(id, found), () -> missing.add(id));
        return true;
    }

    /// {@return ids of destinations whose keys are kept, or are being read, or could not be read}
    List<String> keyed() {
        Set<String> ids = new TreeSet<>(kept.keySet());
        ids.addAll(awaited);
        ids.addAll(missing);
        return List.copyOf(ids);
    }

    /// {@return whether a key is kept that could not be read}
    boolean isMissing(String id) {
        return missing.contains(id);
    }

    /// {@return whether a key is kept that has not been read}
    boolean isUnread(String id) {
        return awaited.contains(id) || missing.contains(id);
    }

    /// Others are in use from now on; those of before are kept.
    void others() {
        kept.clear();
        awaited.clear();
        missing.clear();
    }

    /// Keeps what is new, and forgets the keys of destinations that are gone.
    ///
    /// @return the same without their keys
    /// @throws IOException if the vault cannot be written; what was kept is kept still
    List<DestinationSetting> keep(List<DestinationSetting> destinations) throws IOException {
        Set<String> gone = new TreeSet<>(keyed());
        for (DestinationSetting destination : destinations) {
            String id = destination.id();
            String key = destination.key();
            if (!key.isEmpty() && !key.equals(kept.get(id))) {
                vault.put(id, key);
                kept.put(id, key);
                awaited.remove(id);
                missing.remove(id);
                thread.execute(() -> promote(id, key));
            }
            if (!key.isEmpty() || !kept.containsKey(id)) {
                gone.remove(id);
            }
        }
        forget(gone);
        return destinations.stream().map(destination -> destination.withKey("")).toList();
    }

    /// Forgets keys wherever they are.
    void forget(Collection<String> ids) {
        for (String id : ids) {
            String known = kept.remove(id);
            awaited.remove(id);
            missing.remove(id);
            thread.execute(() -> forget(id, known));
        }
    }

    /// Gives the system what the vault has.
    private void promote(String id, String key) {
        if (system.isEmpty()) {
            return;
        }
        try {
            system.get().put(name(id), key);
            vault.removeIf(id, key); // not another one that was set meanwhile
        } catch (IOException e) {
            log.info("[keys] a key stays in the vault: {}", e.getMessage());
        }
    }

    /// @param known the key; null if it was not read
    private void forget(String id, @Nullable String known) {
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
