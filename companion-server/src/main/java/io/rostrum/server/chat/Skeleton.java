package io.rostrum.server.chat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a name or word looks like at a glance, so that two that could be taken for each other are
/// equal, after the idea of
/// Unicode UTS #39 §4 with a small table: letters of Cyrillic, Greek, Armenian and of phonetic writing
/// that look Latin, digits
/// that look like letters, letters with marks. Stateless.
final class Skeleton {
    private static final int FIRST_LATIN_MARK = 0x0300;
    private static final int LAST_LATIN_MARK = 0x036F;
    private static final Map<Integer, String> LOOKS_LIKE = table();

    private Skeleton() {}

    private static Map<Integer, String> table() {
        Map<Integer, String> table = new HashMap<>();
        put(table, "авеіјкмнорстухѕԁԛԝһӏѵпь", "abeijkmhopctyxsdqwhlvnb");
        put(table, "αβγεηικμνορτυχωϲ", "abyenikuvoptuxwc");
        put(table, "օսոհց", "ounhg");
        put(table, "ıɑɡłøđƅ", "iagiodb");
        put(table, "01|", "oil");
        table.put((int) 'ß', "ss");
        table.replaceAll((_, like) -> like.replace('i', 'l'));
        table.put((int) 'i', "l");
        return Map.copyOf(table);
    }

    private static void put(Map<Integer, String> table, String letters, String like) {
        int[] points = letters.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            table.put(points[i], like.substring(i, i + 1));
        }
    }

    /// {@return the looks of a word; what joins its parts (`. _ -`) and what cannot be seen counts for
    /// nothing}
    static String of(String word) {
        String folded = Normalizer.normalize(
                Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder looks = new StringBuilder(folded.length());
        folded.codePoints()
                .filter(point -> point < FIRST_LATIN_MARK || point > LAST_LATIN_MARK)
                .filter(point -> Character.getType(point) != Character.FORMAT && "._-".indexOf(point) < 0)
                .forEach(point -> looks.append(LOOKS_LIKE.getOrDefault(point, Character.toString(point))));
        return looks.toString().replace("rn", "m").replace("vv", "w");
    }
}
