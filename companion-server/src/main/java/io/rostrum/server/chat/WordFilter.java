package io.rostrum.server.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Words that are not wanted, in any case and spelt with letters that only look alike. `*` in a word
/// stands for any letters or
/// none; nothing of a moderator's is ever a regular expression, so none can hang. Immutable.
final class WordFilter {
    static final int MAX_WORDS = 200;
    static final int MAX_LETTERS = 40;
    private static final int LEAST_LETTERS = 2;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}\\p{M}\\u200C\\u200D._-]+");

    private final List<List<String>> wanted;

    /// @param words without [#objection]
    WordFilter(List<String> words) {
        wanted = words.stream().map(WordFilter::pieces).toList();
    }

    /// What stands between the stars, the first and the last piece at the ends of the word.
    private static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        for (String piece : word.split("\\*", -1)) {
            pieces.add(Skeleton.of(piece));
        }
        return List.copyOf(pieces);
    }

    /// {@return why these cannot be looked for, in words}
    static Optional<String> objection(List<String> words) {
        if (words.size() > MAX_WORDS) {
            return Optional.of("Blocked words: " + words.size() + " (expected: at most " + MAX_WORDS + ").");
        }
        for (String word : words) {
            boolean several = BETWEEN.matcher(word.replace("*", "")).find();
            int letters = pieces(word).stream().mapToInt(String::length).sum();
            if (several || word.length() > MAX_LETTERS || letters < LEAST_LETTERS) {
                return Optional.of("This cannot be a blocked word: " + word + " (expected: one word of " + LEAST_LETTERS
                        + " to " + MAX_LETTERS + " letters, in which * stands for any others).");
            }
        }
        return Optional.empty();
    }

    /// {@return whether one of the words is in `clean`}
    boolean blocks(String clean) {
        if (wanted.isEmpty()) {
            return false;
        }
        for (String word : BETWEEN.split(clean, -1)) {
            String looks = Skeleton.of(word);
            if (!looks.isEmpty() && wanted.stream().anyMatch(pieces -> matches(pieces, looks))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<String> pieces, String word) {
        String first = pieces.getFirst();
        String last = pieces.getLast();
        if (pieces.size() == 1) {
            return word.equals(first);
        }
        if (word.length() < first.length() + last.length() || !word.startsWith(first) || !word.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = word.length() - last.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = word.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }
}
