package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contrast after WCAG 2.2, 1.4.3 and 1.4.11.
final class ThemeTest {
    private static final Pattern COLOUR = Pattern.compile("-r-([\\w-]+): #([0-9a-f]{6});");
    private static final double WORDS = 4.5;
    private static final double SHAPES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"dark.css", "light.css"})
    void wordsAndEdgesStandOutFromWhatIsBehindThem(String file) throws IOException {
        Map<String, Integer> colours = colours(file);
        for (String words :
                new String[] {"text", "text-2", "text-3", "accent-text", "live-text", "warn-text", "ok-text"}) {
            for (String behind : new String[] {"bg", "surface", "raised", "sunken", "hover"}) {
                require(colours, words, behind, WORDS);
            }
        }
        for (String tone : new String[] {"live", "warn", "ok", "accent"}) {
            require(colours, tone + "-text", tone + "-soft", WORDS);
            require(colours, "text", tone + "-soft", WORDS);
        }
        for (String fill : new String[] {"accent", "live", "warn"}) {
            require(colours, "on-" + fill, fill, WORDS);
        }
        require(colours, "on-accent", "accent-hover", WORDS);
        require(colours, "on-live", "live-hover", WORDS);
        for (String behind : new String[] {"surface", "raised", "sunken"}) {
            require(colours, "edge", behind, SHAPES);
            require(colours, "focus", behind, SHAPES);
        }
        for (int plot = 1; plot <= 5; plot++) {
            require(colours, "plot-" + plot, "sunken", SHAPES);
        }
    }

    private static void require(Map<String, Integer> colours, String front, String behind, double ratio) {
        double a = luminance(Objects.requireNonNull(colours.get(front), front));
        double b = luminance(Objects.requireNonNull(colours.get(behind), behind));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as("%s on %s", front, behind)
                .isGreaterThanOrEqualTo(ratio);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, Integer> colours(String file) throws IOException {
        try (InputStream css = Objects.requireNonNull(StudioWindow.class.getResourceAsStream(file))) {
            Matcher found = COLOUR.matcher(new String(css.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Integer> colours = new TreeMap<>();
            while (found.find()) {
                colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
            }
            return colours;
        }
    }
}
