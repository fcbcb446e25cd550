package io.rostrum.server.chat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// What people write, made fit to be kept and shown. Stateless.
///
/// What cannot be seen is taken out: control characters, those that turn the direction of writing
/// (Unicode
/// UAX #9), zero-width ones but the joiners that emoji and some scripts need, code points without a
/// character. Lines become spaces, and marks pile up no higher than [#MAX_MARKS].
public final class ChatText {
    /// Longest message.
    static final int MAX_CODE_POINTS = 500;
    /// Keycaps have two behind a digit; no script needs more than three.
    static final int MAX_MARKS = 3;

    private static final int MAX_RAW_MARKS = 30;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /// Letters without a shape: the fillers of Hangul and the empty pattern of Braille.
    private static final Set<Integer> SHAPELESS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

    /// Endings that make a word with a dot in it a link: those that are asked for most.
    private static final Set<String> LINK_ENDINGS = Set.of(
            "com", "net", "org", "info", "biz", "io", "tv", "gg", "me", "co", "cc", "de", "uk", "fr", "eu", "ru", "cn",
            "xyz", "top", "shop", "site", "online", "link", "live", "club", "app", "dev", "ly");

    private ChatText() {}

    /// {@return the text as it is shown; empty where nothing of it can be seen}
    public static String clean(String raw) {
        String text = Normalizer.normalize(streamSafe(raw), Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(text.length());
        int marks = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point) || SHAPELESS.contains(point)) {
                space = true;
                continue;
            }
            if (isUnseen(point)) {
                continue;
            }
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                continue;
            }
            if (space && !clean.isEmpty()) {
                clean.append(' ');
            }
            space = false;
            clean.appendCodePoint(point);
        }
        return hasShape(clean) ? clean.toString() : "";
    }

    /// Normal forms take time by the square of a run of marks: so many are enough for every language (Unicode UAX #15,
    /// Stream-Safe Text Format).
    private static String streamSafe(String raw) {
        StringBuilder safe = new StringBuilder(raw.length());
        int marks = 0;
        for (int i = 0; i < raw.length(); ) {
            int point = raw.codePointAt(i);
            i += Character.charCount(point);
            marks = isMark(point) || Character.getType(point) == Character.COMBINING_SPACING_MARK ? marks + 1 : 0;
            if (marks <= MAX_RAW_MARKS) {
                safe.appendCodePoint(point);
            }
        }
        return safe.toString();
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT -> !isJoiner(point);
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    static boolean isJoiner(int point) {
        return point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
    }

    static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean hasShape(CharSequence text) {
        return text.codePoints().anyMatch(point -> !isJoiner(point) && !isMark(point) && point != ' ');
    }

    /// {@return whether `clean` has something that a browser or a reader would take for a link}
    static boolean hasLink(String clean) {
        String text = clean.toLowerCase(Locale.ROOT);
        if (text.contains("://")) {
            return true;
        }
        for (String word : text.split("[\\s,;()<>\"']+", -1)) {
            if (word.startsWith("www.") || isHost(word)) {
                return true;
            }
        }
        return false;
    }

    /// {@return whether it is a name with a known ending, with or without a path behind it}
    private static boolean isHost(String word) {
        int end = 0;
        while (end < word.length()
                && (Character.isLetterOrDigit(word.charAt(end)) || ".-".indexOf(word.charAt(end)) >= 0)) {
            end++;
        }
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        int dot = word.lastIndexOf('.', end - 1);
        return dot > 0 && end > dot + 1 && LINK_ENDINGS.contains(word.substring(dot + 1, end));
    }
}
