package io.rostrum.capture.source.text;

import io.rostrum.capture.source.drawn.Drawing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text in a file that other programs write: looked at twenty times a second, so that what is written is seen at
/// the next picture or the one after it. While the file is not there the last text stays, and it is said.
public final class TextFileDrawing implements Drawing {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /// What is behind this is not read.
    private static final int MOST_BYTES = 64 * 1024;

    private final Path file;
    private final TextStyle style;
    private @Nullable Stamp seen;
    private String text = "";
    private Optional<String> trouble = Optional.empty();

    /// What tells one version of a file from another: also where it was put in the place of an older one.
    private record Stamp(
            FileTime time, long bytes, @Nullable Object key) {}

    /// @param file UTF-8
    public TextFileDrawing(Path file, TextStyle style) {
        this.file = file;
        this.style = style;
    }

    @Override
    public Drawing after(Drawing before) {
        if (before instanceof TextFileDrawing other && other.file.equals(file)) {
            text = other.text;
        }
        return this;
    }

    @Override
    public Moment at(Instant now) {
        look();
        return new Moment(new TextDrawing.Content(text, style), LOOK_EVERY, "", trouble);
    }

    private void look() {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(is.lastModifiedTime(), is.size(), is.fileKey());
            if (!stamp.equals(seen) || trouble.isPresent()) {
                text = read();
                seen = stamp;
                trouble = Optional.empty();
            }
        } catch (IOException e) {
            trouble = Optional.of(words(e));
        }
    }

    private String read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String read = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return read.startsWith("\uFEFF") ? read.substring(1) : read;
        }
    }

    private String words(IOException e) {
        String stays = text.isEmpty() ? "" : "; the last text stays";
        return switch (e) {
            case NoSuchFileException _ ->
                "the text file " + file + " is not there; write it, or choose another one" + stays;
            case AccessDeniedException _ ->
                "the text file " + file + " may not be read; give yourself the right to read it" + stays;
            default -> "the text file " + file + " cannot be read; check the path and the disk" + stays;
        };
    }
}
