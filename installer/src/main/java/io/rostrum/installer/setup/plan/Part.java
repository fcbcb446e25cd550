package io.rostrum.installer.setup.plan;

import java.nio.file.Path;

/// What can be installed by itself. Runtime and set-up come with each.
public enum Part {
    STUDIO("studio", "studio/studio-app.jar"),
    SERVER("server", "server/companion-server.jar");

    private final String word;
    private final String program;

    Part(String word, String program) {
        this.word = word;
        this.program = program;
    }

    /// {@return its word in commands, in files and in the folder names of an image}
    public String word() {
        return word;
    }

    /// {@return the folder of this part in an image}
    Path folderIn(Path image) {
        return image.resolve("lib/app").resolve(word);
    }

    /// {@return the program of this part in an image}
    Path programIn(Path image) {
        return image.resolve("lib/app").resolve(program);
    }
}
