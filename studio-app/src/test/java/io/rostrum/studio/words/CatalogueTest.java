package io.rostrum.studio.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How catalogues are read, and what is said by them.
final class CatalogueTest {
    private static final String HEAD = """
            # a head
            msgid ""
            msgstr ""
            "Language: de\\n"

            """;

    private static Catalogue read(String entries) {
        return Catalogue.parse(HEAD + entries, Locale.GERMAN);
    }

    @AfterEach
    void speakEnglish() {
        Wording.speak(Language.ENGLISH);
    }

    @Test
    void entriesAreReadAsGettextWritesThem() {
        Catalogue read = read("""
                #: dialogs/X.java
                msgid "Go live"
                msgstr "Live gehen"
                msgctxt "verb"
                msgid "Record"
                msgstr "Aufnehmen"

                msgid ""
                "Two lines, \\"quoted\\"\\n"
                "and a back\\\\slash"
                msgstr "Zwei\\tZeilen"

                msgid "One filter"
                msgid_plural "{0} filters"
                msgstr[0] "Ein Filter"
                msgstr[1] "{0} Filter"
                """);

        assertThat(read.of("Go live")).isEqualTo("Live gehen");
        assertThat(read.of("verb", "Record")).isEqualTo("Aufnehmen");
        assertThat(read.of("Record")).isEqualTo("Record");
        assertThat(read.of("Two lines, \"quoted\"\nand a back\\slash")).isEqualTo("Zwei\tZeilen");
        assertThat(read.of("One filter", "{0} filters", 1)).isEqualTo("Ein Filter");
        assertThat(read.of("One filter", "{0} filters", 0)).isEqualTo("{0} Filter");
        assertThat(read.entries()).hasSize(4);
    }

    @Test
    void whatIsNotTranslatedOrNotSureIsSaidInEnglish() {
        Catalogue read = read("""
                msgid "Stop"
                msgstr ""

                #, fuzzy
                msgid "Start"
                msgstr "Stopp"
                """);

        assertThat(read.of("Stop")).isEqualTo("Stop");
        assertThat(read.of("Start")).isEqualTo("Start");
        assertThat(read.of("one", "many", 1)).isEqualTo("one");
        assertThat(read.of("one", "many", 2)).isEqualTo("many");
    }

    @Test
    void aBrokenFileIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("msgid \"A\"\nmsgstr \"B\nmsgid \"C\""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 7: msgstr \"B");
        for (String broken : List.of(
                "msgid \"A\"\n",
                "msgstr \"A\"\n",
                "msgid \"A\"\nmsgid_plural \"B\"\nmsgstr[0] \"C\"\n",
                "msgid \"A\"\nmsgstr \"B\"\n\nmsgid \"A\"\nmsgstr \"C\"\n")) {
            assertThatThrownBy(() -> read(broken)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void valuesStandInTheirPlacesAndAreLeftAsTheyAre() {
        assertThat(Wording.tr("{1} of {0}", "{1}", 3)).isEqualTo("3 of {1}");
        assertThat(Wording.tr("{} isn't {x} {2}", "a")).isEqualTo("{} isn't {x} {2}");
        assertThat(Wording.trn("{0} picture of {1}", "{0} pictures of {1}", 2, "A"))
                .isEqualTo("2 pictures of A");
    }

    @Test
    void theLanguageIsSpokenThatWasChosen() {
        assertThat(Wording.tr("Go live")).isEqualTo("Go live");
        assertThat(Wording.format("%.1f", 1.5)).isEqualTo("1.5");
        assertThat(Wording.within("Camera")).isEqualTo("camera");

        Wording.speak(Language.GERMAN);

        assertThat(Wording.tr("Go live")).isEqualTo("Live gehen");
        assertThat(Wording.trn("{0} picture missed", "{0} pictures missed", 1)).isEqualTo("1 Bild verpasst");
        assertThat(Wording.format("%.1f", 1.5)).isEqualTo("1,5");
        assertThat(Wording.within("Kamera")).isEqualTo("Kamera");
        assertThat(Wording.tr("never written")).isEqualTo("never written");
    }

    @Test
    void theSystemsLanguageCountsWhereNoneWasChosen() {
        assertThat(Language.SYSTEM.on(Locale.GERMANY)).isEqualTo(Language.GERMAN);
        assertThat(Language.SYSTEM.on(Locale.forLanguageTag("de-CH"))).isEqualTo(Language.GERMAN);
        assertThat(Language.SYSTEM.on(Locale.FRANCE)).isEqualTo(Language.ENGLISH);
        assertThat(Language.ENGLISH.on(Locale.GERMANY)).isEqualTo(Language.ENGLISH);
    }

    @Test
    void sentencesOfSentencesAreKnownAgainWithTheirValues() {
        String lost = "camera Logitech C920 is not plugged in; plug it in again";
        assertThat(Sentences.said(lost)).isEqualTo(lost);

        Wording.speak(Language.GERMAN);

        assertThat(Sentences.said(lost))
                .isEqualTo("die Kamera Logitech C920 ist nicht angeschlossen; wieder anschließen");
        assertThat(Sentences.said("Noise gate")).isEqualTo("Noise Gate");
        assertThat(Sentences.said("av_read_frame: I/O error")).isEqualTo("av_read_frame: I/O error");
    }
}
