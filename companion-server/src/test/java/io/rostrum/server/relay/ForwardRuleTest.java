package io.rostrum.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.auth.StreamName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardRuleTest {
    private static ForwardRule rule(String text) {
        return ForwardRule.parse("config-1", text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "cam, cam, true",
        "cam, cam2, false",
        "cam*, cam2, true",
        "*, anything, true",
        "a*c, abc, true",
        "a*c, abd, false",
        "a.c, abc, false"
    })
    void aStarStandsForAnyLetters(String streams, String name, boolean matches) {
        assertThat(rule(streams + " rtmp://host/app/key").matches(new StreamName(name)))
                .isEqualTo(matches);
    }

    @Test
    void theStreamsNameStandsInTheAddress() {
        ForwardRule rule = rule("* rtmps://live.example/app/{stream}?token=secret tries=20 off");

        assertThat(rule.target(new StreamName("cam")).key()).isEqualTo("cam?token=secret");
        assertThat(rule.target(new StreamName("cam")).tls()).isTrue();
        assertThat(rule.tries()).isEqualTo(20);
        assertThat(rule.enabled()).isFalse();
    }

    @Test
    void theKeyShowsNowhere() {
        ForwardRule rule = rule("* rtmp://live.example/app/secret");

        assertThat(rule.shownUrl()).isEqualTo("rtmp://live.example/app/***");
        assertThat(rule.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cam",
                "cam http://host/app/key",
                "cam rtmp://host/app",
                "c/m rtmp://host/app/key",
                "cam rtmp://host/app/key tries=often",
                "cam rtmp://host/app/key on off"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThat(ForwardRule.parse("config-1", text)).isEmpty();
    }
}
