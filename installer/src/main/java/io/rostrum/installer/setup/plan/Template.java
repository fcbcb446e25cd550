package io.rostrum.installer.setup.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The files that tell the system about Rostrum. The system's package takes the same ones.
enum Template {
    SYSTEM_SERVICE("system.service"),
    USER_SERVICE("user.service"),
    DESKTOP_ENTRY("io.rostrum.Rostrum.desktop");

    private final String file;

    Template(String file) {
        this.file = file;
    }

    /// {@return the file for a program, a configuration and a data folder; each is quoted as the file's format
    /// wants
    /// it}
    String filled(Path program, Path config, Path data) {
        return text().replace("@PROGRAM@", quoted(program))
                .replace("@CONFIG@", quoted(config))
                .replace("@STATE@", "ReadWritePaths=" + quoted(data));
    }

    private String text() {
        try (InputStream in = Template.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file + ": not in the jar (expected: beside " + Template.class.getName() + ")");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return a path for a unit (systemd.syntax(7)) or a desktop entry (Desktop Entry Specification 1.5, The Exec
    /// key)}
    ///
    /// Both take double quotes, and `%` doubled.
    private static String quoted(Path path) {
        String text = path.toString().replace("%", "%%");
        return text.matches("[A-Za-z0-9_./%+@:-]+")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
