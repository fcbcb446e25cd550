package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.words.Wording;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may be typed or chosen for the output, and what it means.
final class OutputForm {
    private static final int MIN_SIDE = 64;
    private static final int MAX_SIDE = 4_096;
    private static final int MIN_BITS = 100_000;
    private static final int MAX_BITS = 100_000_000;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})\\s*[x×*]\\s*(\\d{1,5})");
    private static final Pattern BITRATE =
            Pattern.compile("(\\d{1,9}(?:[.,]\\d{1,6})?)\\s*(?:([kKmM])(?:i?b(?:it)?(?:/s|ps))?)?");

    /// A choice and how it is called.
    record Choice(String value, String label) {}

    private static final List<Choice> SIZES = List.of(
            new Choice("3840x2160", "3840 × 2160  ·  4K"),
            new Choice("2560x1440", "2560 × 1440  ·  QHD"),
            new Choice("1920x1080", "1920 × 1080  ·  Full HD"),
            new Choice("1280x720", "1280 × 720  ·  HD"),
            new Choice("854x480", mark("854 × 480  ·  small")),
            new Choice("640x360", mark("640 × 360  ·  slow lines")),
            new Choice("1080x1920", mark("1080 × 1920  ·  upright, Full HD")),
            new Choice("720x1280", mark("720 × 1280  ·  upright, HD")),
            new Choice("1080x1080", mark("1080 × 1080  ·  square")));
    private static final List<Choice> RATES = List.of(
            new Choice("24", mark("24 fps  ·  film")),
            new Choice("25", "25 fps"),
            new Choice("30000/1001", mark("29.97 fps")),
            new Choice("30", "30 fps"),
            new Choice("50", "50 fps"),
            new Choice("60000/1001", mark("59.94 fps")),
            new Choice("60", mark("60 fps  ·  games, sports")));

    private OutputForm() {}

    /// {@return sizes to choose from, `current` among them}
    static List<Choice> sizes(String current) {
        return with(SIZES, new Choice(current, current.replace("x", " × ")));
    }

    /// {@return frame rates to choose from, `current` among them}
    static List<Choice> rates(String current) {
        return with(RATES, new Choice(current, tr("{0} fps", rateInWords(current))));
    }

    private static List<Choice> with(List<Choice> choices, Choice current) {
        if (choices.stream().anyMatch(choice -> choice.value().equals(current.value()))) {
            return choices;
        }
        List<Choice> all = new ArrayList<>(choices);
        all.addFirst(current);
        return List.copyOf(all);
    }

    /// {@return the size as [PictureSize] writes it}
    static Checked<String> size(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            return new Checked.Wrong<>(tr("Expected width x height in pixels, like 1280x720."));
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE) {
            return new Checked.Wrong<>(tr("Each side must have {0} to {1} pixels.", MIN_SIDE, MAX_SIDE));
        }
        if (width % 2 != 0 || height % 2 != 0) {
            return new Checked.Wrong<>(tr("Encoders need even numbers: try {0}x{1}.", width & ~1, height & ~1));
        }
        return new Checked.Fine<>(width + "x" + height);
    }

    /// Reads `2500`, `2500k`, `2.5 M` or `2.5 Mb/s`; a number alone is in kb/s.
    ///
    /// @return bits a second
    static Checked<Integer> bitRate(String text) {
        Matcher matcher = BITRATE.matcher(text.strip());
        if (!matcher.matches()) {
            return new Checked.Wrong<>(tr("Expected a number of kb/s, like 2500, or 2.5 Mb/s."));
        }
        boolean mega = "m".equalsIgnoreCase(matcher.group(2));
        long bits = new BigDecimal(matcher.group(1).replace(',', '.'))
                .multiply(BigDecimal.valueOf(mega ? 1_000_000 : 1_000))
                .longValue();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            return new Checked.Wrong<>(
                    tr("Expected {0} to {1}.", Amounts.bitRate(MIN_BITS), Amounts.bitRate(MAX_BITS)));
        }
        return new Checked.Fine<>((int) bits);
    }

    /// {@return the folder, absolute, that recordings can be written to}
    static Checked<Path> folder(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return new Checked.Wrong<>(tr("Expected a folder. Choose one."));
        }
        try {
            Path folder = (typed.equals("~") || typed.startsWith("~/")
                            ? Path.of(System.getProperty("user.home"), typed.substring(1))
                            : Path.of(typed))
                    .toAbsolutePath()
                    .normalize();
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                return new Checked.Wrong<>(tr("That is a file. Choose a folder."));
            }
            if (!Files.isDirectory(folder)) {
                return new Checked.Wrong<>(tr("There is no such folder. Create it first, or choose another."));
            }
            return Files.isWritable(folder)
                    ? new Checked.Fine<>(folder)
                    : new Checked.Wrong<>(tr("This user may not write there. Choose another folder."));
        } catch (InvalidPathException _) {
            return new Checked.Wrong<>(tr("That is no name of a folder. Choose one."));
        }
    }

    /// {@return what to think of a bit rate for pictures of a size and rate; empty where these are not
    /// understood}
    static String advice(String size, String rate, int bitsPerSecond) {
        try {
            return BitrateAdvice.of(PictureSize.parse(size), Rational.parse(rate))
                    .judge(bitsPerSecond, tr("{0} at {1} fps", size, rateInWords(rate)));
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /// {@return `30` or `29.97`}
    static String rateInWords(String rate) {
        try {
            double value = Rational.parse(rate).toDouble();
            return value == Math.rint(value) ? String.valueOf((long) value) : Wording.format("%.2f", value);
        } catch (IllegalArgumentException _) {
            return rate;
        }
    }

    /// {@return how much fits: `118 GB free, about 84 hours`}
    static String room(long freeBytes, int bitsPerSecond) {
        double hours = freeBytes * 8.0 / Math.max(1, bitsPerSecond) / 3_600;
        return tr(
                "{0} free, about {1} at {2}",
                Amounts.bytes(freeBytes), Amounts.hours(hours), Amounts.bitRate(bitsPerSecond));
    }
}
