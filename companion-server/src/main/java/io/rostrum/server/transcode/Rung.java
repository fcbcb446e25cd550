package io.rostrum.server.transcode;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One step of the ladder, as the configuration writes it: `480p 1000k`.
///
/// @param lines         of the picture's shorter side, 64 to 4320, even
/// @param bitsPerSecond most that its pictures take, over some seconds
public record Rung(int lines, int bitsPerSecond) {
    /// How a rung is written, for messages.
    public static final String GRAMMAR = "an even number of lines from 64p to 4320p and kilobits a second: 480p 1000k";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{2,4})p +(\\d{2,6})k");
    private static final int LEAST_LINES = 64;
    private static final int MOST_LINES = 4320;

    /// {@return the rung, or nothing if `text` is none}
    public static Optional<Rung> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int lines = Integer.parseInt(matcher.group(1));
        int kilobits = Integer.parseInt(matcher.group(2));
        boolean fits = lines >= LEAST_LINES && lines <= MOST_LINES && lines % 2 == 0;
        return fits ? Optional.of(new Rung(lines, kilobits * 1000)) : Optional.empty();
    }

    /// {@return what people call it: `480p`}
    public String label() {
        return lines + "p";
    }
}
