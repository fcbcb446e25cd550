package io.rostrum.studio.dialogs;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/// How well a few typed letters fit a text: all of them in order, better at the beginnings of words and side by
/// side.
final class Fuzzy {
    private static final int AT_WORD = 8;
    private static final int SIDE_BY_SIDE = 7;
    private static final int ANYWHERE = 1;
    private static final int NOT_HERE = -1;

    private Fuzzy() {}

    /// {@return the higher the better; empty where a letter is missing}
    ///
    /// @param query spaces are ignored
    static OptionalInt score(String query, String text) {
        String wanted = query.toLowerCase(Locale.ROOT).replace(" ", "");
        String within = text.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return OptionalInt.of(-within.length());
        }
        int[] best = new int[within.length()];
        for (int at = 0; at < best.length; at++) {
            best[at] = within.charAt(at) == wanted.charAt(0) ? worth(within, at, /* beside= */ false) : NOT_HERE;
        }
        for (int letter = 1; letter < wanted.length(); letter++) {
            best = next(wanted.charAt(letter), within, best);
        }
        int most = Arrays.stream(best).max().orElse(NOT_HERE);
        // Of texts that fit alike the shorter one is meant.
        return most < 0 ? OptionalInt.empty() : OptionalInt.of(most * 100 - Math.min(99, within.length()));
    }

    /// {@return the best score up to each place where `letter` can be the next one}
    ///
    /// @param before the best score up to each place of the letter before
    private static int[] next(char letter, String within, int[] before) {
        int[] best = new int[before.length];
        int mostBefore = NOT_HERE;
        for (int at = 0; at < best.length; at++) {
            best[at] = NOT_HERE;
            if (within.charAt(at) == letter) {
                if (mostBefore >= 0) {
                    best[at] = mostBefore + worth(within, at, /* beside= */ false);
                }
                if (at > 0 && before[at - 1] >= 0) {
                    best[at] = Math.max(best[at], before[at - 1] + worth(within, at, /* beside= */ true));
                }
            }
            mostBefore = Math.max(mostBefore, before[at]);
        }
        return best;
    }

    private static int worth(String within, int at, boolean beside) {
        return startsWord(within, at) ? AT_WORD : beside ? SIDE_BY_SIDE : ANYWHERE;
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
