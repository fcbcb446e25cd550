package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.input.VideoInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/// What a typed, chosen or dropped path is good for.
sealed interface FileChoice {
    /// Endings of files that are only heard.
    Set<String> SOUND_ENDINGS = Set.of("mp3", "wav", "flac", "ogg", "oga", "opus", "m4a", "aac", "wma", "aif", "aiff");

    /// Nothing was given yet.
    record Nothing() implements FileChoice {}

    /// @param why a sentence that says what is expected
    record Wrong(String why) implements FileChoice {}

    /// A picture that stands still.
    record Picture(Path file) implements FileChoice {}

    /// A film: seen, and heard where it has sound.
    record Film(Path file) implements FileChoice {}

    record Sound(Path file) implements FileChoice {}

    /// Pages: a PDF.
    record Pages(Path file) implements FileChoice {}

    /// A web page: HTML.
    record Page(Path file) implements FileChoice {}

    /// A plain text, shown as it is now and whenever it is written.
    record Letters(Path file) implements FileChoice {}

    /// {@return what the file at `text` is good for, by its ending}
    ///
    /// @param text as typed; quotes around it and `~` for the home folder are understood
    static FileChoice of(String text) {
        String typed = unquoted(text.strip());
        if (typed.isEmpty()) {
            return new Nothing();
        }
        Path file;
        try {
            file = typed.equals("~") || typed.startsWith("~/")
                    ? Path.of(System.getProperty("user.home"), typed.substring(1))
                    : Path.of(typed);
        } catch (InvalidPathException _) {
            return new Wrong(tr("That is no file name. Type the whole path, or choose the file."));
        }
        if (Files.isDirectory(file)) {
            return new Wrong(tr("That is a folder. Choose a file in it."));
        }
        if (!Files.isRegularFile(file)) {
            return new Wrong(tr("There is no such file. Check the path, or choose the file."));
        }
        if (!Files.isReadable(file)) {
            return new Wrong(tr("This user may not read the file. Choose another, or give the user the right to it."));
        }
        try {
            if (Files.size(file) == 0) {
                return new Wrong(tr("The file is empty. Choose another."));
            }
        } catch (IOException _) {
            return new Wrong(tr("The file cannot be read. Check the disk, or choose another."));
        }
        Path whole = file.toAbsolutePath().normalize();
        String ending = ending(whole);
        if (SOUND_ENDINGS.contains(ending)) {
            return new Sound(whole);
        }
        if (ending.equals("pdf")) {
            return new Pages(whole);
        }
        if (VideoInput.PAGE_ENDINGS.contains(ending)) {
            return new Page(whole);
        }
        if (ending.equals("txt")) {
            return new Letters(whole);
        }
        boolean picture = Arrays.stream(ImageIO.getReaderFileSuffixes()).anyMatch(ending::equalsIgnoreCase);
        return picture ? new Picture(whole) : new Film(whole);
    }

    /// {@return the file's name without its ending, for people}
    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted && text.charAt(text.length() - 1) == text.charAt(0) ? text.substring(1, text.length() - 1) : text;
    }
}
