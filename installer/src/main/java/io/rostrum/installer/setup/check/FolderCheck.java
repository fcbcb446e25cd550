package io.rostrum.installer.setup.check;

import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether folders can be used.
public final class FolderCheck {
    /// An hour of a 2.5 Mbit/s recording.
    private static final long WANTED_DATA_BYTES = 1_125_000_000L;

    private static final long WANTED_PROGRAM_BYTES = 700L << 20;

    private FolderCheck() {}

    /// {@return the absolute path that a text names, or empty if it names none}
    ///
    /// @param home what `~` stands for
    public static Optional<Path> parse(String text, Path home) {
        String given = text.strip();
        try {
            if (given.equals("~") || given.startsWith("~/")) {
                return Optional.of(home.resolve(given.substring(Math.min(2, given.length())))
                        .normalize());
            }
            Path path = Path.of(given);
            return path.isAbsolute() && path.getNameCount() > 0 ? Optional.of(path.normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Looks at the folder for the server's data.
    public static Verdict data(Path folder, Path prefix) {
        if (folder.startsWith(prefix)) {
            return Verdict.problem(
                    "The data would lie among the programs, which an upgrade replaces; choose another folder.");
        }
        if (prefix.startsWith(folder)) {
            return Verdict.problem("The programs would lie among the data; choose another folder.");
        }
        return usable(
                folder,
                WANTED_DATA_BYTES,
                Files.isDirectory(folder) ? "Is there and can be written." : "Will be made.");
    }

    /// Looks at the folder for the programs.
    public static Verdict prefix(Path folder, Image image) {
        try {
            if (Manifest.in(folder).isPresent()) {
                return usable(
                        folder, WANTED_PROGRAM_BYTES, "Holds an installation, which will be replaced; the data stays.");
            }
        } catch (IOException e) {
            return Verdict.problem(e.getMessage() + "; choose another folder.");
        }
        if (folder.startsWith(image.root())) {
            return Verdict.problem("This is where the set-up itself lies; choose another folder.");
        }
        if (isFilled(folder)) {
            return Verdict.problem("The folder holds something else; choose an empty one or a new name.");
        }
        return usable(
                folder, WANTED_PROGRAM_BYTES, Files.isDirectory(folder) ? "Is there and empty." : "Will be made.");
    }

    private static boolean isFilled(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isPresent();
        } catch (IOException e) {
            return false; // said by the next check: it cannot be written either
        }
    }

    private static Verdict usable(Path folder, long wantedBytes, String words) {
        Path nearest = nearest(folder);
        if (!Files.isDirectory(nearest)) {
            return Verdict.problem(nearest + " is a file; choose another folder.");
        }
        if (!Files.isWritable(nearest)) {
            return Verdict.problem("You may not write to " + nearest + "; choose another folder.");
        }
        try {
            long free = Files.getFileStore(nearest).getUsableSpace();
            return free < wantedBytes
                    ? Verdict.note("%s Only %.1f GB are free there.".formatted(words, free / 1e9))
                    : Verdict.good("%s %.0f GB are free there.".formatted(words, free / 1e9));
        } catch (IOException e) {
            return Verdict.note(words + " How much is free there cannot be read.");
        }
    }

    /// {@return the folder, or the nearest one above it that is there}
    private static Path nearest(Path folder) {
        Path parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : nearest(parent);
    }
}
