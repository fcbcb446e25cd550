package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.overlay.Glyph;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// One source in the list, brought up to date in place.
final class SourceRow {
    private final String id;
    private final ObjectProperty<SourceView> view;
    private final BooleanProperty renaming = new SimpleBooleanProperty();

    SourceRow(SourceView view) {
        id = view.id();
        this.view = new SimpleObjectProperty<>(view);
    }

    String id() {
        return id;
    }

    ObjectProperty<SourceView> view() {
        return view;
    }

    /// {@return whether its name is being written}
    BooleanProperty renaming() {
        return renaming;
    }

    /// {@return the icon for an input as `--video` names it}
    static Glyph glyph(String input) {
        return switch (input.split("[:,+]", 2)[0]) {
            case "screen" -> Glyph.SCREEN;
            case "window" -> Glyph.WINDOW;
            case "camera" -> Glyph.CAMERA;
            case "testcard" -> Glyph.TEST_CARD;
            case "text" -> Glyph.TEXT;
            case "color" -> Glyph.SYSTEM_THEME;
            case "clock" -> Glyph.CLOCK;
            case "countdown" -> Glyph.RETRY;
            case "slideshow" -> Glyph.IMAGE;
            case "pdf" -> Glyph.STUDIO;
            case "web" -> Glyph.GLOBE;
            case "scene" -> Glyph.SOURCES;
            case StudioSnapshot.GROUP -> Glyph.FOLDER;
            default -> isPicture(input) ? Glyph.IMAGE : Glyph.FILM;
        };
    }

    private static boolean isPicture(String file) {
        return file.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|bmp)");
    }
}
