package io.rostrum.studio.input;

import io.rostrum.capture.source.color.ColorDrawing;
import io.rostrum.capture.source.color.Colors;
import io.rostrum.capture.source.drawn.Drawing;
import io.rostrum.capture.source.slides.PdfDrawing;
import io.rostrum.capture.source.slides.SlideshowDrawing;
import io.rostrum.capture.source.slides.SlideshowDrawing.Settings;
import io.rostrum.capture.source.text.TextDrawing;
import io.rostrum.capture.source.text.TextFileDrawing;
import io.rostrum.capture.source.text.TextStyle;
import io.rostrum.capture.source.text.TextStyle.Align;
import io.rostrum.capture.source.text.TextStyle.Anchor;
import io.rostrum.capture.source.time.ClockDrawing;
import io.rostrum.capture.source.time.CountdownDrawing;
import io.rostrum.capture.source.time.CountdownDrawing.Goal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the drawings of what a [SourceSpec] says. Every refusal is an [IllegalArgumentException] in words for the
/// user.
public final class Drawings {
    private static final double SLIDE_SECONDS = 5;
    private static final double FADE_SECONDS = 0.5;
    private static final double MOST_SECONDS = 86_400;
    private static final Pattern TIME_LEFT = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");
    private static final String COUNTED_TO =
            "a time that is left, such as 10m or 1h30m, a time of day such as 20:00, or a"
                    + " moment such as 2026-12-31T23:59";

    private Drawings() {}

    /// {@return what is drawn}
    public static Drawing of(SourceSpec spec) {
        return switch (spec.kind()) {
            case TEXT -> text(spec);
            case COLOR -> new ColorDrawing(Colors.parse(spec.body().strip()));
            case CLOCK ->
                new ClockDrawing(
                        spec.body().isBlank() ? "HH:mm:ss" : spec.body(), zone(spec), Locale.getDefault(), style(spec));
            case COUNTDOWN ->
                new CountdownDrawing(
                        goal(spec),
                        spec.option("text").orElse(CountdownDrawing.TIME),
                        spec.option("over").orElse(""),
                        style(spec));
            case SLIDESHOW -> new SlideshowDrawing(slideshow(spec), new Random());
            case PDF -> new PdfDrawing(path(spec, spec.body()), page(spec));
            case PLAYLIST -> throw new IllegalArgumentException("playlist: decoded (expected: a source that is drawn)");
            case WEB -> throw new IllegalArgumentException("web: drawn by a browser (expected: a source that is not)");
        };
    }

    private static Drawing text(SourceSpec spec) {
        TextStyle style = style(spec);
        String from = spec.option("from").orElse("here");
        return switch (from) {
            case "here" -> new TextDrawing(spec.body(), style);
            case "file" -> {
                yield new TextFileDrawing(path(spec, spec.body()), style);
            }
            default -> throw new IllegalArgumentException("text from: " + from + " (expected: here or file)");
        };
    }

    private static Path path(SourceSpec spec, String said) {
        try {
            if (!said.isBlank()) {
                return Path.of(said.strip());
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(spec.kind().word() + ": " + said + " (expected: a file's path)", e);
        }
        throw new IllegalArgumentException(spec.kind().word() + ": no file (expected: its path)");
    }

    private static Settings slideshow(SourceSpec spec) {
        List<Path> entries = Arrays.stream(spec.body().split("\\|", -1))
                .filter(said -> !said.isBlank())
                .map(said -> path(spec, said))
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(
                    "slideshow: no pictures (expected: a folder, or pictures with a bar between them)");
        }
        String order = spec.option("order").orElse("name");
        if (!order.equals("name") && !order.equals("shuffle")) {
            throw new IllegalArgumentException("slideshow order: " + order + " (expected: name or shuffle)");
        }
        return new Settings(
                entries,
                seconds(spec, "seconds", SLIDE_SECONDS),
                seconds(spec, "fade", FADE_SECONDS),
                order.equals("shuffle"),
                !spec.option("loop").orElse("yes").equals("no"));
    }

    private static Duration seconds(SourceSpec spec, String option, double otherwise) {
        Optional<String> said = spec.option(option);
        try {
            double seconds = said.map(Double::parseDouble).orElse(otherwise);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "slideshow " + option + ": " + said.orElse("") + " (expected: a number of seconds, a day at most)");
    }

    private static int page(SourceSpec spec) {
        String said = spec.option("page").orElse("1");
        try {
            return Integer.parseInt(said);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("pdf page: " + said + " (expected: a number, 1 for the first)", e);
        }
    }

    /// {@return how its letters look}
    public static TextStyle style(SourceSpec spec) {
        TextStyle usual = TextStyle.DEFAULT;
        return new TextStyle(
                spec.option("font").orElse(usual.font()),
                number(spec, "size", usual.size()),
                yes(spec, "bold"),
                yes(spec, "italic"),
                color(spec, "color", usual.argb()),
                number(spec, "outline", usual.outline()),
                color(spec, "outline-color", usual.outlineArgb()),
                color(spec, "background", usual.background()),
                oneOf(spec, "align", Align.class, usual.align()),
                oneOf(spec, "valign", Anchor.class, usual.anchor()),
                (int) number(spec, "wrap", usual.wrap()));
    }

    private static double number(SourceSpec spec, String option, double otherwise) {
        Optional<String> said = spec.option(option);
        try {
            return said.map(Double::parseDouble).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    spec.kind().word() + " " + option + ": " + said.orElse("") + " (expected: a number of pixels)", e);
        }
    }

    private static boolean yes(SourceSpec spec, String option) {
        String said = spec.option(option).orElse("no");
        return switch (said) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                throw new IllegalArgumentException(
                        spec.kind().word() + " " + option + ": " + said + " (expected: yes or no)");
        };
    }

    private static int color(SourceSpec spec, String option, int otherwise) {
        return spec.option(option).map(Colors::parse).orElse(otherwise);
    }

    private static <E extends Enum<E>> E oneOf(SourceSpec spec, String option, Class<E> type, E otherwise) {
        Optional<String> said = spec.option(option);
        try {
            return said.map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)))
                    .orElse(otherwise);
        } catch (IllegalArgumentException e) {
            String words = Arrays.stream(type.getEnumConstants())
                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    spec.kind().word() + " " + option + ": " + said.orElse("") + " (expected: one of " + words + ")",
                    e);
        }
    }

    private static ZoneId zone(SourceSpec spec) {
        Optional<String> said = spec.option("zone");
        try {
            return said.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    spec.kind().word() + " zone: " + said.orElse("")
                            + " (expected: a place such as Europe/Berlin, or UTC)",
                    e);
        }
    }

    private static Goal goal(SourceSpec spec) {
        String said = spec.body().strip();
        Matcher left = TIME_LEFT.matcher(said);
        if (!said.isEmpty() && left.matches()) {
            return new Goal.After(Duration.ofHours(number(left.group(1)))
                    .plusMinutes(number(left.group(2)))
                    .plusSeconds(number(left.group(3))));
        }
        try {
            return said.contains("T")
                    ? new Goal.At(LocalDateTime.parse(said), zone(spec))
                    : new Goal.TimeOfDay(LocalTime.parse(said), zone(spec));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("countdown: " + said + " (expected: " + COUNTED_TO + ")", e);
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
