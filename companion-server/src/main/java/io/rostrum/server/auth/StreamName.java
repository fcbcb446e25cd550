package io.rostrum.server.auth;

import java.util.Optional;

/// The public name of a stream, as it stands in addresses: 1 to 64 of `A-Z a-z 0-9 . _ -`, not starting with a dot.
///
/// The grammar leaves nothing that a path, a shell, a log line or a page could read as something else.
public record StreamName(String value) implements Comparable<StreamName> {
    public static final int MAX_LENGTH = 64;

    /// @throws IllegalArgumentException if `value` is no name
    public StreamName {
        if (!isName(value)) {
            throw new IllegalArgumentException("stream name (expected: " + GRAMMAR + ")");
        }
    }

    /// The grammar in words, for messages.
    public static final String GRAMMAR = "1 to 64 of A-Z a-z 0-9 . _ -, not starting with a dot";

    /// {@return the name, or nothing if `text` is none}
    public static Optional<StreamName> parse(String text) {
        return isName(text) ? Optional.of(new StreamName(text)) : Optional.empty();
    }

    /// {@return whether this is one of the names that `pattern` stands for}
    ///
    /// @param pattern a name, in which `*` stands for any letters or none
    public boolean matches(String pattern) {
        int at = 0;
        int in = 0;
        int star = -1;
        int afterStar = 0;
        while (at < value.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                afterStar = at;
            } else if (in < pattern.length() && pattern.charAt(in) == value.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) { // the star stands for one letter more
                in = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(StreamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
