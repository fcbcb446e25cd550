package io.rostrum.studio.words;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.audio.filter.SoundFilterKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The German catalogue against the texts in the sources.
final class GermanTest {
    private static final Path SOURCES = Path.of("src/main/java/io/rostrum/studio");
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final String TEXT = STRING + "(?:\\s*\\+\\s*" + STRING + ")*";
    /// A call that looks a text up, with the literals it begins with.
    private static final Pattern CALL =
            Pattern.compile("(?<![\\w.])(tr|trn|trc|mark)\\(\\s*(" + TEXT + ")(?:\\s*,\\s*(" + TEXT + "))?\\s*[,)]");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    /// A control that is given words that are looked up nowhere.
    private static final Pattern BARE =
            Pattern.compile("(?:new (?:Label|Button|ToggleButton|CheckBox|Menu|MenuItem|CheckMenuItem"
                    + "|RadioMenuItem|MenuButton|Field|Command|DialogFrame|NothingHere|Question)|\\.setText|\\.setAccessibleText"
                    + "|\\.setPromptText|\\.toast|Texts\\.\\w+|DialogFrame\\.\\w+|Controls\\.\\w+|\\.explain|overlay\\.show)\\("
                    + "(?:[\\w.]+(?:\\(\\))?,\\s*)?\\s*(" + STRING + ")");
    private static final Set<String> NO_WORDS = Set.of("rtmp://host/app", "/home/me/Videos/opening.mp4", "PDF");

    private static List<Path> files = List.of();

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files).hasSizeGreaterThan(200);
    }

    private static String code(Path file) {
        try {
            return Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Catalogue.Key> used() {
        Set<Catalogue.Key> used = new LinkedHashSet<>();
        for (Path file : files) {
            Matcher call = CALL.matcher(code(file));
            while (call.find()) {
                String first = plain(call.group(2));
                String second = call.group(3) == null ? "" : plain(call.group(3));
                used.add(
                        switch (call.group(1)) {
                            case "trc" -> new Catalogue.Key(first, second, null);
                            case "trn" -> new Catalogue.Key("", first, second);
                            default -> new Catalogue.Key("", first, null);
                        });
            }
        }
        return used;
    }

    /// {@return what the literals say together}
    private static String plain(String literals) {
        StringBuilder said = new StringBuilder();
        Matcher literal = Pattern.compile(STRING).matcher(literals);
        while (literal.find()) {
            said.append(
                    literal.group().substring(1, literal.group().length() - 1).translateEscapes());
        }
        return said.toString();
    }

    private static Catalogue german() {
        return Wording.read("de.po", Locale.GERMAN);
    }

    @Test
    void everyTextIsTranslatedAndNoTranslationIsLeftOver() {
        Set<Catalogue.Key> used = used();
        Set<Catalogue.Key> translated = german().entries().keySet();

        assertThat(used).hasSizeGreaterThan(1_000);
        assertThat(missing(used, translated)).as("texts without a translation").isEmpty();
        assertThat(missing(translated, used))
                .as("translations of texts that nothing says")
                .isEmpty();
    }

    private static List<Catalogue.Key> missing(Set<Catalogue.Key> of, Set<Catalogue.Key> in) {
        return of.stream().filter(key -> !in.contains(key)).toList();
    }

    @Test
    void aTranslationHasThePlacesOfItsText() {
        List<String> wrong = new ArrayList<>();
        german().entries().forEach((key, said) -> {
            String all = key.text() + (key.many() == null ? "" : key.many());
            String many = said.getLast();
            if (!places(many).equals(places(key.many() == null ? key.text() : key.many()))
                    || !places(all).containsAll(places(said.getFirst()))) {
                wrong.add(key.text() + " → " + said);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).collect(toCollection(TreeSet::new));
    }

    @Test
    void aTranslationEndsAsItsTextAndUsesGermanQuotes() {
        Map<String, String> said = german().entries().entrySet().stream()
                .filter(entry -> entry.getKey().context().isEmpty())
                .collect(toMap(
                        entry -> entry.getKey().text(),
                        entry -> entry.getValue().getFirst()));
        assertThat(said.entrySet().stream()
                        .filter(entry -> ".:?…"
                                .chars()
                                .anyMatch(end -> ends(entry.getKey(), end) != ends(entry.getValue(), end))))
                .isEmpty();
        assertThat(said.values()).noneMatch(text -> text.contains("“{") || text.contains("\"") || text.contains("”"));
    }

    private static boolean ends(String text, int with) {
        return text.charAt(text.length() - 1) == with;
    }

    @Test
    void noControlIsGivenWordsThatAreNotLookedUp() {
        List<String> bare = new ArrayList<>();
        for (Path file : files) {
            if (!file.startsWith(SOURCES.resolve("window")) && !file.startsWith(SOURCES.resolve("dialogs"))) {
                continue;
            }
            Matcher call = BARE.matcher(code(file));
            while (call.find()) {
                String words = plain(call.group(1));
                if (words.matches("(?s).*(?:\\p{Lu}\\p{Ll}|\\p{Ll} +\\p{Ll}).*")
                        && !words.equals("Rostrum")
                        && !NO_WORDS.contains(words)) {
                    bare.add(file.getFileName() + ": " + words);
                }
            }
        }
        assertThat(bare).as("words that are not given to tr()").isEmpty();
    }

    @Test
    void filtersOfSoundAndWhatIsSetOfThemAreKnown() {
        Set<Catalogue.Key> known = german().entries().keySet();
        Stream<String> names = Arrays.stream(SoundFilterKind.values())
                .flatMap(kind -> Stream.concat(
                        Stream.of(kind.words()), kind.parameters().stream().map(parameter -> parameter.name())))
                .filter(name -> !name.endsWith("Hz"));
        assertThat(names.filter(name -> !known.contains(new Catalogue.Key("", name, null))))
                .isEmpty();
    }
}
