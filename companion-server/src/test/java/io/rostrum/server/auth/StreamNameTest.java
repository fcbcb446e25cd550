package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "cam", "Room-12_b.hd", "0", "a..b", "-x"})
    void takesNamesOfTheGrammar(String name) {
        assertThat(StreamName.parse(name))
                .hasValueSatisfying(parsed -> assertThat(parsed.value()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".hidden", "../../etc/passwd", "..%2f..%2f", "%2e%2e", "%252e", "a/b", "a\\b", "a b",
                        "a\0b", "a\nb",
                "café", "ａ", "\u202Egpj.exe", "a;rm -rf", "$(id)", "`id`", "a|b", "con:", "a'b", "a\"b", "<script>",
                        "{x}", "a?b"
            })
    void refusesWhatAPathAShellOrAPageCouldReadOtherwise(String name) {
        assertThat(StreamName.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cam,    cam,   true",
        "cam,    camera,false",
        "c*m,    cm,    true",
        "c*m,    cam-m, true",
        "c*m,    cam-n, false",
        "*a*b*,  xaxbx, true",
        "*a*b*,  xbxax, false",
        "a.c,    abc,   false",
        "**,     x,     true"
    })
    void aStarStandsForAnyLetters(String pattern, String name, boolean matches) {
        assertThat(new StreamName(name).matches(pattern)).isEqualTo(matches);
    }

    /// Backtracking over every star would take longer than there is time.
    @Test
    @Timeout(10)
    void manyStarsCostNothing() {
        assertThat(new StreamName("a".repeat(64)).matches("*a".repeat(31) + "*b"))
                .isFalse();
    }

    @Test
    void hasALongestName() {
        assertThat(StreamName.parse("x".repeat(64))).isPresent();
        assertThat(StreamName.parse("x".repeat(65))).isEmpty();
    }

    @Test
    void doesNotRepeatABadNameInItsMessage() {
        assertThatThrownBy(() -> new StreamName("rsk_secret/../x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream name (expected: 1 to 64 of A-Z a-z 0-9 . _ -, not starting with a dot)");
    }
}
