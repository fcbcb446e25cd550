package io.rostrum.effects.color;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Keeps the table read last, so that another strength of it needs no reading. Thread-safe.
public final class LutShelf {
    private final AtomicReference<@Nullable Kept> last = new AtomicReference<>();

    private record Kept(Path file, FileTime changed, long bytes, Lut lut) {}

    /// {@return the table of a file, read anew if it is another or was changed}
    ///
    /// @throws UncheckedIOException as [LutFile#read] does
    public Lut read(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long bytes = Files.size(file);
            Kept kept = last.get();
            if (kept == null || !kept.file.equals(file) || !kept.changed.equals(changed) || kept.bytes != bytes) {
                kept = new Kept(file, changed, bytes, LutFile.read(file));
                last.set(kept);
            }
            return kept.lut;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " (expected: a file that can be read)", e);
        }
    }
}
