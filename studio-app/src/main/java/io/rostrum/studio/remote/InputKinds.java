package io.rostrum.studio.remote;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The kinds of inputs, by the names that programs know: they are those of OBS Studio on Linux where it has the same.
final class InputKinds {
    private static final String FILM = "ffmpeg_source";
    private static final String PICTURE = "image_source";
    private static final Set<String> PICTURES =
            Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "wbmp", "webp", "svg");

    /// What the name of an input begins with, and its kind.
    private static final Map<String, String> KINDS = Map.of(
            "camera", "v4l2_input",
            "screen", "xshm_input",
            "window", "xcomposite_input",
            "device", "pulse_input_capture",
            "desktop", "pulse_output_capture",
            "text", "text_ft2_source",
            "color", "color_source",
            "slides", "slideshow",
            "web", "browser_source",
            "image", PICTURE);

    private InputKinds() {}

    /// {@return the kind of what the studio names so}
    static String of(String input) {
        String word = input.split("[:+=,]", 2)[0];
        String known = KINDS.get(word);
        if (known != null) {
            return known;
        }
        if (word.matches("[a-z]+")) {
            return "rostrum_" + word;
        }
        String ending = input.substring(input.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return PICTURES.contains(ending) ? PICTURE : FILM;
    }

    /// {@return all that have a name}
    static Set<String> all() {
        Set<String> all = new TreeSet<>(KINDS.values());
        all.add(FILM);
        return all;
    }
}
