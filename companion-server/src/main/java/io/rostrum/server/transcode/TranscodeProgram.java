package io.rostrum.server.transcode;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Where FFmpeg's program is, or why there is none.
public sealed interface TranscodeProgram {
    record Found(Path path) implements TranscodeProgram {}

    /// @param why in words, with the remedy
    record Missing(String why) implements TranscodeProgram {}

    /// {@return the program of the configuration, or else the one beside the server, `ffmpeg/ffmpeg`}
    static TranscodeProgram find(TranscodeConfig config) {
        if (!config.enabled()) {
            return new Missing("transcode.enabled is false.");
        }
        return find(config.ffmpeg());
    }

    /// {@return the program named, or else the one beside the server, `ffmpeg/ffmpeg`}
    static TranscodeProgram find(Optional<Path> named) {
        Path path = named.orElseGet(TranscodeProgram::beside);
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
            return new Found(path);
        }
        return new Missing("There is no program " + path + "; name one with transcode.ffmpeg.");
    }

    /// {@return where the build puts it: in a folder beside the jar}
    private static Path beside() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Path name = Path.of("ffmpeg", windows ? "ffmpeg.exe" : "ffmpeg");
        try {
            Path jar = Path.of(TranscodeProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling(name);
        } catch (URISyntaxException e) {
            return name;
        }
    }
}
