package io.rostrum.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The pattern of a [Route], taken apart once.
///
/// @param pieces one for each segment of a path
record PathPattern(List<Piece> pieces) {
    /// A segment of a path.
    ///
    /// @param before literal, or all of it where there is no name
    /// @param name   what the rest is called; empty for none
    /// @param after  literal
    private record Piece(String before, String name, String after) {
        static Piece of(String text) {
            int open = text.indexOf('{');
            int close = text.indexOf('}', Math.max(0, open));
            return open < 0
                    ? new Piece(text, "", "")
                    : new Piece(text.substring(0, open), text.substring(open + 1, close), text.substring(close + 1));
        }

        boolean matches(String segment) {
            if (name.isEmpty()) {
                return before.equals(segment);
            }
            return segment.length() > before.length() + after.length()
                    && segment.startsWith(before)
                    && segment.endsWith(after)
                    && !isStep(value(segment)); // `/live/...flv` would name one
        }

        private static boolean isStep(String value) {
            return value.equals(".") || value.equals("..");
        }

        String value(String segment) {
            return segment.substring(before.length(), segment.length() - after.length());
        }
    }

    /// @param pattern starts with `/`
    static PathPattern of(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        for (String text : pattern.substring(1).split("/", -1)) {
            pieces.add(Piece.of(text));
        }
        return new PathPattern(List.copyOf(pieces));
    }

    /// {@return what the names of the pattern stand for in `segments`; empty if the pattern does not match}
    Optional<Map<String, String>> match(List<String> segments) {
        if (segments.size() != pieces.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).matches(segments.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).name().isEmpty()) {
                values.put(pieces.get(i).name(), pieces.get(i).value(segments.get(i)));
            }
        }
        return Optional.of(values);
    }
}
