package io.rostrum.studio.engine;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// The stream keys of the destinations in use, apart from their settings. Confined to one thread.
final class DestinationKeys {
    private final StoredSecrets secrets;
    /// By the destinations' ids, as they are kept.
    private final Map<String, String> kept = new HashMap<>();
    /// Ids of those that are being read.
    private final Set<String> awaited = new HashSet<>();
    /// Ids of those that could not be read, and may be another time.
    private final Set<String> missing = new HashSet<>();

    /// @param secrets where they are kept
    DestinationKeys(StoredSecrets secrets) {
        this.secrets = secrets;
    }

    /// These have keys that [#fetch] is to read.
    void expect(Collection<String> ids) {
        awaited.addAll(ids);
    }

    /// Reads the keys that are expected, on a thread of its own.
    ///
    /// @param found told each, on that thread; empty for one that is not there, or cannot be read
    void fetch(BiConsumer<String, Optional<String>> found) {
        secrets.fetch(awaited, found);
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
                secrets.put(id, key);
                kept.put(id, key);
                awaited.remove(id);
                missing.remove(id);
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
            secrets.forget(id, known);
        }
    }
}
