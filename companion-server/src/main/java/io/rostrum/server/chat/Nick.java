package io.rostrum.server.chat;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A name that a guest goes by: letters and digits of one script, or of the few that are written
/// together (Unicode UTS #39
/// §5.2, moderately restrictive), so that no letter stands for another one that looks like it.
///
/// @param shown in normal form NFKC
/// @param looks what names are compared by
record Nick(String shown, String looks) {
    static final int MAX_CODE_POINTS = 30;
    /// The grammar in words, for messages.
    static final String GRAMMAR =
            "2 to " + MAX_CODE_POINTS + " letters, digits and . _ - of one script, a letter or digit first";

    private static final int MAX_MARKS = 2;
    /// UTF-16 units of what a name may be written in, at three code points for each that is shown.
    private static final int MAX_RAW = 6 * MAX_CODE_POINTS;
    /// Scripts whose letters look Latin, which are not to be mixed with it.
    private static final Set<UnicodeScript> LOOK_LATIN =
            EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.GREEK, UnicodeScript.ARMENIAN, UnicodeScript.CHEROKEE);
    /// Japanese, Chinese and Korean are each written in several.
    private static final Set<UnicodeScript> EAST_ASIAN = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private static final Set<String> RESERVED = Stream.of(
                    "owner",
                    "moderator",
                    "moderators",
                    "mod",
                    "mods",
                    "teacher",
                    "teachers",
                    "admin",
                    "admins",
                    "administrator",
                    "operator",
                    "system",
                    "server",
                    "rostrum",
                    "staff",
                    "support",
                    "official",
                    "host")
            .map(Skeleton::of)
            .collect(Collectors.toUnmodifiableSet());

    /// {@return the name, or nothing if `raw` is none}
    static Optional<Nick> parse(String raw) {
        if (raw.length() > MAX_RAW) {
            return Optional.empty(); // normal forms take time by the square of a run of marks
        }
        String shown = Normalizer.normalize(raw.strip(), Normalizer.Form.NFKC);
        int[] points = shown.codePoints().toArray();
        if (points.length < 2 || points.length > MAX_CODE_POINTS || !Character.isLetterOrDigit(points[0])) {
            return Optional.empty();
        }
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        int marks = 0;
        for (int point : points) {
            boolean mark = ChatText.isMark(point) || Character.getType(point) == Character.COMBINING_SPACING_MARK;
            marks = mark ? marks + 1 : 0;
            if (marks > MAX_MARKS || (!mark && !Character.isLetterOrDigit(point) && "._-".indexOf(point) < 0)) {
                return Optional.empty();
            }
            scripts.add(UnicodeScript.of(point));
        }
        String looks = Skeleton.of(shown);
        return areWrittenTogether(scripts) && !looks.isEmpty() ? Optional.of(new Nick(shown, looks)) : Optional.empty();
    }

    private static boolean areWrittenTogether(Set<UnicodeScript> found) {
        Set<UnicodeScript> scripts = EnumSet.copyOf(found);
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        if (scripts.size() <= 1) {
            return true;
        }
        boolean latin = scripts.remove(UnicodeScript.LATIN);
        return EAST_ASIAN.containsAll(scripts)
                || (latin && scripts.size() == 1 && LOOK_LATIN.stream().noneMatch(scripts::contains));
    }

    /// {@return whether it, or a part of it, is what somebody in charge would be called}
    boolean isReserved() {
        return Stream.concat(Stream.of(shown), Stream.of(shown.split("[._-]+", -1)))
                .map(part -> Skeleton.of(part.replaceAll("\\d+$", "")))
                .anyMatch(RESERVED::contains);
    }
}
