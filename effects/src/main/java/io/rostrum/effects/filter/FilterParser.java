package io.rostrum.effects.filter;

import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.PictureFile;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads filter specifications; see [FilterSpec#parse].
final class FilterParser {
    private static final String TEXT = "text:";
    private static final int DEFAULT_BLUR_RADIUS = 24;
    private static final int DEFAULT_MARGIN = 24;
    private static final int WHITE = 0xFFFFFFFF;
    private static final Pattern REGION_PART = Pattern.compile("\\s*[+-]?\\d+\\s*");
    private static final Pattern COLOR = Pattern.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    private final String name;
    private final List<String> values = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private FilterParser(String name) {
        this.name = name;
    }

    static FilterSettings parse(String text) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        FilterParser parser = new FilterParser(name);
        try {
            parser.split(equals < 0 ? "" : text.substring(equals + 1).stripLeading());
            FilterSettings settings = switch (name) {
                case "beauty" -> parser.beauty();
                case "watermark" -> parser.watermark();
                case "blur" -> parser.blur();
                default -> throw new IllegalArgumentException("unknown (expected: beauty=…, watermark=… or blur=…)");
            };
            parser.refuseRest();
            return settings;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("filter " + name + ": " + e.getMessage(), e);
        }
    }

    /// Splits at commas that have no backslash before; what has the form `key=value` and is not the first is an
    /// option. Only in the text of a watermark is a backslash and n a line end: elsewhere it is part of a path.
    private void split(String text) {
        String escapable = text.startsWith(TEXT) ? "\\,n" : ",";
        StringBuilder part = new StringBuilder();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 1 < text.length() && escapable.indexOf(text.charAt(i + 1)) >= 0;
            if (escape) {
                i++;
                part.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        values.add(parts.getFirst());
        for (String next : parts.subList(1, parts.size())) {
            int equals = next.indexOf('=');
            if (equals < 0) {
                values.add(next);
            } else if (options.put(next.substring(0, equals).strip(), next.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(next + " (expected: each key once)");
            }
        }
    }

    private FilterSettings beauty() {
        return new FilterSettings.Beauty(new BeautySettings(number("strength", onlyValue("a strength 0..1"))));
    }

    private FilterSettings watermark() {
        String value = onlyValue("a picture file, text:… or clock");
        Mark mark;
        if (value.equals("clock")) {
            mark = new Mark.Clock();
        } else if (value.startsWith(TEXT)) {
            mark = new Mark.Text(value.substring(TEXT.length()));
        } else {
            Path file = path(value);
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new IllegalArgumentException(value + " (expected: a picture file, text:… or clock)");
            }
            requirePicture(file);
            mark = new Mark.Image(file);
        }
        double opacity = number("opacity", options.getOrDefault("opacity", "1"));
        options.remove("opacity");
        return new FilterSettings.Watermark(new WatermarkSettings(mark, place(), extent(), opacity, color()));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(text + " (expected: a file name)", e);
        }
    }

    private static void requirePicture(Path file) {
        try {
            PictureFile.require(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Place place() {
        String at = options.remove("at");
        String corner = options.remove("corner");
        String margin = options.remove("margin");
        if (at == null) {
            return new Place.InCorner(
                    corner == null ? Corner.TOP_RIGHT : Corner.parse(corner),
                    margin == null ? DEFAULT_MARGIN : integer("margin", margin));
        }
        if (corner != null || margin != null) {
            throw new IllegalArgumentException("at: " + at + " (expected: without corner and margin)");
        }
        String[] xy = at.split(":", -1);
        if (xy.length != 2) {
            throw new IllegalArgumentException("at: " + at + " (expected: X:Y in pixels)");
        }
        return new Place.At(integer("at", xy[0]), integer("at", xy[1]));
    }

    private Extent extent() {
        String size = options.remove("size");
        if (size == null) {
            return new Extent.Natural();
        }
        return size.contains("x")
                ? new Extent.Exactly(PictureSize.parse(size))
                : new Extent.OfHeight(number("size", size));
    }

    private int color() {
        String color = options.remove("color");
        if (color == null) {
            return WHITE;
        }
        Matcher matcher = COLOR.matcher(color);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("color: " + color + " (expected: RRGGBB or AARRGGBB)");
        }
        String digits = matcher.group(1);
        return Integer.parseUnsignedInt(digits.length() == 6 ? "FF" + digits : digits, 16);
    }

    private FilterSettings blur() {
        String radius = options.remove("radius");
        int pixels = radius == null ? DEFAULT_BLUR_RADIUS : integer("radius", radius);
        BlurSettings settings = switch (values.getFirst().strip()) {
            case "all" -> new BlurSettings.All(pixels);
            case "background" -> new BlurSettings.Background(pixels);
            default -> regions(pixels);
        };
        if (!(settings instanceof BlurSettings.Regions)) {
            onlyValue("all, background or X,Y,W,H");
        }
        return new FilterSettings.Blur(settings);
    }

    private BlurSettings regions(int radius) {
        boolean numbers =
                values.stream().allMatch(part -> REGION_PART.matcher(part).matches());
        if (!numbers || values.size() % 4 != 0) {
            throw new IllegalArgumentException(
                    String.join(",", values) + " (expected: all, background or X,Y,W,H in pixels)");
        }
        List<PictureRect> regions = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 4) {
            regions.add(new PictureRect(
                    integer("X", values.get(i)),
                    integer("Y", values.get(i + 1)),
                    integer("W", values.get(i + 2)),
                    integer("H", values.get(i + 3))));
        }
        return new BlurSettings.Regions(regions, radius);
    }

    private String onlyValue(String expected) {
        if (values.size() != 1 || values.getFirst().isBlank()) {
            throw new IllegalArgumentException(
                    (values.size() == 1 ? "no value" : String.join(",", values)) + " (expected: " + expected + ")");
        }
        return values.getFirst().strip();
    }

    private void refuseRest() {
        if (!options.isEmpty()) {
            String known = switch (name) {
                case "watermark" -> "corner, margin, at, size, opacity, color";
                case "blur" -> "radius";
                default -> "no options";
            };
            throw new IllegalArgumentException(options.keySet().iterator().next() + " (expected: " + known + ")");
        }
    }

    private static double number(String what, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": " + text + " (expected: a number)", e);
        }
    }

    private static int integer(String what, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": " + text + " (expected: a whole number)", e);
        }
    }
}
