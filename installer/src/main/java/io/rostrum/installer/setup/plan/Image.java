package io.rostrum.installer.setup.plan;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;

/// The folder with runtime and programs that the set-up lies in: an unpacked app-image, an installation, or a
/// system
/// package.
///
/// @param root    the folder that holds `bin` and `lib`
/// @param version as in `lib/image.properties`
/// @param parts   what it holds
/// @param managed whether the system's package manager put it there, so that nothing is copied from it
public record Image(Path root, String version, Set<Part> parts, boolean managed) {
    private static final String PROPERTIES = "lib/image.properties";

    public Image {
        parts = Set.copyOf(parts);
    }

    /// @throws IOException if there is no image; the message says what was looked for
    public static Image at(Path root) throws IOException {
        Properties properties = new Properties();
        Path file = root.resolve(PROPERTIES);
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IOException("no image of Rostrum at " + root + " (expected: " + file + ")", e);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            if (Files.isRegularFile(part.programIn(root))) {
                parts.add(part);
            }
        }
        String version = properties.getProperty("version", "");
        if (!version.matches("[0-9][A-Za-z0-9.+~-]*")) {
            throw new IOException("version: '" + version + "' in " + file + " (expected: digits, letters and .+~-)");
        }
        return new Image(root.toRealPath(), version, parts, properties.containsKey("managed"));
    }

    /// {@return the command inside of this image}
    public Path program() {
        return root.resolve("bin/rostrum");
    }

    /// {@return the reference configuration: every key of the server with its default}
    Path referenceConfig() {
        return root.resolve("lib/app/server/rostrum.yaml");
    }
}
