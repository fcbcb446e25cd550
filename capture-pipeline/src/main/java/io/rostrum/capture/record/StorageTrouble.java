package io.rostrum.capture.record;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/// Why a file cannot be written, in words for people.
///
/// @param reason what happened, a sentence
/// @param remedy what to do, a sentence
record StorageTrouble(String reason, String remedy) {
    private static final long MEBI = 1 << 20;

    /// @param trouble an IOException, or the ReadOnlyFileSystemException of a file system
    static StorageTrouble of(Exception trouble, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        String message = String.valueOf(trouble.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return new StorageTrouble(
                    "The disk of " + folder + " is full.", "Free some space, or record to another disk.");
        }
        if (trouble instanceof ReadOnlyFileSystemException || lower.contains("read-only")) {
            return new StorageTrouble(
                    "The disk of " + folder + " can only be read.", "Record to a folder on another disk.");
        }
        return switch (trouble) {
            case DiskNearlyFullException full ->
                new StorageTrouble(
                        "The disk of " + folder + " has " + full.usableBytes() / MEBI + " MiB left, and "
                                + full.reserveBytes() / MEBI + " MiB are to stay free.",
                        "Free some space, or record to another disk.");
            case NoSuchFileException _, NotDirectoryException _ ->
                new StorageTrouble("There is no folder " + folder + ".", "Make it, or record to another folder.");
            case AccessDeniedException _ ->
                new StorageTrouble(
                        "Writing to " + folder + " is not allowed.",
                        "Record to a folder of yours, or change who may write to this one.");
            default ->
                new StorageTrouble(
                        "The file " + file + " could not be written: " + message + ".",
                        "Look whether the disk is still there and healthy, or record to another one.");
        };
    }

    @Override
    public String toString() {
        return reason + " " + remedy;
    }
}
