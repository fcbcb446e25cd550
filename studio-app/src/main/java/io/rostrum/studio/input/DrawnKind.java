package io.rostrum.studio.input;

import java.util.Locale;
import java.util.Set;

/// The kinds of sources that are drawn here, and what can be said of each.
public enum DrawnKind {
    /// Its body is the text, or a file's path where `from=file`.
    TEXT(true),
    /// Its body is the colour.
    COLOR(false),
    /// Its body is the format.
    CLOCK(true),
    /// Its body is a time that is left or a time of day.
    COUNTDOWN(true),
    /// Its body is pictures and folders, with a bar between them.
    SLIDESHOW(false),
    /// Its body is media files and folders, with a bar between them; decoded, not drawn, see [Playlists].
    PLAYLIST(false),
    /// Its body is the file.
    PDF(false),
    /// Its body is the address, or a file's path; a browser draws it, see [WebPages].
    WEB(false);

    /// What can be said of letters.
    private static final Set<String> LETTERS = Set.of(
            "font",
            "size",
            "bold",
            "italic",
            "color",
            "outline",
            "outline-color",
            "background",
            "align",
            "valign",
            "wrap");

    private final boolean letters;

    DrawnKind(boolean letters) {
        this.letters = letters;
    }

    /// {@return whether it is made of letters, which have a [io.rostrum.capture.source.text.TextStyle]}
    public boolean letters() {
        return letters;
    }

    /// {@return whether something of this name can be said of it}
    boolean knows(String option) {
        return own().contains(option) || (letters && LETTERS.contains(option));
    }

    private Set<String> own() {
        return switch (this) {
            case TEXT -> Set.of("from");
            case COLOR -> Set.of();
            case CLOCK -> Set.of("zone");
            case COUNTDOWN -> Set.of("zone", "text", "over");
            case SLIDESHOW -> Set.of("seconds", "fade", "order", "loop");
            case PLAYLIST -> Set.of("order", "loop", "repeat", "end");
            case PDF -> Set.of("page");
            case WEB -> Set.of("size", "fps", "css", "rest", "reload");
        };
    }

    /// {@return an option of it, for people who wrote one that is none}
    String example() {
        return switch (this) {
            case TEXT, CLOCK, COUNTDOWN -> "size=48";
            case COLOR -> "none: a colour has no options";
            case SLIDESHOW -> "seconds=5";
            case PLAYLIST -> "order=shuffle";
            case PDF -> "page=2";
            case WEB -> "size=1280x720";
        };
    }

    /// {@return whether it has pages or pictures to turn}
    public boolean turns() {
        return this == SLIDESHOW || this == PLAYLIST || this == PDF;
    }

    /// {@return the word that begins it}
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
