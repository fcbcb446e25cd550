package io.rostrum.effects.filter;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads filter specifications; see [FilterSpec#parse].
final class FilterParser {
    private static final String NAMES =
            "beauty=…, watermark=…, blur=…, background=…, lowlight=…, autoframe=…, chromakey=…, colorkey=…, lumakey=…, lut=…, color=…,"
                    + " sharpen=…, crop=…, mask=…, scroll=… or delay=…";
    private static final int DEFAULT_BLUR_RADIUS = 24;
    private static final int DEFAULT_MARGIN = 24;
    private static final int WHITE = 0xFFFFFFFF;
    private static final Pattern REGION_PART = Pattern.compile("\\s*[+-]?\\d+\\s*");

    private final FilterWords words;

    private FilterParser(FilterWords words) {
        this.words = words;
    }

    static FilterSettings parse(String text) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        try {
            FilterWords words =
                    new FilterWords(equals < 0 ? "" : text.substring(equals + 1).stripLeading());
            FilterSettings settings = settings(name, words);
            words.refuseRest(options(name));
            return settings;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("filter " + name + ": " + e.getMessage(), e);
        }
    }

    private static FilterSettings settings(String name, FilterWords words) {
        FilterParser parser = new FilterParser(words);
        ColourParser colours = new ColourParser(words);
        FrameParser frames = new FrameParser(words);
        PersonParser persons = new PersonParser(words);
        return switch (name) {
            case "beauty" -> persons.beauty();
            case "watermark" -> parser.watermark();
            case "blur" -> parser.blur();
            case "background" -> persons.background();
            case "lowlight" -> persons.lowLight();
            case "autoframe" -> persons.framing();
            case "chromakey" -> colours.chromaKey();
            case "colorkey" -> colours.colourKey();
            case "lumakey" -> colours.lumaKey();
            case "lut" -> colours.lut();
            case "color" -> colours.colour();
            case "sharpen" -> frames.sharpen();
            case "crop" -> frames.crop();
            case "mask" -> frames.mask();
            case "scroll" -> frames.scroll();
            case "delay" -> frames.delay();
            default -> throw new IllegalArgumentException("unknown (expected: " + NAMES + ")");
        };
    }

    private static String options(String name) {
        return switch (name) {
            case "watermark" -> "corner, margin, at, size, opacity, color";
            case "blur" -> "radius";
            case "background" -> "edge, smoothness, spill";
            case "beauty" -> "brighten, whiten, eyes";
            case "lowlight" -> "denoise";
            case "autoframe" -> "speed";
            case "chromakey" -> "similarity, smoothness, spill";
            case "colorkey" -> "similarity, smoothness";
            case "lumakey" -> "high, smoothness";
            case "lut" -> "strength";
            case "color" -> ColourParser.COLOUR_OPTIONS;
            case "mask" -> "invert";
            default -> "no options";
        };
    }

    private FilterSettings watermark() {
        String value = words.onlyValue("a picture file, text:… or clock");
        Mark mark;
        if (value.equals("clock")) {
            mark = new Mark.Clock();
        } else if (value.startsWith(FilterWords.TEXT)) {
            mark = new Mark.Text(value.substring(FilterWords.TEXT.length()));
        } else {
            mark = new Mark.Image(picture(value, "a picture file, text:… or clock"));
        }
        double opacity = words.number("opacity", 1);
        return new FilterSettings.Watermark(
                new WatermarkSettings(mark, place(), extent(), opacity, words.color("color", WHITE)));
    }

    /// {@return a file that is a picture}
    ///
    /// @param expected what is to be said where there is no such file
    static Path picture(String name, String expected) {
        Path file = FilterWords.path(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(name + " (expected: " + expected + ")");
        }
        try {
            PictureFile.require(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return file;
    }

    private Place place() {
        String at = words.take("at").orElse(null);
        String corner = words.take("corner").orElse(null);
        String margin = words.take("margin").orElse(null);
        if (at == null) {
            return new Place.InCorner(
                    corner == null ? Corner.TOP_RIGHT : Corner.parse(corner),
                    margin == null ? DEFAULT_MARGIN : FilterWords.integer("margin", margin));
        }
        if (corner != null || margin != null) {
            throw new IllegalArgumentException("at: " + at + " (expected: without corner and margin)");
        }
        String[] xy = at.split(":", -1);
        if (xy.length != 2) {
            throw new IllegalArgumentException("at: " + at + " (expected: X:Y in pixels)");
        }
        return new Place.At(FilterWords.integer("at", xy[0]), FilterWords.integer("at", xy[1]));
    }

    private Extent extent() {
        String size = words.take("size").orElse(null);
        if (size == null) {
            return new Extent.Natural();
        }
        return size.contains("x")
                ? new Extent.Exactly(PictureSize.parse(size))
                : new Extent.OfHeight(FilterWords.number("size", size));
    }

    private FilterSettings blur() {
        String radius = words.take("radius").orElse(null);
        int pixels = radius == null ? DEFAULT_BLUR_RADIUS : FilterWords.integer("radius", radius);
        BlurSettings settings = switch (words.values().getFirst().strip()) {
            case "all" -> new BlurSettings.All(pixels);
            case "background" -> new BlurSettings.Background(pixels);
            default -> regions(pixels);
        };
        if (!(settings instanceof BlurSettings.Regions)) {
            words.onlyValue("all, background or X,Y,W,H");
        }
        return new FilterSettings.Blur(settings);
    }

    private BlurSettings regions(int radius) {
        List<String> values = words.values();
        boolean numbers =
                values.stream().allMatch(part -> REGION_PART.matcher(part).matches());
        if (!numbers || values.size() % 4 != 0) {
            throw new IllegalArgumentException(
                    String.join(",", values) + " (expected: all, background or X,Y,W,H in pixels)");
        }
        List<PictureRect> regions = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 4) {
            regions.add(new PictureRect(
                    FilterWords.integer("X", values.get(i)),
                    FilterWords.integer("Y", values.get(i + 1)),
                    FilterWords.integer("W", values.get(i + 2)),
                    FilterWords.integer("H", values.get(i + 3))));
        }
        return new BlurSettings.Regions(regions, radius);
    }
}
