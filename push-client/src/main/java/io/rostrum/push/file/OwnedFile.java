package io.rostrum.push.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read.
public final class OwnedFile {
    private OwnedFile() {}

    /// Writes a file beside the old one and moves it over that, so that a crash leaves the one or the other,
    /// whole.
    ///
    /// @param file in a folder that is there
    /// @throws IOException if the disk refuses; the old file is still there
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = folder(file);
        Path aside = Files.createTempFile(folder, "rostrum", ".tmp", ownerOnly(folder));
        try {
            try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /// Moves a file to a name beside it that is free, so that nothing overwrites it.
    ///
    /// @return where it is kept: the same name with `.unreadable` behind it, and a number where that is taken
    public static Path keepAside(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        for (int i = 2; Files.exists(aside); i++) {
            aside = file.resolveSibling(file.getFileName() + ".unreadable-" + i);
        }
        Files.move(file, aside);
        return aside;
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException("file: " + file + " (expected: in a folder)");
        }
        return parent;
    }

    /// {@return what a file is made with in a folder; nothing where the disk knows no such permissions}
    public static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
