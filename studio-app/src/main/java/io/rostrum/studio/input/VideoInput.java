package io.rostrum.studio.input;

import io.rostrum.capture.source.screen.ScreenTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// What `--video` names: `screen[:ID][+X,Y,WxH]`, `window:ID`, `testcard`, `none`, a picture or
/// a media file.
public sealed interface VideoInput {
    /// Names that ImageIO reads; every other file is taken for media.
    Set<String> IMAGE_ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "wbmp");

    /// A screen, a part of one, or a window.
    record Screen(ScreenTarget target) implements VideoInput {}

    record None() implements VideoInput {}

    record TestCard() implements VideoInput {}

    record Image(Path file) implements VideoInput {}

    record Media(Path file) implements VideoInput {}

    /// {@return a name that viewers may see: of a file without its folders}
    default String label() {
        return switch (this) {
            case Screen(ScreenTarget target) -> target.label();
            case None() -> "none";
            case TestCard() -> "test card";
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
        if (text.equals("camera") || text.startsWith("camera:")) {
            throw new IllegalArgumentException("--video " + text
                    + ": cameras are not part of this version (expected: screen[:ID], window:ID, testcard or a file)");
        }
        Path file = existingFile("--video", text, "screen[:ID], window:ID, testcard or a file that exists");
        return isImage(file) ? new Image(file) : new Media(file);
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return IMAGE_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
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
