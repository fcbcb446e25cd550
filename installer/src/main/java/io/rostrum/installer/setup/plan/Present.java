package io.rostrum.installer.setup.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is on the machine already.
///
/// @param manifest    the installation in the folder that was chosen
/// @param config      text of the server's configuration
/// @param versions    names of the version folders that are there
/// @param serviceUser whether the user that a system service runs as exists
public record Present(Optional<Manifest> manifest, Optional<String> config, Set<String> versions, boolean serviceUser) {
    /// @throws IOException if something is there that cannot be read; the message says what
    public static Present read(Path prefix, Places places) throws IOException {
        Optional<String> config = Files.isRegularFile(places.config())
                ? Optional.of(Files.readString(places.config()))
                : Optional.empty();
        Set<String> versions = new TreeSet<>();
        if (Files.isDirectory(prefix.resolve(Planner.VERSIONS))) {
            try (Stream<Path> folders = Files.list(prefix.resolve(Planner.VERSIONS))) {
                folders.forEach(folder -> versions.add(folder.getFileName().toString()));
            }
        }
        return new Present(Manifest.in(prefix), config, versions, hasUser(Path.of("/etc/passwd")));
    }

    private static boolean hasUser(Path passwords) throws IOException {
        if (!Files.isReadable(passwords)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(passwords)) {
            return lines.anyMatch(line -> line.startsWith(Systemd.USER + ":"));
        }
    }
}
