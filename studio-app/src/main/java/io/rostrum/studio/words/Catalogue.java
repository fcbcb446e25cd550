package io.rostrum.studio.words;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The translations of one language, read from a GNU `.po` file (gettext manual, "The Format of PO Files").
///
/// Of that format it knows comments, `msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[N]` and strings over several
/// lines; entries that are marked `fuzzy` are left out, as `msgfmt` does. The plural forms are those of the Germanic
/// languages: the first for one, the second for any other number.
final class Catalogue {
    /// The language of the code.
    static final Catalogue ENGLISH = new Catalogue(Locale.ROOT, Map.of());

    private static final Pattern LINE =
            Pattern.compile("(?:(msgctxt|msgid|msgid_plural|msgstr(?:\\[\\d])?)\\s+)?\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int ONE = 0;
    private static final int MANY = 1;

    private final Locale locale;
    private final Map<Key, List<String>> entries;

    private Catalogue(Locale locale, Map<Key, List<String>> entries) {
        this.locale = locale;
        this.entries = Map.copyOf(entries);
    }

    /// What a text is found by.
    ///
    /// @param context tells texts apart that are the same in English; empty for most
    /// @param text    English; of several forms the one for one
    /// @param many    English for any number but one; null where there is one form only
    record Key(String context, String text, @Nullable String many) {}

    /// @param text of a whole file
    /// @throws IllegalStateException if it is no such file; the message says the line
    static Catalogue parse(String text, Locale locale) {
        Map<Key, List<String>> entries = new LinkedHashMap<>();
        Map<String, StringBuilder> entry = new HashMap<>();
        boolean fuzzy = false;
        String field = "";
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Supplier<IllegalStateException> wrong = wrong(number, line);
            if (line.isBlank() || line.startsWith("#")) {
                if (!entry.isEmpty()) {
                    add(entries, entry, fuzzy, wrong);
                    entry.clear();
                    fuzzy = false;
                }
                fuzzy |= line.startsWith("#,") && line.contains("fuzzy");
                continue;
            }
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches()) {
                throw wrong.get();
            }
            if (matcher.group(1) != null) {
                field = matcher.group(1);
                boolean next = field.equals("msgctxt") || (field.equals("msgid") && entry.containsKey("msgid"));
                if (next && !entry.isEmpty()) {
                    add(entries, entry, fuzzy, wrong);
                    entry.clear();
                    fuzzy = false;
                }
            }
            entry.computeIfAbsent(field, _ -> new StringBuilder()).append(plain(matcher.group(2)));
        }
        if (!entry.isEmpty()) {
            add(entries, entry, fuzzy, wrong(number, "the end"));
        }
        return new Catalogue(locale, entries);
    }

    private static Supplier<IllegalStateException> wrong(int number, String line) {
        return () -> new IllegalStateException(
                "catalogue, line " + number + ": " + line + " (expected: a whole entry that is there once)");
    }

    private static void add(
            Map<Key, List<String>> entries,
            Map<String, StringBuilder> entry,
            boolean fuzzy,
            Supplier<IllegalStateException> wrong) {
        StringBuilder text = entry.get("msgid");
        StringBuilder many = entry.get("msgid_plural");
        List<StringBuilder> said = entry.entrySet().stream()
                .filter(each -> each.getKey().startsWith("msgstr"))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        if (text == null || said.size() != (many == null ? 1 : 2)) {
            throw wrong.get();
        }
        boolean empty = text.isEmpty() || said.stream().anyMatch(StringBuilder::isEmpty);
        if (empty || fuzzy) {
            return; // the head of the file, or nothing that could be said
        }
        String context = entry.getOrDefault("msgctxt", new StringBuilder()).toString();
        Key key = new Key(context, text.toString(), many == null ? null : many.toString());
        if (entries.put(key, said.stream().map(StringBuilder::toString).toList()) != null) {
            throw wrong.get();
        }
    }

    /// What stands in the quotes, without its escapes.
    private static String plain(String quoted) {
        return Pattern.compile("\\\\(.)").matcher(quoted).replaceAll(found -> switch (found.group(1)) {
            case "n" -> "\n";
            case "t" -> "\t";
            default -> Matcher.quoteReplacement(found.group(1));
        });
    }

    Locale locale() {
        return locale;
    }

    /// {@return what is translated, with its translations, of which there are two where there are two in English}
    Map<Key, List<String>> entries() {
        return entries;
    }

    String of(String text) {
        return of("", text);
    }

    String of(String context, String text) {
        List<String> said = entries.get(new Key(context, text, null));
        return said == null ? text : said.getFirst();
    }

    String of(String one, String many, long count) {
        List<String> said = entries.get(new Key("", one, many));
        if (said == null) {
            return count == 1 ? one : many;
        }
        return said.get(count == 1 ? ONE : MANY);
    }
}
