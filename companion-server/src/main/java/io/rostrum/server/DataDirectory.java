package io.rostrum.server;

import io.rostrum.server.auth.OperatorAccess;
import io.rostrum.server.data.Database;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder that holds everything the server keeps.
///
/// @param path exists
record DataDirectory(Path path) {
    /// Makes the folder where it is missing and tries whether it can be written.
    ///
    /// @throws IOException if it cannot; in words for the operator
    static DataDirectory open(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "data folder " + path + ": it or a folder above it is a file (expected: a folder)", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "data folder " + path
                            + ": may not be made (expected: a place this user may write; choose one with --data)",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "data folder " + path
                            + ": cannot be made (expected: a place this user may write; choose one with --data)",
                    e);
        }
        DataDirectory directory = new DataDirectory(path);
        Optional<String> problem = directory.problem();
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
        return directory;
    }

    /// Looks whether a server has run with a folder, and makes nothing in it.
    ///
    /// @throws IOException if none has, in words
    static void mustHaveServed(Path folder) throws IOException {
        Path database = Database.file(folder);
        boolean served = Files.exists(database) ? Database.isOurs(database) : OperatorAccess.isIn(folder);
        if (!served) {
            throw new IOException("data folder " + folder.toAbsolutePath().normalize()
                    + ": no database of Rostrum's there (expected: the folder of a server that has run; --data or --config"
                    + " says which)");
        }
    }

    /// Writes and deletes a small file. Blocks on the disk.
    ///
    /// @return why nothing can be written, in words; empty if it can
    Optional<String> problem() {
        try {
            Path probe = Files.createTempFile(path, "probe", ".tmp");
            try {
                Files.writeString(probe, "probe");
            } finally {
                Files.deleteIfExists(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("data folder " + path + ": cannot be written: " + reason(e)
                    + " (expected: a place this user may write, with room; choose one with --data)");
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
