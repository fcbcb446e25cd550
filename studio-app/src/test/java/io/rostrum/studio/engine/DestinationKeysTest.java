package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.rostrum.studio.keys.KeyVault;
import io.rostrum.studio.keys.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stream keys between the settings, the vault and the system's key store.
final class DestinationKeysTest {
    @TempDir
    Path folder;

    private final Store system = new Store();

    /// A system's key store that may be locked.
    private static final class Store implements SecretStore {
        private final Map<String, String> secrets = new ConcurrentHashMap<>();
        private volatile boolean locked;
        /// Comes down when the user has answered what the store asks.
        private volatile CountDownLatch answered = new CountDownLatch(0);

        private void requireOpen() throws IOException {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (locked) {
                throw new IOException("it is locked");
            }
        }

        @Override
        public Optional<String> get(String name) throws IOException {
            requireOpen();
            return Optional.ofNullable(secrets.get(name));
        }

        @Override
        public void put(String name, String secret) throws IOException {
            requireOpen();
            secrets.put(name, secret);
        }

        @Override
        public void remove(String name) throws IOException {
            requireOpen();
            secrets.remove(name);
        }
    }

    private DestinationKeys keys() {
        return new DestinationKeys(new StoredSecrets(folder, Optional.of(system), new SameThread()));
    }

    private static DestinationKeys vaultOnly(Path folder) {
        return new DestinationKeys(new StoredSecrets(folder, Optional.empty(), new SameThread()));
    }

    private static DestinationSetting place(String id, String key) {
        return new DestinationSetting(id, "Name of " + id, "rtmp://h/app", key, true);
    }

    private Optional<String> inVault(String id) throws IOException {
        return new KeyVault(folder).get(id);
    }

    /// {@return what another studio on the folder reads}
    private Map<String, Optional<String>> read(String... ids) {
        Map<String, Optional<String>> found = new ConcurrentHashMap<>();
        DestinationKeys keys = keys();
        keys.expect(List.of(ids));
        keys.fetch(found::put);
        return new HashMap<>(found);
    }

    @Test
    void aKeyGoesThroughTheVaultIntoTheSystemsStore() throws IOException {
        DestinationKeys keys = keys();
        assertThat(keys.keep(List.of(place("a", "k-a"), place("b", ""))))
                .containsExactly(place("a", ""), place("b", ""));
        assertThat(keys.keyed()).containsExactly("a");
        assertThat(system.secrets.values()).containsExactly("k-a");
        assertThat(inVault("a")).isEmpty();
        assertThat(read("a", "b")).containsEntry("a", Optional.of("k-a")).containsEntry("b", Optional.empty());
    }

    @Test
    void aStoreThatAsksItsUserHoldsNobodyUp() throws Exception {
        system.answered = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            DestinationKeys keys = new DestinationKeys(new StoredSecrets(folder, Optional.of(system), thread));
            keys.keep(List.of(place("a", "k-a")));
            assertThat(inVault("a")).contains("k-a");
            assertThat(system.secrets).isEmpty();
            system.answered.countDown();
        }
        assertThat(system.secrets.values()).containsExactly("k-a");
        assertThat(inVault("a")).isEmpty();
    }

    @Test
    void theVaultMovesWithItsFolder(@TempDir Path parent) throws IOException {
        Path before = Files.createDirectory(parent.resolve("before"));
        DestinationKeys keys = vaultOnly(before);
        keys.keep(List.of(place("a", "k-a")));
        Path after = Files.move(before, parent.resolve("after"));
        Map<String, Optional<String>> found = new ConcurrentHashMap<>();
        DestinationKeys moved = vaultOnly(after);
        moved.expect(List.of("a"));
        moved.fetch(found::put);
        assertThat(found).containsEntry("a", Optional.of("k-a"));
    }

    @Test
    void aLockedStoreLeavesItInTheVaultUntilItIsOpen() throws IOException {
        system.locked = true;
        DestinationKeys keys = keys();
        keys.keep(List.of(place("a", "k-a")));
        assertThat(inVault("a")).contains("k-a");
        assertThat(inVault("a")).contains("k-a");
        assertThat(read("a")).containsEntry("a", Optional.of("k-a"));

        system.locked = false;
        assertThat(read("a")).containsEntry("a", Optional.of("k-a"));
        assertThat(system.secrets.values()).containsExactly("k-a");
        assertThat(inVault("a")).isEmpty();
    }

    @Test
    void aKeyThatCannotBeReadNowIsReadAnotherTime() throws IOException {
        DestinationKeys first = keys();
        first.keep(List.of(place("a", "k-a")));
        system.locked = true;
        DestinationKeys second = keys();
        second.expect(List.of("a"));
        assertThat(second.keep(List.of(place("a", "")))).containsExactly(place("a", ""));
        assertThat(second.arrived("a", Optional.empty())).isTrue();
        second.keep(List.of(place("a", "")));
        assertThat(second.keyed()).as("it is asked for again at the next start").containsExactly("a");
        system.locked = false;
        assertThat(read("a")).containsEntry("a", Optional.of("k-a"));
    }

    @Test
    void aDestinationTakesItsKeyWithItAndAnotherProfilesStays() throws IOException {
        DestinationKeys keys = keys();
        keys.keep(List.of(place("a", "k-a"), place("b", "k-b"), place("c", "k-c")));
        keys.keep(List.of(place("a", "k-a"), place("c", "")));
        assertThat(system.secrets.values()).containsExactly("k-a");

        keys.others();
        keys.keep(List.of(place("d", "k-d")));
        assertThat(keys.arrived("a", Optional.of("k-a")))
                .as("it is wanted no more")
                .isFalse();
        keys.keep(List.of(place("d", "k-d")));
        assertThat(system.secrets.values()).containsExactlyInAnyOrder("k-a", "k-d");
    }

    @Test
    void noFileOfTheStudioHasAKeyThatAnOlderFileHad() throws Exception {
        Path file = folder.resolve("settings.json");
        StudioSettings old = StudioSettings.fresh()
                .withDestinations(List.of(place("own-server", "own-key-1"), place("a", "k-a-secret")), List.of());
        Files.writeString(file, new Gson().toJson(old));
        SettingsFile.Loaded loaded = new SettingsFile(file).load();
        StoredSecrets secrets = new StoredSecrets(folder, Optional.empty(), new SameThread());
        DestinationKeys keys = new DestinationKeys(secrets);
        SettingsKeeper keeper = new SettingsKeeper(
                new SettingsFile(file), keys, new RemotePassword(secrets), loaded.settings(), new Notices());
        keeper.keep(loaded.settings(), /* last= */ false);

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(one, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(one.toString())
                        .doesNotContain("own-key-1")
                        .doesNotContain("k-a-secret");
            }
        }
        StudioSettings now = new SettingsFile(file).load().settings();
        assertThat(now.shelf().keyed()).containsExactly("a", "own-server");
        assertThat(now.destinations()).containsExactly(place("own-server", ""), place("a", ""));
        assertThat(inVault("a")).contains("k-a-secret");
        assertThat(inVault("own-server")).contains("own-key-1");
    }
}
