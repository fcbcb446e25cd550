package io.rostrum.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Temporary folders of tests and of their peers, which are deleted by whoever made them.
public final class Folders {
    private Folders() {}

    /// {@return a new one}
    ///
    /// @param name to know it by
    public static Path create(String name) {
        try {
            return Files.createTempDirectory("rostrum-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes it with all that is in it; what cannot be deleted stays.
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
