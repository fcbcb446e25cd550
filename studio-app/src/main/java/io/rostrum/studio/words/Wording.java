package io.rostrum.studio.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the window says, in the language that was chosen.
///
/// The English text stands in the code and is the key of its translation, as with GNU gettext:
/// `tr("Go live")`, `tr("{0} of {1} fps", made, wanted)`. Places are numbered from `{0}` and take what
/// they are given as [String#valueOf(Object)] writes it; nothing else in a text is special, no
/// apostrophe and no lone brace. Numbers with a fraction are written by [#format] first.
///
/// The catalogues are GNU `.po` files beside this class; a test holds them against the code. A text that
/// a catalogue lacks is said in English. English is spoken until [#speak] was called, so that the command line
/// and all that other programs read stay as they are.
///
/// One process has one window and speaks one language, which is chosen before anything is shown: texts
/// are looked up where they are shown, and what is shown already stays. Safe for any thread.
public final class Wording {
    private static final AtomicReference<Catalogue> SPOKEN = new AtomicReference<>(Catalogue.ENGLISH);

    private Wording() {}

    /// From now on this language is spoken.
    public static void speak(Language language) {
        SPOKEN.set(
                switch (language.on(Locale.getDefault(Locale.Category.DISPLAY))) {
                    case GERMAN -> read("de.po", Locale.GERMAN);
                    case ENGLISH, SYSTEM -> Catalogue.ENGLISH;
                });
    }

    /// {@return the text in the language that is spoken, with the values in its places}
    ///
    /// @param text English; a literal, or one that was a literal in [#mark]
    public static String tr(String text, @Nullable Object... values) {
        return filled(spoken().of(text), values);
    }

    /// {@return the same for a text that means several things}
    ///
    /// @param context tells them apart; it is never shown
    public static String trc(String context, String text, @Nullable Object... values) {
        return filled(spoken().of(context, text), values);
    }

    /// {@return the text that is right for so many}
    ///
    /// @param one    English for one; it may do without the number
    /// @param many   English for any other number
    /// @param count  fills `{0}`
    /// @param values fill `{1}` and so on
    public static String trn(String one, String many, long count, @Nullable Object... values) {
        @Nullable Object[] all = new @Nullable Object[values.length + 1];
        all[0] = count;
        System.arraycopy(values, 0, all, 1, values.length);
        return filled(spoken().of(one, many, count), all);
    }

    /// {@return the text as it is: a constant, which is given to [#tr] where it is shown}
    public static String mark(String text) {
        return text;
    }

    /// {@return a noun as it is written within a sentence: with a small letter in English, as it is in German}
    public static String within(String noun) {
        return speaksEnglish() ? noun.toLowerCase(Locale.ROOT) : noun;
    }

    /// {@return numbers as the language writes them, by the rules of [java.util.Formatter]}
    @SuppressWarnings("AnnotateFormatMethod") // which of two patterns is right depends on the number
    public static String format(String pattern, Object... values) {
        return String.format(locale(), pattern, values);
    }

    /// {@return by whose rules numbers, days and times are written}
    public static Locale locale() {
        return spoken().locale();
    }

    private static Catalogue spoken() {
        return Objects.requireNonNull(SPOKEN.get());
    }

    static boolean speaksEnglish() {
        return spoken().equals(Catalogue.ENGLISH);
    }

    static Catalogue read(String name, Locale locale) {
        try (InputStream in = Wording.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("catalogue: " + name + " (expected: beside this class)");
            }
            return Catalogue.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One pass, so that a value with braces in it stays as it is.
    private static String filled(String text, @Nullable Object... values) {
        if (values.length == 0) {
            return text;
        }
        StringBuilder said = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '{' && i + 2 < text.length() && text.charAt(i + 2) == '}') {
                int place = text.charAt(i + 1) - '0';
                if (place >= 0 && place < values.length) {
                    said.append(values[place]);
                    i += 2;
                    continue;
                }
            }
            said.append(letter);
        }
        return said.toString();
    }
}
