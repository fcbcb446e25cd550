package io.rostrum.studio.input;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A source that is drawn here, as `--video` names it: `kind[,option=value…]:body`. The body is taken as it is; in an
/// option's value a backslash stands before each comma, colon and backslash.
///
/// @param options in the order in which they were written
public record SourceSpec(DrawnKind kind, Map<String, String> options, String body) {
    private static final String ESCAPED = ",:\\";

    public SourceSpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    private static boolean begins(DrawnKind kind, String text) {
        return text.startsWith(kind.word() + ":") || text.startsWith(kind.word() + ",");
    }

    /// {@return the kind that `text` begins with; empty for other inputs}
    public static Optional<DrawnKind> kind(String text) {
        return Arrays.stream(DrawnKind.values())
                .filter(kind -> begins(kind, text))
                .findFirst();
    }

    /// {@return what `text` says; empty if it begins with none of the kinds}
    ///
    /// @throws IllegalArgumentException if an option is none, in words for the user
    public static Optional<SourceSpec> read(String text) {
        for (DrawnKind kind : DrawnKind.values()) {
            if (begins(kind, text)) {
                return Optional.of(read(kind, text.substring(kind.word().length())));
            }
        }
        return Optional.empty();
    }

    private static SourceSpec read(DrawnKind kind, String rest) {
        Map<String, String> options = new LinkedHashMap<>();
        int at = 0;
        while (at < rest.length() && rest.charAt(at) == ',') {
            StringBuilder option = new StringBuilder();
            at++;
            while (at < rest.length() && rest.charAt(at) != ',' && rest.charAt(at) != ':') {
                boolean escaped = rest.charAt(at) == '\\' && at + 1 < rest.length();
                option.append(rest.charAt(escaped ? at + 1 : at));
                at += escaped ? 2 : 1;
            }
            add(kind, options, option.toString());
        }
        if (at >= rest.length()) {
            throw new IllegalArgumentException(kind.word() + rest
                    + ": nothing to show (expected: a colon and what is shown, " + kind.word() + ":…)");
        }
        return new SourceSpec(kind, options, rest.substring(at + 1));
    }

    private static void add(DrawnKind kind, Map<String, String> options, String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals).strip();
        if (equals < 0 || !kind.knows(name)) {
            throw new IllegalArgumentException(kind.word() + ": " + option
                    + " (expected: an option of this source and its value, such as "
                    + kind.example()
                    + ")");
        }
        options.put(name, option.substring(equals + 1).strip());
    }

    /// {@return what was said of this}
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /// {@return the same with another value}
    ///
    /// @param value blank for as if nothing had been said
    public SourceSpec with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        if (value.isBlank()) {
            more.remove(name);
        } else {
            more.put(name, value.strip());
        }
        return new SourceSpec(kind, more, body);
    }

    /// {@return the same with another body}
    public SourceSpec withBody(String to) {
        return new SourceSpec(kind, options, to);
    }

    /// {@return what [#read] reads as this}
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.word());
        options.forEach((name, value) -> {
            text.append(',').append(name).append('=');
            value.chars().forEach(letter -> {
                if (ESCAPED.indexOf(letter) >= 0) {
                    text.append('\\');
                }
                text.append((char) letter);
            });
        });
        return text.append(':').append(body).toString();
    }
}
