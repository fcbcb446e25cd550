package io.rostrum.effects.color;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads `.cube` files as Adobe's Cube LUT Specification 1.0 (2013) has them: keywords, then a line of three
/// numbers for each entry, red the fastest; `#` begins a line that is left out. The ranges that DaVinci Resolve
/// writes (`LUT_1D_INPUT_RANGE`, `LUT_3D_INPUT_RANGE`) are read too, unless curves and a cube are in one file.
final class CubeText {
    /// As in the specification, "2 to 65536".
    private static final int MAX_CURVE = 65_536;
    /// The specification has 256; two million entries take 26 MB and are twice as fine as any that is used.
    private static final int MAX_CUBE = 129;
    /// What the largest cube takes when its numbers have eleven letters.
    private static final long MAX_BYTES = 100_000_000;

    private static final int HEAD_LINES = 200;

    private final Path file;
    private final double[] least = {0, 0, 0};
    private final double[] most = {1, 1, 1};
    private int line;
    private int size;
    private boolean cube;
    private float[] colours = new float[0];
    private int numbers;

    private CubeText(Path file) {
        this.file = file;
    }

    static void require(Path file) throws IOException {
        new CubeText(file).readLines(HEAD_LINES);
    }

    static Lut read(Path file) throws IOException {
        CubeText text = new CubeText(file);
        text.readLines(Integer.MAX_VALUE);
        return text.table();
    }

    private Lut table() throws IOException {
        if (size == 0) {
            throw noTable("has no table of colours");
        }
        if (numbers < colours.length) {
            throw new IOException(file + ": ends after " + numbers / 3 + " colours (expected: " + colours.length / 3
                    + ", as its size says)");
        }
        for (int channel = 0; channel < 3; channel++) {
            if (!(least[channel] < most[channel])) {
                throw new IOException(file + ": DOMAIN_MIN " + least[channel] + ", DOMAIN_MAX " + most[channel]
                        + " (expected: a minimum below the maximum)");
            }
        }
        Lut.Domain domain = new Lut.Domain(least, most);
        return cube ? new Lut.Cube(size, colours, domain) : new Lut.Curves(colours, domain);
    }

    private void readLines(int limit) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has " + Files.size(file) + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            String text = reader.readLine();
            while (text != null && line < limit) {
                line++;
                read(text.strip());
                text = reader.readLine();
            }
        }
    }

    private void read(String text) throws IOException {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        String[] words = text.split("\\s+");
        if (isNumber(words[0])) {
            colour(text, words);
            return;
        }
        if (numbers > 0) {
            throw wrong(text, "three numbers, as keywords stand before the table");
        }
        switch (words[0]) {
            case "TITLE" -> {}
            case "LUT_1D_SIZE" -> begin(text, words, false);
            case "LUT_3D_SIZE" -> begin(text, words, true);
            case "DOMAIN_MIN" -> System.arraycopy(numbers(text, words, 3), 0, least, 0, 3);
            case "DOMAIN_MAX" -> System.arraycopy(numbers(text, words, 3), 0, most, 0, 3);
            case "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE" -> {
                double[] range = numbers(text, words, 2);
                Arrays.fill(least, range[0]);
                Arrays.fill(most, range[1]);
            }
            default ->
                throw size == 0
                        ? noTable("is no colour table: line " + line + " is \"" + shortened(text) + "\"")
                        : wrong(text, "three numbers, or a keyword as DOMAIN_MIN");
        }
    }

    private void begin(String text, String[] words, boolean isCube) throws IOException {
        if (size != 0) {
            throw wrong(text, "one size alone; curves and a cube in one file cannot be read");
        }
        int greatest = isCube ? MAX_CUBE : MAX_CURVE;
        double wanted = numbers(text, words, 1)[0];
        if (!(wanted >= 2 && wanted <= greatest) || wanted != Math.rint(wanted)) {
            throw wrong(text, "a whole number from 2 to " + greatest);
        }
        size = (int) wanted;
        cube = isCube;
        colours = new float[3 * (isCube ? size * size * size : size)];
    }

    private void colour(String text, String[] words) throws IOException {
        if (size == 0) {
            throw noTable("has numbers before LUT_3D_SIZE or LUT_1D_SIZE, in line " + line);
        }
        if (words.length != 3) {
            throw wrong(text, "three numbers");
        }
        if (numbers == colours.length) {
            throw wrong(text, "no more than " + colours.length / 3 + " colours, as its size says");
        }
        for (String word : words) {
            colours[numbers++] = (float) number(text, word);
        }
    }

    private double[] numbers(String text, String[] words, int count) throws IOException {
        if (words.length != count + 1) {
            throw wrong(text, words[0] + " and " + (count == 1 ? "a number" : count + " numbers"));
        }
        double[] read = new double[count];
        for (int i = 0; i < count; i++) {
            read[i] = number(text, words[i + 1]);
        }
        return read;
    }

    private double number(String text, String word) throws IOException {
        Double value = isNumber(word) ? parsed(word) : null;
        if (value == null) {
            throw wrong(text, "a number instead of " + shortened(word));
        }
        return value;
    }

    private static boolean isNumber(String word) {
        char first = word.charAt(0);
        return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    }

    private static @Nullable Double parsed(String word) {
        try {
            double value = Double.parseDouble(word);
            boolean asJavaAlone = "dDfF".indexOf(word.charAt(word.length() - 1)) >= 0;
            return asJavaAlone || !Double.isFinite(value) ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private IOException wrong(String text, String expected) {
        return new IOException(file + ", line " + line + ": " + shortened(text) + " (expected: " + expected + ")");
    }

    private IOException noTable(String what) {
        return new IOException(
                file + " " + what + " (expected: a .cube file with LUT_3D_SIZE or LUT_1D_SIZE, or a .png)");
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
