package io.rostrum.effects.filter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands behind a filter's name, taken apart: values, and options as `key=value`, each of which is asked
/// for once.
final class FilterWords {
    /// Begins the words of a watermark.
    static final String TEXT = "text:";

    private static final Pattern COLOR = Pattern.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    private final List<String> values = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    FilterWords(String text) {
        split(text);
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

    List<String> values() {
        return values;
    }

    /// {@return the value, of which there is one}
    String onlyValue(String expected) {
        if (values.size() != 1 || values.getFirst().isBlank()) {
            throw new IllegalArgumentException(
                    (values.size() == 1 ? "no value" : String.join(",", values)) + " (expected: " + expected + ")");
        }
        return values.getFirst().strip();
    }

    /// Takes a value that has the form of an option for one: for filters that have options alone.
    void optionsAlone() {
        List<String> first = List.copyOf(values);
        values.clear();
        for (String value : first) {
            int equals = value.indexOf('=');
            if (equals < 0 && !value.isBlank()) {
                values.add(value);
            } else if (equals >= 0
                    && options.put(value.substring(0, equals).strip(), value.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(value + " (expected: each key once)");
            }
        }
    }

    /// {@return an option, which is then taken}
    Optional<String> take(String key) {
        return Optional.ofNullable(options.remove(key));
    }

    double number(String key, double otherwise) {
        String text = options.remove(key);
        return text == null ? otherwise : number(key, text);
    }

    /// {@return straight 0xAARRGGBB}
    int color(String key, int otherwise) {
        String text = options.remove(key);
        return text == null ? otherwise : color(key, text);
    }

    /// Refuses options that nobody asked for.
    ///
    /// @param known those there are, for the words of the refusal
    void refuseRest(String known) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(options.keySet().iterator().next() + " (expected: " + known + ")");
        }
    }

    static int color(String what, String text) {
        Matcher matcher = COLOR.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(what + ": " + text + " (expected: RRGGBB or AARRGGBB)");
        }
        String digits = matcher.group(1);
        return Integer.parseUnsignedInt(digits.length() == 6 ? "FF" + digits : digits, 16);
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(text + " (expected: a file name)", e);
        }
    }

    static double number(String what, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": " + text + " (expected: a number)", e);
        }
    }

    static int integer(String what, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": " + text + " (expected: a whole number)", e);
        }
    }
}
