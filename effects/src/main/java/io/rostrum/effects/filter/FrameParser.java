package io.rostrum.effects.filter;

import io.rostrum.effects.frame.FrameSettings;
import java.nio.file.Path;
import java.util.List;

/// Reads what is done to a picture as a whole; see [FilterSpec#parse].
final class FrameParser {
    private final FilterWords words;

    FrameParser(FilterWords words) {
        this.words = words;
    }

    FilterSettings sharpen() {
        double strength = FilterWords.number("strength", words.onlyValue("a strength 0..1"));
        return new FilterSettings.Frame(new FrameSettings.Sharpen(strength));
    }

    FilterSettings crop() {
        List<String> edges = words.values();
        if (edges.size() != 4) {
            throw new IllegalArgumentException(
                    String.join(",", edges) + " (expected: LEFT,TOP,RIGHT,BOTTOM in pixels)");
        }
        return new FilterSettings.Frame(new FrameSettings.Crop(
                FilterWords.integer("left", edges.get(0)),
                FilterWords.integer("top", edges.get(1)),
                FilterWords.integer("right", edges.get(2)),
                FilterWords.integer("bottom", edges.get(3))));
    }

    FilterSettings mask() {
        Path file = FilterParser.picture(words.onlyValue("a picture file"), "a picture file");
        String invert = words.take("invert").orElse("no").strip();
        if (!invert.equals("yes") && !invert.equals("no")) {
            throw new IllegalArgumentException("invert: " + invert + " (expected: yes or no)");
        }
        return new FilterSettings.Frame(new FrameSettings.Mask(file, invert.equals("yes")));
    }

    FilterSettings scroll() {
        List<String> speeds = words.values();
        if (speeds.size() != 2) {
            throw new IllegalArgumentException(
                    String.join(",", speeds) + " (expected: ACROSS,DOWN in pixels a second)");
        }
        return new FilterSettings.Frame(new FrameSettings.Scroll(
                FilterWords.number("across", speeds.get(0)), FilterWords.number("down", speeds.get(1))));
    }

    FilterSettings delay() {
        int millis = FilterWords.integer("delay", words.onlyValue("milliseconds"));
        return new FilterSettings.Frame(new FrameSettings.Delay(millis));
    }
}
