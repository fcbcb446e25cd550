package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
