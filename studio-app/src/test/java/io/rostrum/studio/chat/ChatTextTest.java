package io.rostrum.studio.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.chat.ChatText.Kind;
import io.rostrum.studio.chat.ChatText.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTextTest {
    private static List<Part> parts(String text) {
        return ChatText.parts(text, "Studio of Ada (device)");
    }

    @Test
    void linksMentionsAndEmojiAreToldFromWords() {
        assertThat(parts("@Bea see https://example.org/a?b=1, please 👩🏽‍🚀!"))
                .containsExactly(
                        new Part(Kind.MENTION, "@Bea"),
                        new Part(Kind.WORDS, " see "),
                        new Part(Kind.LINK, "https://example.org/a?b=1"),
                        new Part(Kind.WORDS, ", please "),
                        new Part(Kind.EMOJI, "👩🏽‍🚀"),
                        new Part(Kind.WORDS, "!"));
    }

    @Test
    void whoeverSpeaksToTheStudioSaysTheFirstWordOfItsName() {
        assertThat(parts("@studio of Ada, louder"))
                .containsExactly(new Part(Kind.OWN, "@studio"), new Part(Kind.WORDS, " of Ada, louder"));
        assertThat(ChatText.speaksTo("@Studios", "Studio of Ada (device)")).isFalse();
        assertThat(ChatText.speaksTo("@nobody", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https://[", "javascript:alert(1)", "a http://%% b", "5 * 3 = 15 © 2026", "@x"})
    void whatIsNoLinkStaysWords(String text) {
        assertThat(parts(text)).extracting(Part::kind).containsOnly(Kind.WORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "🙂", "🙂🙂 @Bea🙂", "a\u0301 👍🏿@", "http://x.y http://z.w)", "\uD83D", "@@@@", "1️⃣ ©️"})
    void thePartsTogetherAreTheText(String text) {
        assertThat(parts(text).stream().map(Part::text).collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
