package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.source.color.Colors;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.WebPages;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What sources of OBS Studio are here.
final class ObsInputs {
    private static final double MILLIS_A_SECOND = 1000;
    private static final int BOLD = 1;
    private static final int ITALIC = 2;
    private static final String CHOOSE = mark("choose it anew in the studio");

    private final PictureSize canvas;
    private final Consumer<String> left;

    /// @param canvas of OBS Studio
    /// @param left   told in a sentence what is not taken over
    ObsInputs(PictureSize canvas, Consumer<String> left) {
        this.canvas = canvas;
        this.left = left;
    }

    /// A source.
    ///
    /// @param input as [SourceSetting] has it, or [ChannelSetting] where it is only heard
    /// @param sound whether it is only heard
    /// @param film  whether it may be heard besides
    /// @param size  of its picture where the file says it
    record Input(String input, boolean sound, boolean film, Optional<PictureSize> size) {
        private static Input seen(String input) {
            return new Input(input, false, false, Optional.empty());
        }

        private static Input heard(String input) {
            return new Input(input, true, false, Optional.empty());
        }
    }

    /// {@return what it is here; empty where it is nothing, which is told}
    Optional<Input> of(ObsTree source) {
        ObsTree settings = source.in("settings");
        return switch (source.kind()) {
            case "image_source" -> file(source, settings.text("file", "")).map(Input::seen);
            case "ffmpeg_source" -> media(source, settings);
            case "vlc_source" -> playlist(source, settings);
            case "slideshow" -> slideshow(source, settings);
            case "color_source" -> Optional.of(colour(source, settings));
            case "text_gdiplus", "text_ft2_source" -> Optional.of(Input.seen(text(source, settings)));
            case "xshm_input",
                    "monitor_capture",
                    "display_capture",
                    "screen_capture",
                    "pipewire-desktop-capture-source",
                    "pipewire-screen-capture-source",
                    "xdg-screen-capture-source" -> Optional.of(screen(source, settings));
            case "window_capture", "xcomposite_input" -> window(source, settings);
            case "pipewire-window-capture-source" ->
                refused(source, tr("a window that only the desktop knows: {0}", tr(CHOOSE)));
            case "v4l2_input" -> Optional.of(Input.seen(camera(settings.text("device_id", ""))));
            case "dshow_input" ->
                Optional.of(Input.seen(
                        camera(decoded(settings.text("video_device_id", "").split(":", 2)[0]))));
            case "av_capture_input", "macos-avcapture" ->
                Optional.of(Input.seen(camera(settings.text("device_name", ""))));
            case "pulse_input_capture", "alsa_input_capture" ->
                Optional.of(Input.heard(device(settings.text("device_id", "default"))));
            case "wasapi_input_capture", "coreaudio_input_capture" -> Optional.of(known(source, settings, "device"));
            case "pulse_output_capture" -> {
                String device = settings.text("device_id", "default");
                yield Optional.of(Input.heard(device.equals("default") ? "desktop" : device(device)));
            }
            case "wasapi_output_capture", "coreaudio_output_capture", "sck_audio_capture" ->
                Optional.of(known(source, settings, "desktop"));
            case "browser_source" -> page(source, settings);
            case "game_capture" ->
                refused(source, tr("a game, which is captured here as a screen or a window: {0}", tr(CHOOSE)));
            case "wasapi_process_output_capture", "coreaudio_process_capture" ->
                refused(source, tr("the sound of one program; the desktop's sound has it, too"));
            case "audio_line" -> refused(source, tr("a sound that another program or plug-in of OBS Studio made"));
            default -> refused(source, tr("of a kind that there is not here"));
        };
    }

    private Optional<Input> refused(ObsTree source, String why) {
        left.accept(tr("{0} is left out: it is {1}.", source.words(), why));
        return Optional.empty();
    }

    private Optional<String> file(ObsTree source, String file) {
        if (file.isBlank()) {
            left.accept(tr("{0} is left out: no file was chosen for it.", source.words()));
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private Optional<Input> media(ObsTree source, ObsTree settings) {
        if (!settings.flag("is_local_file", true)) {
            return refused(
                    source, tr("a stream from {0}, which is not played here", hidden(settings.text("input", ""))));
        }
        return file(source, settings.text("local_file", ""))
                .map(film -> new Input(film, false, true, Optional.empty()));
    }

    /// An address may have a key or a password in it.
    private static String hidden(String address) {
        return address.replaceAll("^(\\w+://)(?:[^/@]*@)?([^/?]*).*$", "$1$2");
    }

    /// As the VLC source plays it: nothing is seen after the last file of a list that does not begin again.
    private Optional<Input> playlist(ObsTree source, ObsTree settings) {
        List<String> files = settings.all("playlist").stream()
                .map(entry -> entry.text("value", ""))
                .filter(file -> !file.isBlank())
                .toList();
        if (files.stream().anyMatch(file -> file.contains("://"))) {
            left.accept(tr("{0} plays files only; the addresses in its list are left out.", source.words()));
        }
        List<String> here = files.stream().filter(file -> !file.contains("://")).toList();
        boolean loop = settings.flag("loop", true);
        boolean alone = here.size() == 1 && loop && !new File(here.getFirst()).isDirectory();
        return file(source, String.join("|", here))
                .map(found -> alone
                        ? found
                        : new SourceSpec(DrawnKind.PLAYLIST, Map.of(), found)
                                .with("order", settings.flag("shuffle", false) ? "shuffle" : "")
                                .with("loop", loop ? "" : "no")
                                .with("end", loop ? "" : "hide")
                                .toString())
                .map(film -> new Input(film, false, true, Optional.empty()));
    }

    private Optional<Input> slideshow(ObsTree source, ObsTree settings) {
        String files = settings.all("files").stream()
                .map(file -> file.text("value", ""))
                .filter(file -> !file.isBlank())
                .collect(Collectors.joining("|"));
        boolean cut = settings.text("transition", "fade").equals("cut");
        return file(source, files)
                .map(found -> Input.seen(new SourceSpec(DrawnKind.SLIDESHOW, Map.of(), found)
                        .with("seconds", seconds(settings.number("slide_time", 8000)))
                        .with("fade", cut ? "0" : seconds(settings.number("transition_speed", 700)))
                        .with("order", settings.flag("randomize", false) ? "shuffle" : "")
                        .with("loop", settings.flag("loop", true) ? "" : "no")
                        .toString()));
    }

    private Optional<Input> page(ObsTree source, ObsTree settings) {
        boolean local = settings.flag("is_local_file", false);
        String address = settings.text(local ? "local_file" : "url", "").strip();
        if (address.isEmpty()) {
            return refused(source, tr("a web page without an address"));
        }
        PictureSize size = new PictureSize(side(settings.number("width", 800)), side(settings.number("height", 600)));
        boolean ownRate = settings.flag("fps_custom", false);
        SourceSpec spec = new SourceSpec(DrawnKind.WEB, Map.of(), address)
                .with("size", size.toString())
                .with("fps", ownRate ? number(Math.clamp(settings.number("fps", 30), 1, 60)) : "")
                .with("css", settings.text("css", ""))
                .with("rest", settings.flag("shutdown", false) ? "yes" : "")
                .with("reload", settings.flag("restart_when_active", false) ? "yes" : "");
        try {
            WebPages.check(spec);
        } catch (IllegalArgumentException e) {
            return refused(source, tr("a web page of a kind that is not shown here"));
        }
        if (settings.flag("reroute_audio", false)) {
            left.accept(tr("{0} is seen and not heard: the sound of web pages is left out here.", source.words()));
        }
        return Optional.of(new Input(spec.toString(), false, false, Optional.of(size)));
    }

    private static String seconds(double millis) {
        return number(Math.clamp(millis, 0, 86_400_000) / MILLIS_A_SECOND);
    }

    /// {@return as short as it can be written}
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    private Input colour(ObsTree source, ObsTree settings) {
        boolean first = source.text("versioned_id", source.text("id", "")).equals("color_source");
        PictureSize usual = first ? new PictureSize(400, 400) : canvas;
        PictureSize size = new PictureSize(
                side(settings.number("width", usual.width())), side(settings.number("height", usual.height())));
        return new Input(
                new SourceSpec(DrawnKind.COLOR, Map.of(), Colors.write(settings.argb("color", 0xFFD1D1D1L))).toString(),
                false,
                false,
                Optional.of(size));
    }

    private static int side(double pixels) {
        return Math.clamp(Math.round(pixels), 1, PictureSize.MAX_SIDE);
    }

    private String text(ObsTree source, ObsTree settings) {
        boolean windows = source.kind().equals("text_gdiplus");
        ObsTree font = settings.in("font");
        int flags = (int) font.number("flags", 0);
        boolean fromFile = settings.flag(windows ? "read_from_file" : "from_file", false);
        String shown = fromFile ? settings.text(windows ? "file" : "text_file", "") : settings.text("text", "");
        if (flags > (BOLD | ITALIC)) {
            left.accept(tr("{0} was underlined or struck through; here it is not.", source.words()));
        }
        if (settings.flag("gradient", false)) {
            left.accept(tr("{0} had two colours; here it has the first.", source.words()));
        }
        boolean wraps = windows ? settings.flag("extents", false) : settings.flag("word_wrap", false);
        SourceSpec spec = new SourceSpec(DrawnKind.TEXT, Map.of(), shown.isEmpty() && fromFile ? "?" : shown)
                .with("from", fromFile ? "file" : "")
                .with("font", font.text("face", ""))
                .with("size", number(Math.clamp(font.number("size", 256), 4, 1000)))
                .with("bold", (flags & BOLD) != 0 ? "yes" : "")
                .with("italic", (flags & ITALIC) != 0 ? "yes" : "")
                .with("align", settings.text("align", "left"))
                .with(
                        "valign",
                        settings.text("valign", "top").equals("center") ? "middle" : settings.text("valign", "top"))
                .with("wrap", wraps ? number(settings.number(windows ? "extents_cx" : "custom_width", 0)) : "");
        return (windows ? windowsLook(spec, settings) : freeTypeLook(spec, settings)).toString();
    }

    private static SourceSpec windowsLook(SourceSpec spec, ObsTree settings) {
        boolean outline = settings.flag("outline", false);
        double behind = settings.number("bk_opacity", 0);
        return spec.with("color", shown(settings.argb("color", 0xFFFFFF), settings.number("opacity", 100)))
                .with("outline", outline ? number(Math.clamp(settings.number("outline_size", 2), 0, 100)) : "")
                .with(
                        "outline-color",
                        outline
                                ? shown(
                                        settings.argb("outline_color", 0xFFFFFF),
                                        settings.number("outline_opacity", 100))
                                : "")
                .with("background", behind > 0 ? shown(settings.argb("bk_color", 0), behind) : "");
    }

    private static SourceSpec freeTypeLook(SourceSpec spec, ObsTree settings) {
        return spec.with("color", Colors.write(settings.argb("color1", 0xFFFFFFFFL)))
                .with("outline", settings.flag("outline", false) ? "2" : "")
                .with("outline-color", settings.flag("outline", false) ? "#000000" : "");
    }

    private static String shown(int rgb, double percent) {
        int alpha = (int) Math.round(Math.clamp(percent, 0, 100) * 255 / 100);
        return Colors.write((rgb & 0xFFFFFF) | (alpha << 24));
    }

    private Input screen(ObsTree source, ObsTree settings) {
        boolean one =
                settings.number("screen", 0) != 0 || settings.number("monitor", 0) != 0 || settings.has("monitor_id");
        if (one || !Set.of("xshm_input", "monitor_capture").contains(source.kind())) {
            left.accept(tr("{0} shows the whole screen; if it was one of several, {1}.", source.words(), tr(CHOOSE)));
        }
        if (settings.flag("advanced", false)) {
            left.accept(
                    tr("{0} had its edges cut off or another display; cut them off in the studio.", source.words()));
        }
        return Input.seen("screen");
    }

    /// Windows are found by their titles.
    private Optional<Input> window(ObsTree source, ObsTree settings) {
        boolean linux = source.kind().equals("xcomposite_input");
        String[] parts = linux
                ? settings.text("capture_window", "").split("\r?\n", -1)
                : settings.text("window", "").split(":", -1);
        String title = linux ? (parts.length > 1 ? parts[1] : "") : decoded(parts[0]);
        if (title.isBlank()) {
            return refused(source, tr("a window that is not named in the file: {0}", tr(CHOOSE)));
        }
        return Optional.of(Input.seen("window:" + title));
    }

    /// What stands for a colon and a number sign in names on Windows.
    private static String decoded(String name) {
        return name.replace("#3A", ":").replace("#22", "#");
    }

    private static String camera(String name) {
        return name.isBlank() ? "camera" : "camera:" + name;
    }

    private static String device(String name) {
        return name.equals("default") || name.isBlank() ? "device" : "device:" + name;
    }

    /// Devices of other systems have other names here.
    private Input known(ObsTree source, ObsTree settings, String usual) {
        if (!settings.text("device_id", "default").equals("default")) {
            left.accept(
                    tr("{0} is heard from the usual device; if it was another one, {1}.", source.words(), tr(CHOOSE)));
        }
        return Input.heard(usual);
    }
}
