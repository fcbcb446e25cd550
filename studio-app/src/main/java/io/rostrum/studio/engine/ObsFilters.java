package io.rostrum.studio.engine;

import static io.rostrum.studio.engine.ObsInputs.number;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.filter.SoundFilterKind;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.studio.input.VideoInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What filters of OBS Studio are here.
final class ObsFilters {
    private static final double THOUSAND = 1000;
    private static final double WHOLE = 100;
    private static final int RGB = 0xFFFFFF;

    private final Consumer<String> left;
    private final UnaryOperator<String> channels;

    /// @param left     told in a sentence what is not taken over
    /// @param channels gives the id of the channel of a source's name; empty where it has none
    ObsFilters(Consumer<String> left, UnaryOperator<String> channels) {
        this.left = left;
        this.channels = channels;
    }

    /// {@return the filters of a source's picture}
    List<FilterSetting> pictures(ObsTree source) {
        List<FilterSetting> filters = new ArrayList<>();
        for (ObsTree filter : source.all("filters")) {
            if (SOUNDS.containsKey(filter.kind())) {
                continue;
            }
            Optional<String> spec = picture(source, filter);
            if (spec.isPresent() && !usable(spec.get())) {
                told(source, filter, tr("its numbers are not possible here"));
            } else {
                spec.ifPresent(text -> filters.add(new FilterSetting(text, filter.flag("enabled", true))));
            }
        }
        return filters;
    }

    /// A file that is missing is found later.
    private static boolean usable(String spec) {
        try {
            return spec.startsWith("lut=")
                    || spec.startsWith("mask=")
                    || !FilterSpec.parse(spec).text().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void told(ObsTree source, ObsTree filter, String why) {
        left.accept(tr("The filter {0} of “{1}”: {2}.", filter.words(), source.name(), why));
    }

    private Optional<String> picture(ObsTree source, ObsTree filter) {
        ObsTree settings = filter.in("settings");
        return switch (filter.kind()) {
            case "chroma_key_filter" -> Optional.of(chroma(source, filter, settings));
            case "color_key_filter" -> Optional.of(key(source, filter, settings));
            case "luma_key_filter" ->
                Optional.of("lumakey=" + number(settings.number("luma_min", 0)) + ",high="
                        + number(settings.number("luma_max", 1)) + ",smoothness="
                        + number(Math.max(
                                settings.number("luma_min_smooth", 0), settings.number("luma_max_smooth", 0))));
            case "color_filter" -> colour(source, filter, settings);
            case "clut_filter" ->
                path(source, filter, settings)
                        .map(file ->
                                "lut=" + file + ",strength=" + number(strength(settings.number("clut_amount", 1))));
            case "sharpness_filter" ->
                Optional.of("sharpen=" + number(Math.clamp(settings.number("sharpness", 0.08), 0, 1)));
            case "crop_filter" -> crop(source, filter, settings);
            case "mask_filter" -> mask(source, filter, settings);
            case "scroll_filter" ->
                Optional.of("scroll=" + number(settings.number("speed_x", 0)) + ","
                        + number(settings.number("speed_y", 0)));
            case "gpu_delay", "async_delay_filter" ->
                Optional.of("delay=" + number(Math.rint(settings.number("delay_ms", 0))));
            default -> {
                told(source, filter, tr("there is no such filter here"));
                yield Optional.empty();
            }
        };
    }

    /// An amount was a percentage in early versions.
    private static double strength(double amount) {
        return Math.clamp(amount > 1 ? amount / WHOLE : amount, 0, 1);
    }

    private static String hex(int argb) {
        return String.format(Locale.ROOT, "%06x", argb & RGB);
    }

    private static String thousandth(double value) {
        return number(Math.clamp(value / THOUSAND, 0, 1));
    }

    private String chroma(ObsTree source, ObsTree filter, ObsTree settings) {
        told(source, filter, tr("it is here, but its amounts mean something else; look at it once"));
        String colour = switch (settings.text("key_color_type", "green")) {
            case "green" -> "00ff00";
            case "blue" -> "0099ff";
            case "magenta" -> "ff00ff";
            default -> hex(settings.argb("key_color", 0x00FF00));
        };
        return "chromakey=" + colour + ",similarity=" + thousandth(settings.number("similarity", 400)) + ",smoothness="
                + thousandth(settings.number("smoothness", 80)) + ",spill="
                + thousandth(settings.number("spill", WHOLE));
    }

    private String key(ObsTree source, ObsTree filter, ObsTree settings) {
        told(source, filter, tr("it is here, but its amounts mean something else; look at it once"));
        String colour = switch (settings.text("key_color_type", "green")) {
            case "green" -> "00ff00";
            case "blue" -> "0000ff";
            case "red" -> "ff0000";
            case "magenta" -> "ff00ff";
            default -> hex(settings.argb("key_color", 0x00FF00));
        };
        return "colorkey=" + colour + ",similarity=" + thousandth(settings.number("similarity", 80)) + ",smoothness="
                + thousandth(settings.number("smoothness", 50));
    }

    /// What is 0 there is 1 here.
    private Optional<String> colour(ObsTree source, ObsTree filter, ObsTree settings) {
        boolean first = filter.text("versioned_id", filter.text("id", "")).equals("color_filter");
        double opacity = settings.number("opacity", first ? WHOLE : 1) / (first ? WHOLE : 1);
        if (opacity < 1) {
            told(source, filter, tr("its opacity of {0} % is not taken over", number(opacity * WHOLE)));
        }
        if (settings.has("color_multiply") || settings.has("color_add")) {
            told(source, filter, tr("its overlay colours are not taken over"));
        }
        double contrast = settings.number("contrast", 0);
        double gamma = settings.number("gamma", 0);
        return Optional.of("color=brightness=" + number(Math.clamp(settings.number("brightness", 0), -1, 1))
                + ",contrast="
                + number(Math.clamp(grown(contrast), 0, 3)) + ",gamma=" + number(Math.clamp(grown(gamma), 0.2, 5))
                + ",saturation=" + number(Math.clamp(settings.number("saturation", 0) + 1, 0, 3)) + ",hue="
                + number(Math.clamp(settings.number("hue_shift", 0), -180, 180)));
    }

    private static double grown(double amount) {
        return amount < 0 ? 1 / (1 - amount) : 1 + amount;
    }

    private Optional<String> path(ObsTree source, ObsTree filter, ObsTree settings) {
        String file = settings.text("image_path", "");
        if (file.isBlank()) {
            told(source, filter, tr("no file was chosen for it"));
            return Optional.empty();
        }
        return Optional.of(file.replace(",", "\\,"));
    }

    private Optional<String> crop(ObsTree source, ObsTree filter, ObsTree settings) {
        if (!settings.flag("relative", true)) {
            told(source, filter, tr("it keeps a part of a size of its own; cut the edges off in the studio"));
            return Optional.empty();
        }
        return Optional.of("crop=" + number(settings.number("left", 0)) + "," + number(settings.number("top", 0)) + ","
                + number(settings.number("right", 0)) + "," + number(settings.number("bottom", 0)));
    }

    private Optional<String> mask(ObsTree source, ObsTree filter, ObsTree settings) {
        String type = settings.text("type", "mask_color_filter.effect");
        if (!type.startsWith("mask_")) {
            told(source, filter, tr("it blends a picture, which a mask here does not"));
            return Optional.empty();
        }
        Optional<String> file = path(source, filter, settings);
        if (file.isPresent() && !VideoInput.IMAGE_ENDINGS.contains(ending(file.get()))) {
            told(source, filter, tr("its picture is of a kind that masks are not made of here"));
        }
        return file.map(path -> "mask=" + path);
    }

    private static String ending(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    // --- sound
    // --------------------------------------------------------------------------------------------------------

    /// By the kinds there: the kind here, and by its parameters what they are called there.
    private static final Map<String, Map<String, String>> SOUNDS = Map.of(
            "gain_filter", Map.of("gain", "db"),
            "compressor_filter",
                    Map.of(
                            "threshold", "threshold",
                            "ratio", "ratio",
                            "attack", "attack_time",
                            "release", "release_time",
                            "gain", "output_gain"),
            "limiter_filter", Map.of("ceiling", "threshold", "release", "release_time"),
            "noise_gate_filter",
                    Map.of(
                            "open", "open_threshold",
                            "close", "close_threshold",
                            "attack", "attack_time",
                            "hold", "hold_time",
                            "release", "release_time"),
            "expander_filter",
                    Map.of(
                            "threshold", "threshold",
                            "ratio", "ratio",
                            "attack", "attack_time",
                            "release", "release_time",
                            "gain", "output_gain"),
            "noise_suppress_filter", Map.of("most", "suppress_level"),
            "basic_eq_filter", Map.of("low", "low", "mid", "mid", "high", "high"),
            "upward_compressor_filter", Map.of(),
            "invert_polarity_filter", Map.of(),
            "vst_filter", Map.of());

    private static Optional<SoundFilterKind> kind(String there) {
        return Optional.ofNullable(
                switch (there) {
                    case "gain_filter" -> SoundFilterKind.GAIN;
                    case "compressor_filter" -> SoundFilterKind.COMPRESSOR;
                    case "limiter_filter" -> SoundFilterKind.LIMITER;
                    case "noise_gate_filter" -> SoundFilterKind.GATE;
                    case "expander_filter" -> SoundFilterKind.EXPANDER;
                    case "noise_suppress_filter" -> SoundFilterKind.DENOISE;
                    case "basic_eq_filter" -> SoundFilterKind.EQ;
                    default -> null;
                });
    }

    /// {@return the filters of a source's sound}
    List<FilterSetting> sounds(ObsTree source) {
        List<FilterSetting> filters = new ArrayList<>();
        for (ObsTree filter : source.all("filters")) {
            Map<String, String> parameters = SOUNDS.getOrDefault(filter.kind(), Map.of());
            Optional<SoundFilterKind> kind = kind(filter.kind());
            if (kind.isPresent()) {
                filters.add(new FilterSetting(
                        sound(kind.get(), parameters, filter.in("settings")), filter.flag("enabled", true)));
            } else if (SOUNDS.containsKey(filter.kind())) {
                told(source, filter, tr("there is no such filter here"));
            }
        }
        return filters;
    }

    private String sound(SoundFilterKind kind, Map<String, String> parameters, ObsTree settings) {
        SoundFilterSpec spec = SoundFilterSpec.usual(kind);
        for (int i = 0; i < kind.parameters().size(); i++) {
            String there = parameters.get(kind.parameters().get(i).key());
            if (there != null && settings.has(there)) {
                spec = spec.with(i, settings.number(there, spec.value(i)));
            }
        }
        String follows = settings.text("sidechain_source", "none");
        return spec.withKey(kind == SoundFilterKind.COMPRESSOR ? channels.apply(follows) : "")
                .text();
    }
}
