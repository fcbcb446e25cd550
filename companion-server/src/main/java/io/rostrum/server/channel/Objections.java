package io.rostrum.server.channel;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with what somebody has written into a form, all of it at once; confined to one thread.
public final class Objections {
    private final List<String> lines = new ArrayList<>();

    public void add(String field, String what, String expected) {
        lines.add(field + ": " + what + " (expected: " + expected + ").");
    }

    /// Adds one that says itself what was expected.
    public void add(String field, String words) {
        lines.add(field + ": " + words);
    }

    /// {@return one line for each field that does not pass: `field: what it is (expected: condition).`}
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /// {@return the text in normal form (NFC), without what is not seen around it}
    ///
    /// @param most letters; more is objected to, and so is what is not seen or ends the line
    public String line(String field, String text, int most) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int letters = line.codePointCount(0, line.length());
        if (letters > most) {
            add(field, letters + " letters", "at most " + most);
        } else if (line.codePoints().anyMatch(Objections::isInvisible)) {
            add(field, "has control characters", "letters that are seen, in one line");
        }
        return line;
    }

    /// {@return like [#line], of several lines with `\n` between}
    public String text(String field, String text, int most) {
        String whole = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
        int letters = whole.codePointCount(0, whole.length());
        if (letters > most) {
            add(field, letters + " letters", "at most " + most);
        } else if (whole.codePoints().anyMatch(letter -> isInvisible(letter) && letter != '\n' && letter != '\t')) {
            add(field, "has control characters", "letters that are seen");
        }
        return whole;
    }

    /// What changes the direction of what follows, or ends a line, is none; what joins letters and emoji may be.
    private static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> letter != 0x200C && letter != 0x200D && !isTag(letter);
            default -> false;
        };
    }

    /// Letters of flags (Unicode TR 51, §C.1).
    private static boolean isTag(int letter) {
        return letter >= 0xE0020 && letter <= 0xE007F;
    }
}
