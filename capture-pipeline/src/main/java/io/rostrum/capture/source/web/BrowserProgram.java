package io.rostrum.capture.source.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The browser that is installed here: Chromium, Google Chrome or Microsoft Edge.
public final class BrowserProgram {
    /// What to do where there is none, in a sentence without a full stop.
    public static final String REMEDY =
            "install Chromium, Google Chrome or Microsoft Edge" + " (on Debian and Ubuntu: sudo apt install chromium)";

    /// Why there are no web pages on a system whose processes are not given pipes the way the browser
    /// wants them.
    private static final String NOT_HERE = "web pages are shown on Linux and macOS only";

    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "microsoft-edge",
            "microsoft-edge-stable");
    private static final List<String> MAC = List.of(
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge");

    private BrowserProgram() {}

    /// {@return the browser's program; empty where none is installed, or it cannot be used}
    public static Optional<Path> find() {
        return missing().isPresent() ? Optional.empty() : installed(System.getenv("PATH"));
    }

    /// {@return why there are no web pages here, and what to do, in a sentence without a full stop;
    /// empty where there are}
    public static Optional<String> missing() {
        if (File.separatorChar != '/') {
            return Optional.of(NOT_HERE);
        }
        return installed(System.getenv("PATH")).isPresent()
                ? Optional.empty()
                : Optional.of("no browser that draws web pages was found; " + REMEDY);
    }

    /// @param path folders of programs, as in the environment
    static Optional<Path> installed(@Nullable String path) {
        List<String> folders = path == null ? List.of() : List.of(path.split(Pattern.quote(File.pathSeparator), -1));
        return Stream.concat(
                        NAMES.stream()
                                .flatMap(name -> folders.stream()
                                        .filter(folder -> !folder.isEmpty())
                                        .flatMap(folder -> program(folder, name).stream())),
                        MAC.stream().flatMap(file -> program(file, "").stream()))
                .findFirst();
    }

    private static Optional<Path> program(String folder, String name) {
        try {
            Path file = Path.of(folder, name);
            return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty(); // not a folder of this system: nothing is in it
        }
    }
}
