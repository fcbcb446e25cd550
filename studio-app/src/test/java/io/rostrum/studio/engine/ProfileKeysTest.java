package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.keys.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Profiles that change while keys are still being read: none is lost.
final class ProfileKeysTest {
    private static final String OWN = DestinationSetting.OWN_SERVER;

    @TempDir
    Path folder;

    private final LiveDestinations destinations = new LiveDestinations(
            Optional::empty, new ForwardedDestinations(Optional::empty, "live", "studio-"), _ -> {}, System::nanoTime);
    private final LiveScenes scenes = new LiveScenes(
            SceneCollection.empty(),
            Showing.first(),
            Runnable::run,
            () -> UUID.randomUUID().toString(),
            () -> {
                throw new AssertionError("profiles have no pictures");
            },
            _ -> {});
    private DestinationKeys keys;
    private LiveLibrary library;

    @BeforeEach
    void aStudioWhoseKeysAreBeingRead() throws IOException {
        KeyVault vault = new KeyVault(folder);
        vault.put(OWN, "own-key");
        vault.put("t", "t-key");
        keys = new DestinationKeys(new StoredSecrets(folder, Optional.empty(), new SameThread()));
        OutputSetting output = new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", "/tmp", TrackSet.FIRST);
        StudioContents contents = new StudioContents(
                scenes,
                () -> {
                    throw new AssertionError("profiles have no pictures");
                },
                destinations,
                keys,
                new StudioContents.Encoding(() -> output, _ -> {}),
                () -> false);
        library = new LiveLibrary(
                new LibraryFiles(folder), LibrarySetting.FIRST, contents, () -> "unused", Runnable::run);
        destinations.set(new DestinationSetting(OWN, "My server", "", "", true));
        destinations.set(new DestinationSetting("t", "Twitch", "rtmp://h/app", "", true));
        destinations.awaitKeys(List.of(OWN, "t"));
        keys.expect(List.of(OWN, "t"));
    }

    @AfterEach
    void end() {
        destinations.close();
    }

    private void read() {
        keys.fetch((id, key) -> {
            if (keys.arrived(id, key)) {
                destinations.key(id, key);
            }
        });
    }

    private Optional<String> key(String id) {
        return destinations.setting(id).map(DestinationSetting::key);
    }

    @Test
    void aNewProfileAwaitsTheKeyOfTheBundledServerAndTheOldOneItsOwn() throws IOException {
        library.create(Shelf.PROFILE, "Other").join();
        assertThat(destinations.awaitsKey(OWN)).isTrue();
        read();
        assertThat(key(OWN)).contains("own-key");
        keys.keep(destinations.saved());

        library.use(Shelf.PROFILE, LibrarySetting.FIRST_NAME).join();
        read();
        assertThat(key("t")).contains("t-key");
        assertThat(key(OWN)).contains("own-key");
    }

    @Test
    void anImportedProfileAwaitsTheKeyOfTheBundledServer() throws IOException {
        Path file = folder.resolve("import.json");
        Files.writeString(
                file,
                SettingsFile.text(SavedProfile.of(
                        "Read",
                        List.of(new DestinationSetting("y", "YouTube", "rtmp://h/y", "", true)),
                        new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", "/tmp", TrackSet.FIRST),
                        List.of())));
        library.importFrom(file).join();
        read();
        assertThat(key(OWN)).contains("own-key");
        library.use(Shelf.PROFILE, LibrarySetting.FIRST_NAME).join();
        read();
        assertThat(key("t")).contains("t-key");
    }

    @Test
    void aProfileIsDuplicatedWhenItsKeysAreThere() throws IOException {
        assertThatThrownBy(() -> library.duplicate(Shelf.PROFILE, "Copy").join())
                .hasMessageContaining("the stream key of “Twitch” has not been read");
        assertThat(library.names(Shelf.PROFILE).all()).containsExactly(LibrarySetting.FIRST_NAME);
        read();
        library.duplicate(Shelf.PROFILE, "Copy").join();
        assertThat(destinations.saved())
                .filteredOn(place -> place.name().equals("Twitch"))
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.id()).isNotEqualTo("t");
                    assertThat(copy.key()).isEqualTo("t-key");
                });
        keys.keep(destinations.saved());
        library.use(Shelf.PROFILE, LibrarySetting.FIRST_NAME).join();
        read();
        assertThat(key("t")).contains("t-key");
    }
}
