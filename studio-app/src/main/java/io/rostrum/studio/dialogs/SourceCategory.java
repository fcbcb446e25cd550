package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;

import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.input.DrawnKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where something that can be added is looked for.
enum SourceCategory {
    CAMERA(mark("Camera"), mark("cameras"), mark("No camera found. Plug one in and look again, or use the test card.")),
    SCREEN(
            mark("Screen"),
            mark("screens"),
            mark("No screen can be captured here. Show a file or the test card instead.")),
    WINDOW(
            mark("Window"),
            mark("windows"),
            mark("No window to show. Open the program you want to show and look again.")),
    FILE(mark("File"), mark("files"), ""),
    TEXT(mark("Text"), mark("texts"), "", DrawnKind.TEXT),
    COLOR(mark("Colour"), mark("colours"), "", DrawnKind.COLOR),
    CLOCK(mark("Clock"), mark("clocks"), "", DrawnKind.CLOCK),
    COUNTDOWN(mark("Countdown"), mark("countdowns"), "", DrawnKind.COUNTDOWN),
    SLIDESHOW(mark("Slideshow"), mark("slideshows"), "", DrawnKind.SLIDESHOW),
    PLAYLIST(mark("Playlist"), mark("playlists"), "", DrawnKind.PLAYLIST),
    WEB(mark("Web page"), mark("web pages"), "", DrawnKind.WEB),
    TEST_CARD(mark("Test card"), mark("test pictures"), ""),
    SCENE(
            mark("Scene"),
            mark("scenes"),
            mark("There is no other scene yet. Add one below the picture, to show it in this one.")),
    MICROPHONE(
            mark("Microphone"),
            mark("microphones"),
            mark("No microphone found. Plug one in and look again, or use a test tone.")),
    DESKTOP_SOUND(
            mark("Desktop sound"),
            mark("desktop sound"),
            mark("What this computer plays cannot be captured: its sound system offers no monitor. Use a "
                    + "microphone or a file instead.")),
    TONE(mark("Test tone"), mark("test tones"), "");

    private final String label;
    private final String plural;
    private final String nothing;
    private final @Nullable DrawnKind drawn;

    SourceCategory(String label, String plural, String nothing) {
        this(label, plural, nothing, null);
    }

    SourceCategory(String label, String plural, String nothing, @Nullable DrawnKind drawn) {
        this.label = label;
        this.plural = plural;
        this.nothing = nothing;
        this.drawn = drawn;
    }

    String label() {
        return label;
    }

    /// {@return many of it, within a sentence}
    String plural() {
        return plural;
    }

    /// {@return what to say, and what to do, when there is none; empty where there always is something}
    String nothing() {
        return nothing;
    }

    /// {@return whether it is heard, not seen}
    boolean sound() {
        return compareTo(MICROPHONE) >= 0;
    }

    /// {@return whether a small picture of it is shown before it is added}
    boolean pictured() {
        return !sound() && this != SCENE;
    }

    /// {@return whether it is looked for on this machine; otherwise it is always there}
    boolean discovered() {
        return !nothing.isEmpty();
    }

    /// {@return the kind of source that is made here; empty for what is found or is in a file}
    Optional<DrawnKind> drawn() {
        return Optional.ofNullable(drawn);
    }

    /// {@return whether there is a list of offers in it}
    boolean listed() {
        return this != FILE && drawn == null;
    }

    static SourceCategory of(DrawnKind kind) {
        return switch (kind) {
            case TEXT -> TEXT;
            case COLOR -> COLOR;
            case CLOCK -> CLOCK;
            case COUNTDOWN -> COUNTDOWN;
            case SLIDESHOW -> SLIDESHOW;
            case PLAYLIST -> PLAYLIST;
            case PDF -> FILE;
            case WEB -> WEB;
        };
    }

    /// {@return what can be used when nothing of this was found; empty where looking again is all there is}
    Optional<SourceCategory> instead() {
        return switch (this) {
            case CAMERA, SCREEN -> Optional.of(TEST_CARD);
            case MICROPHONE -> Optional.of(TONE);
            case DESKTOP_SOUND -> Optional.of(MICROPHONE);
            case WINDOW, FILE, TEXT, COLOR, CLOCK, COUNTDOWN, SLIDESHOW, PLAYLIST, WEB, TEST_CARD, SCENE, TONE ->
                Optional.empty();
        };
    }

    static SourceCategory of(AvailableSource.Kind kind) {
        return switch (kind) {
            case CAMERA -> CAMERA;
            case SCREEN -> SCREEN;
            case WINDOW -> WINDOW;
            case MICROPHONE -> MICROPHONE;
            case DESKTOP_SOUND -> DESKTOP_SOUND;
            case TEST -> TEST_CARD;
        };
    }
}
