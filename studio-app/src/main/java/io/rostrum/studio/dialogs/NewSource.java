package io.rostrum.studio.dialogs;

import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import java.nio.file.Path;
import java.util.Map;

/// New sources that are drawn here: what their forms begin with, and those of files.
final class NewSource {
    private NewSource() {}

    /// {@return the text in a file}
    static SourceSpec ofTextFile(Path file) {
        return new SourceSpec(DrawnKind.TEXT, Map.of("from", "file"), file.toString());
    }

    /// {@return the pages of a PDF}
    static SourceSpec ofPdf(Path file) {
        return new SourceSpec(DrawnKind.PDF, Map.of(), file.toString());
    }

    /// {@return the page in an HTML file}
    static SourceSpec ofPage(Path file) {
        return new SourceSpec(DrawnKind.WEB, Map.of(), file.toString());
    }

    /// {@return the pictures of a folder}
    static SourceSpec ofFolder(Path folder) {
        return new SourceSpec(DrawnKind.SLIDESHOW, Map.of(), folder.toString());
    }

    static SourceSpec of(DrawnKind kind) {
        return new SourceSpec(
                kind,
                Map.of(),
                switch (kind) {
                    case TEXT -> "";
                    case COLOR -> "#2563eb";
                    case CLOCK -> "HH:mm:ss";
                    case COUNTDOWN -> "10m";
                    case SLIDESHOW, PLAYLIST, PDF, WEB -> "";
                });
    }
}
