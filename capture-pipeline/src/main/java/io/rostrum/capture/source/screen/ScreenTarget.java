package io.rostrum.capture.source.screen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What of a screen is to be seen, as the command line writes it.
///
/// `screen` is the whole default display, `screen::1` or `screen:1` the display `:1`, `screen:host:0.0` one
/// elsewhere; `+X,Y,WxH` after it is a part of it, in pixels: `screen+0,0,1280x720`,
/// `screen::1+100,50,640x360`. `window:0x1c00007` is a window by its number, `window:Calculator` one by its
/// title or a part of it; `window::1/…` looks on display `:1`.
public sealed interface ScreenTarget {
    /// {@return the display's name as the system writes it; null is the default one}
    @Nullable
    String display();

    /// {@return this as people read it, for names and messages}
    String label();

    /// {@return this as [#parse] reads it}
    default String text() {
        return switch (this) {
            case Display(String display, Region region) ->
                "screen" + (display == null ? "" : ":" + display) + (region == null ? "" : region);
            case Window(String display, String window) -> "window:" + (display == null ? "" : display + "/") + window;
        };
    }

    /// @param region the part to be seen; null is all of it
    record Display(@Nullable String display, @Nullable Region region) implements ScreenTarget {
        @Override
        public String label() {
            return "screen" + (display == null ? "" : " " + display) + (region == null ? "" : " " + region);
        }
    }

    /// @param window number as `0x1c00007` or `29360135`, or a title, or a part of a title
    record Window(@Nullable String display, String window) implements ScreenTarget {
        @Override
        public String label() {
            return "window " + window;
        }
    }

    /// A part of a screen in pixels.
    record Region(int x, int y, int width, int height) {
        @Override
        public String toString() {
            return "+" + x + "," + y + "," + width + "x" + height;
        }
    }

    /// Reads `screen[:ID][+X,Y,WxH]` or `window:[DISPLAY/]ID|TITLE`.
    ///
    /// @throws IllegalArgumentException if `text` is neither
    static ScreenTarget parse(String text) {
        if (text.startsWith("window:")) {
            Matcher window = Pattern.compile("window:(?:([\\w.-]*:\\d+(?:\\.\\d+)?)/)?(.+)", Pattern.DOTALL)
                    .matcher(text);
            if (window.matches()) {
                return new Window(window.group(1), window.group(2));
            }
        }
        Matcher screen = Pattern.compile("screen(?::([^+]+))?(?:\\+(\\d{1,5}),(\\d{1,5}),(\\d{1,5})x(\\d{1,5}))?")
                .matcher(text);
        if (screen.matches()) {
            String id = screen.group(1);
            return new Display(id != null && id.matches("\\d.*") ? ":" + id : id, region(screen));
        }
        throw new IllegalArgumentException("screen: " + text
                + " (expected: screen, screen:ID, screen:ID+X,Y,WIDTHxHEIGHT, window:ID or window:TITLE)");
    }

    private static @Nullable Region region(Matcher screen) {
        if (screen.group(2) == null) {
            return null;
        }
        Region region = new Region(
                Integer.parseInt(screen.group(2)),
                Integer.parseInt(screen.group(3)),
                Integer.parseInt(screen.group(4)),
                Integer.parseInt(screen.group(5)));
        if (region.width() == 0 || region.height() == 0) {
            throw new IllegalArgumentException("region: " + region + " (expected: at least 1x1 pixels)");
        }
        return region;
    }
}
