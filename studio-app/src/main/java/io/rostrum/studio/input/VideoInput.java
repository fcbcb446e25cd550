package io.rostrum.studio.input;

import io.rostrum.capture.source.screen.ScreenTarget;
import io.rostrum.capture.source.web.PageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `--video` names: `screen[:ID][+X,Y,WxH]`, `window:ID`, `camera[:ID]`, `testcard`, `none`, what is
/// drawn here (`text:…`, `color:…`, `clock:…`, `countdown:…`, `slideshow:…`,
/// `pdf:…`, see [SourceSpec]), a web page (`web:ADDRESS`), a picture, a media file or several (`playlist:…`).
public sealed interface VideoInput {
    /// What the name of every camera begins with.
    String CAMERA = "camera";

    /// Names that ImageIO reads; every other file is taken for media.
    Set<String> IMAGE_ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "wbmp");

    /// Names of files that a browser draws.
    Set<String> PAGE_ENDINGS = Set.of("html", "htm");

    /// A screen, a part of one, or a window.
    record Screen(ScreenTarget target) implements VideoInput {}

    /// @param id as the system names it, or what people call it; empty for the first one
    record Camera(String id) implements VideoInput {}

    record None() implements VideoInput {}

    record TestCard() implements VideoInput {}

    /// What is drawn here.
    record Drawn(SourceSpec spec) implements VideoInput {}

    /// A web page, which a browser draws.
    record WebPage(SourceSpec spec) implements VideoInput {}

    /// Media files one after the other.
    record Playlist(SourceSpec spec) implements VideoInput {}

    record Image(Path file) implements VideoInput {}

    record Media(Path file) implements VideoInput {}

    /// {@return a name that viewers may see: of a file without its folders}
    default String label() {
        return switch (this) {
            case Screen(ScreenTarget target) -> target.label();
            case Camera(String id) -> id.isEmpty() ? "camera" : "camera " + id;
            case None() -> "none";
            case TestCard() -> "test card";
            case Drawn(SourceSpec spec) -> spec.kind().word();
            case WebPage(SourceSpec spec) -> PageSettings.place(PageSettings.address(spec.body()));
            case Playlist(SourceSpec spec) -> spec.kind().word();
            case Image(Path file) -> String.valueOf(file.getFileName());
            case Media(Path file) -> String.valueOf(file.getFileName());
        };
    }

    /// @throws IllegalArgumentException with what was found and what is expected
    static VideoInput parse(String text) {
        if (text.equals("none")) {
            return new None();
        }
        if (text.equals("testcard")) {
            return new TestCard();
        }
        if (text.equals("screen")
                || text.startsWith("screen:")
                || text.startsWith("screen+")
                || text.startsWith("window:")) {
            return new Screen(ScreenTarget.parse(text));
        }
        if (text.equals(CAMERA) || text.startsWith(CAMERA + ":")) {
            return new Camera(text.length() > CAMERA.length() ? text.substring(CAMERA.length() + 1) : "");
        }
        Optional<SourceSpec> drawn = SourceSpec.read(text);
        if (drawn.isPresent()) {
            SourceSpec spec = drawn.get();
            check(spec);
            return switch (spec.kind()) {
                case WEB -> new WebPage(spec);
                case PLAYLIST -> new Playlist(spec);
                case TEXT, COLOR, CLOCK, COUNTDOWN, SLIDESHOW, PDF -> new Drawn(spec);
            };
        }
        Path file = existingFile(
                "--video",
                text,
                "screen[:ID], window:ID, camera[:ID], testcard, text:WORDS, color:#RRGGBB, clock:FORMAT, countdown:TIME,"
                        + " slideshow:FOLDER, playlist:FOLDER, web:ADDRESS or a file that exists");
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (ending.equals("pdf")) {
            return new Drawn(new SourceSpec(DrawnKind.PDF, Map.of(), text));
        }
        if (PAGE_ENDINGS.contains(ending)) {
            return new WebPage(new SourceSpec(
                    DrawnKind.WEB, Map.of(), file.toAbsolutePath().toString()));
        }
        return IMAGE_ENDINGS.contains(ending) ? new Image(file) : new Media(file);
    }

    /// Refuses what cannot be shown.
    ///
    /// @throws IllegalArgumentException in words for the user
    static void check(SourceSpec spec) {
        switch (spec.kind()) {
            case WEB -> WebPages.check(spec);
            case PLAYLIST -> Playlists.check(spec);
            case TEXT, COLOR, CLOCK, COUNTDOWN, SLIDESHOW, PDF -> Drawings.of(spec);
        }
    }

    /// @throws IllegalArgumentException if `text` names no readable file
    static Path existingFile(String option, String text, String expected) {
        Path file;
        try {
            file = Path.of(text);
        } catch (java.nio.file.InvalidPathException e) {
            throw new IllegalArgumentException(option + " " + text + ": no file name (expected: " + expected + ")", e);
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(option + " " + text + ": no such file (expected: " + expected + ")");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    option + " " + text + ": the file may not be read (expected: read permission for this user)");
        }
        return file;
    }
}
