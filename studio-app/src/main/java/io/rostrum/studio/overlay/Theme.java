package io.rostrum.studio.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// The studio's colours and letters. What the style classes mean is said at the head of `base.css`.
public enum Theme {
    DARK("dark.css"),
    LIGHT("light.css");

    private static final String FOLDER = "/io/rostrum/studio/window/";
    private static final List<String> LETTERS = List.of("Roboto-Regular.ttf", "Roboto-Medium.ttf");

    private final String colours;

    Theme(String colours) {
        this.colours = colours;
    }

    /// Gives the scene these colours in place of others, at once.
    public void apply(Scene scene) {
        List<String> sheets = new ArrayList<>(List.of(address(FOLDER + "base.css"), address(FOLDER + colours)));
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            sheets.add(address(FOLDER + "opaque.css"));
        }
        if (!scene.getStylesheets().equals(sheets)) {
            scene.getStylesheets().setAll(sheets);
        }
    }

    /// {@return the colours that the system prefers}
    public static Theme ofSystem() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
    }

    /// {@return whether the system asks for stillness: then nothing moves that need not}
    public static boolean still() {
        return Platform.getPreferences().isReducedMotion();
    }

    /// Makes the studio's letters known to JavaFX. Once a process is enough.
    public static void loadLetters() {
        for (String file : LETTERS) {
            try (InputStream letters = Theme.class.getResourceAsStream("/com/formdev/flatlaf/fonts/roboto/" + file)) {
                Font.loadFont(Objects.requireNonNull(letters, file), 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String address(String resource) {
        return Objects.requireNonNull(Theme.class.getResource(resource), resource)
                .toExternalForm();
    }
}
