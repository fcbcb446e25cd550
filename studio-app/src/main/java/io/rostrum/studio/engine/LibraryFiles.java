package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.push.file.OwnedFile;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scene collections and profiles that are not in use: a file each, found by the name in it. A file that cannot be
/// read is left as it is, and never written over.
final class LibraryFiles {
    private static final Logger log = LoggerFactory.getLogger(LibraryFiles.class);
    private static final int MOST_BYTES = 64 << 20;
    private static final int NAME_LETTERS = 40;

    private final Path folder;

    /// @param folder of the studio
    LibraryFiles(Path folder) {
        this.folder = folder;
    }

    private Path shelf(Shelf shelf) {
        return folder.resolve(
                switch (shelf) {
                    case COLLECTION -> "collections";
                    case PROFILE -> "profiles";
                });
    }

    /// Names for people, and after them what keeps those apart that differ in other letters only.
    private Path file(Shelf shelf, String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}]+", "-");
        String shown = plain.substring(0, Math.min(plain.length(), NAME_LETTERS));
        return shelf(shelf).resolve(shown + "-" + Integer.toHexString(name.hashCode()) + ".json");
    }

    /// {@return what is in a folder and can be read}
    List<String> names(Shelf shelf) throws IOException {
        try (Stream<Path> files = Files.list(shelf(shelf))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(file -> nameIn(shelf, file).stream())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static Optional<String> nameIn(Shelf shelf, Path file) {
        try {
            return Optional.of(
                    switch (shelf) {
                        case COLLECTION -> parseCollection(text(file)).name();
                        case PROFILE -> parseProfile(text(file)).name();
                    });
        } catch (UnusableException | IOException e) {
            log.warn("[studio] {} is of no use: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /// @throws IOException in a sentence
    static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(tr("{0} is too large (expected: {1} MiB at most).", file, MOST_BYTES >> 20));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException(tr("{0} is not there.", file), e);
        } catch (CharacterCodingException e) {
            throw new IOException(tr("{0} is no text (expected: JSON).", file), e);
        }
    }

    static SavedCollection parseCollection(String text) throws UnusableException {
        SavedCollection read = SettingsFile.read(text, SavedCollection.class);
        named(read.name());
        SettingsFile.check(read.asSettings());
        return read;
    }

    static SavedProfile parseProfile(String text) throws UnusableException {
        SavedProfile read = SettingsFile.read(text, SavedProfile.class);
        named(read.name());
        SettingsFile.check(read.asSettings());
        return read;
    }

    private static void named(@Nullable String name) throws UnusableException {
        if (name == null || name.isBlank()) {
            throw new UnusableException("has no name");
        }
    }

    /// @throws IOException in a sentence, if it is not there or cannot be used
    SavedCollection collection(String name) throws IOException {
        return read(file(Shelf.COLLECTION, name), name, LibraryFiles::parseCollection);
    }

    /// @throws IOException in a sentence, if it is not there or cannot be used
    SavedProfile profile(String name) throws IOException {
        return read(file(Shelf.PROFILE, name), name, LibraryFiles::parseProfile);
    }

    /// Reads a text.
    private interface Reader<T> {
        T read(String text) throws UnusableException;
    }

    private static <T> T read(Path file, String name, Reader<T> reader) throws IOException {
        try {
            return reader.read(text(file));
        } catch (UnusableException e) {
            throw new IOException(
                    tr("“{0}” {1}. Its file is {2}.", name, said(String.valueOf(e.getMessage())), file), e);
        }
    }

    /// @throws IOException if the disk refuses
    void put(SavedCollection collection) throws IOException {
        put(Shelf.COLLECTION, collection.name(), SettingsFile.text(collection));
    }

    /// @throws IOException if the disk refuses
    void put(SavedProfile profile) throws IOException {
        put(Shelf.PROFILE, profile.name(), SettingsFile.text(profile));
    }

    private void put(Shelf shelf, String name, String text) throws IOException {
        Path file = file(shelf, name);
        Files.createDirectories(shelf(shelf));
        if (Files.exists(file) && nameIn(shelf, file).isEmpty()) {
            OwnedFile.keepAside(file);
        }
        OwnedFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws IOException if the disk refuses
    void remove(Shelf shelf, String name) throws IOException {
        Files.deleteIfExists(file(shelf, name));
    }
}
