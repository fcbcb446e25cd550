package io.rostrum.effects.color;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Files of colour tables: `.cube` ([CubeText]) and pictures ([LutPicture]). They are told by what is in them.
public final class LutFile {
    /// The signature of a PNG (PNG, third edition, 5.2).
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

    private LutFile() {}

    /// Looks at a file's head, without reading the table.
    ///
    /// @throws IOException in words for the user, if it cannot be read or is no table by its head
    public static void require(Path file) throws IOException {
        if (isPng(file)) {
            LutPicture.require(file);
        } else {
            CubeText.require(file);
        }
    }

    /// {@return the table of a file}
    ///
    /// @throws UncheckedIOException in words for the user, if it cannot be read or is no table; with the line, if
    ///                              it is text
    public static Lut read(Path file) {
        try {
            return isPng(file) ? LutPicture.read(file) : CubeText.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static boolean isPng(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IOException(file + " (expected: a .cube or .png file that can be read)");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PNG.length), PNG);
        }
    }
}
