package io.rostrum.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts, names and words as people who mean no good write them.
class ChatTextTest {
    @Test
    void whatCannotBeSeenIsTakenOut() {
        assertThat(ChatText.clean("  one\r\n\ttwo\u0000\u200Bth\u202Eree\u2066 \uFEFF "))
                .isEqualTo("one twothree");
        assertThat(ChatText.clean("\u200B\u3164 \u2800\u00AD\uE000\uD800")).isEmpty();
        assertThat(ChatText.clean("\u200D\uFE0F")).as("joiners and marks alone").isEmpty();
        assertThat(ChatText.clean("a" + "\u0300\u0489".repeat(40))).hasSizeLessThan(6);
    }

    /// Bringing it into normal form would take time by the square of its length.
    @Test
    void aPileOfMarksIsCutBeforeItIsPutInOrder() {
        String pile = "a" + "\u0301\u0316".repeat(500_000);

        assertThat(ChatText.clean(pile)).hasSizeLessThan(6);
        assertThat(Nick.parse(pile)).isEmpty();
    }

    @Test
    void emojiAndScriptsStayWhole() {
        for (String text :
                List.of("👩‍👩‍👧 👍🏽 🇩🇪 1️⃣ ❤️", "می‌خواهم", "क्षत्रिय", "Ünïcödé", "a < b && c > \"d\"")) {
            assertThat(ChatText.clean(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.org/x|true",
                "see HTTP://EXAMPLE.org|true",
                "www.example.test|true",
                "go to example.com/free now|true",
                "(example.com).|true",
                "ftp://x|true",
                "node.js is fine, e.g. 3.14|false",
                "wait... what?|false",
                "a.b|false",
            })
    void linksAreFound(String text, boolean link) {
        assertThat(ChatText.hasLink(text)).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Tom", "Анна", "Ελένη", "山田太郎", "田中A", "김철수", "Müller-Lüdenscheidt", "हिन्दी", "a1", "Ada_L.2"})
    void namesOfAllScriptsAreNames(String name) {
        assertThat(Nick.parse(name)).isPresent();
        assertThat(Nick.parse(name).filter(Nick::isReserved)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "1234567890123456789012345678901", "two words", "T\u200Bom", "Tom\u202Enimda", "<b>Tom",
                "\u0422om", "p\u0430ypal", "To\u0300\u0301\u0302\u0303m", "_Tom", "To\u0000m", "😀😀", "Τom"
            })
    void whatCouldPassForAnotherNameIsNone(String name) {
        assertThat(Nick.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Moderator", "m0derator", "OWNER", "Ｏｗｎｅｒ", "admin_1", "the.Teacher", "m-o-d", "аdmіn", "Admin2"
            })
    void nobodyIsCalledLikeARole(String name) {
        assertThat(Nick.parse(name).filter(nick -> !nick.isReserved())).isEmpty();
    }

    @Test
    void namesThatLookAlikeAreAlike() {
        for (String other : List.of("tom", "TOM", "Tоm", "T0m", "Tóm", "t.o.m", "ТОМ", "ｔｏｍ")) {
            assertThat(Skeleton.of(other)).as(other).isEqualTo(Skeleton.of("Tom"));
        }
        assertThat(Skeleton.of("Ian")).isEqualTo(Skeleton.of("lan"));
        assertThat(Skeleton.of("Tim")).isNotEqualTo(Skeleton.of("Tom"));
    }

    @ParameterizedTest
    @CsvSource({
        "spam, this is SPAM!, true",
        "spam, s.p.a.m, true",
        "spam, spаm with a Cyrillic letter, true",
        "spam, spammer, false",
        "spam*, spammer, true",
        "*spam*, antispammer, true",
        "s*m, scheme of things: stream, true",
        "s*m, so many, false",
        "f*b*r, foobar, true",
        "f*b*r, foo bar, false",
        "aa*aa, aaa, false",
        "ass, class, false",
    })
    void blockedWordsAreFound(String word, String text, boolean blocked) {
        assertThat(WordFilter.objection(List.of(word))).isEmpty();
        assertThat(new WordFilter(List.of(word)).blocks(ChatText.clean(text))).isEqualTo(blocked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "a*", "two words", "(a+)+$", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void whatWouldBlockEverythingOrIsNoWordIsRefused(String word) {
        assertThat(WordFilter.objection(List.of(word))).isPresent();
    }

    @Test
    void noWordsBlockNothing() {
        assertThat(new WordFilter(List.of()).blocks("anything")).isFalse();
        assertThat(Optional.of(new WordFilter(List.of("b*d")).blocks("*** b*d ***")))
                .contains(false);
    }
}
