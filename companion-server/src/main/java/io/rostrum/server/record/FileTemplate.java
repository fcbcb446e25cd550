package io.rostrum.server.record;

import io.rostrum.server.auth.StreamName;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What files of recordings are called: letters, digits, `. _ -`, and `{stream}`, `{date}` (20261121), `{time}`
/// (214530) and `{number}` (1, 2, … within one broadcast). Names never hold a slash, so nothing leads out of the
/// folder.
///
/// @param text as the configuration writes it
public record FileTemplate(String text) {
    /// How a template is written, for messages.
    public static final String GRAMMAR =
            "letters, digits, . _ -, and {stream}, {date}, {time}, {number}; at most 200 letters with these filled in";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Set<String> KNOWN = Set.of("stream", "date", "time", "number");
    /// Leaves room for endings within the 255 bytes that file systems give a name.
    private static final int MAX_NAME = 200;
    private static final StreamName LONGEST_STREAM = new StreamName("s".repeat(StreamName.MAX_LENGTH));
    private static final int LARGEST_NUMBER = 1_000_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    public static final FileTemplate DEFAULT = new FileTemplate("{stream}_{date}_{time}");

    /// @throws IllegalArgumentException if `text` is no template
    public FileTemplate {
        if (!isTemplate(text)) {
            throw new IllegalArgumentException("file name: " + text + " (expected: " + GRAMMAR + ")");
        }
    }

    /// {@return the template, or nothing if `text` is none}
    public static Optional<FileTemplate> parse(String text) {
        return isTemplate(text) ? Optional.of(new FileTemplate(text)) : Optional.empty();
    }

    private static boolean isTemplate(String text) {
        if (text.isEmpty() || text.length() > MAX_NAME || text.startsWith(".")) {
            return false;
        }
        boolean known = PLACEHOLDER.matcher(text).results().allMatch(found -> KNOWN.contains(found.group(1)));
        return known
                && PLAIN.matcher(PLACEHOLDER.matcher(text).replaceAll("")).matches()
                && name(text, LONGEST_STREAM, Instant.EPOCH, LARGEST_NUMBER, ZoneOffset.UTC)
                                .length()
                        <= MAX_NAME;
    }

    /// {@return a file's name without its ending}
    ///
    /// @param begin  when it begins
    /// @param number of the file within the broadcast, from 1
    /// @param zone   whose date and time
    String name(StreamName stream, Instant begin, int number, ZoneId zone) {
        return name(text, stream, begin, number, zone);
    }

    private static String name(String text, StreamName stream, Instant begin, int number, ZoneId zone) {
        var when = begin.atZone(zone);
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "stream" -> stream.value();
                            case "date" -> DATE.format(when);
                            case "time" -> TIME.format(when);
                            default -> Integer.toString(number);
                        }));
    }
}
