package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.application.Platform;

/// The system's own program that shows an address in the user's browser.
public final class Browser {
    private final List<String> program;

    private Browser(List<String> program) {
        this.program = program;
    }

    /// {@return the one of this system; empty where there is none}
    static Optional<Browser> ofSystem() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return Optional.of(new Browser(List.of("rundll32", "url.dll,FileProtocolHandler")));
        }
        return onPath(system.startsWith("mac") ? "open" : "xdg-open", System.getenv("PATH"))
                .map(file -> new Browser(List.of(file.toString())));
    }

    /// Shows a page, or says that it cannot. JavaFX thread only.
    public static void open(URI page, Overlay overlay) {
        Runnable failed =
                () -> overlay.toast(tr("No browser could be opened. Copy the address instead."), Glyph.WARNING);
        ofSystem().ifPresentOrElse(browser -> browser.show(page, () -> Platform.runLater(failed)), failed);
    }

    /// {@return the program of this name in one of the folders of `path`}
    static Optional<Path> onPath(String name, @org.jspecify.annotations.Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                Path file = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException _) {
                // Not a folder of this system: nothing is in it.
            }
        }
        return Optional.empty();
    }

    /// Opens a page, off the caller's thread.
    ///
    /// @param failed told, on that other thread, when it could not be done
    void show(URI page, Runnable failed) {
        List<String> command = new ArrayList<>(program);
        command.add(page.toString());
        Thread.ofVirtual().name("browser").start(() -> {
            try {
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .getOutputStream()
                        .close();
            } catch (IOException _) {
                failed.run();
            }
        });
    }
}
