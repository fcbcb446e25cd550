package io.rostrum.studio.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.text.TextStyle;
import io.rostrum.capture.source.text.TextStyle.Align;
import io.rostrum.capture.source.text.TextStyle.Anchor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {
    private static SourceSpec read(String text) {
        return ((VideoInput.Drawn) VideoInput.parse(text)).spec();
    }

    @Test
    void aTextIsTakenAsItIsWithItsOptionsBefore() {
        SourceSpec spec =
                read("text,size=48,color=#ffd84d,bold=yes,align=left,valign=bottom,outline=2.5:Hello, world: \\o/");
        assertThat(spec.body()).isEqualTo("Hello, world: \\o/");
        assertThat(Drawings.style(spec))
                .isEqualTo(new TextStyle(
                        "", 48, true, false, 0xFFFFD84D, 2.5, 0xFF000000, 0, Align.LEFT, Anchor.BOTTOM, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text:Hello",
                "text,from=file:/tmp/now: playing.txt",
                "color:#00ff0080",
                "clock,zone=Europe/Berlin:HH:mm:ss",
                "countdown,text=Soon\\: {}\\, wait,over=Now \\\\o/:1h30m",
                "countdown:20:00",
                "countdown,zone=UTC:2026-12-31T23:59",
                "slideshow,seconds=8,fade=0,order=shuffle,loop=no:/home/me/one|/home/me/b.png",
                "pdf,page=3:/home/me/deck: final.pdf"
            })
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(read(text)).hasToString(text);
        assertThat(read(text).toString()).isEqualTo(read(read(text).toString()).toString());
    }

    @Test
    void optionsAreSaidAndTakenBack() {
        SourceSpec spec = new SourceSpec(DrawnKind.COUNTDOWN, Map.of(), "10m").with("over", "Now: go, go");
        assertThat(spec).hasToString("countdown,over=Now\\: go\\, go:10m");
        assertThat(read(spec.toString()).option("over")).contains("Now: go, go");
        assertThat(spec.with("over", " ")).hasToString("countdown:10m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text,size=big:a | text size: big (expected: a number of pixels)",
                "text,size=2:a | text size: 2.0 (expected: 4 to 1000 pixels)",
                "text,colour=red:a | text: colour=red (expected: an option of this source and its value, such as size=48)",
                "text,align=up:a | text align: up (expected: one of left, center, right)",
                "text,size=20 | text,size=20: nothing to show (expected: a colon and what is shown, text:…)",
                "color:red | color: red (expected: #rrggbb or #rrggbbaa)",
                "clock,zone=Mars:HH | clock zone: Mars (expected: a place such as Europe/Berlin, or UTC)",
                "slideshow,seconds=now:/tmp | slideshow seconds: now (expected: a number of seconds, a day at most)",
                "slideshow: | slideshow: no pictures (expected: a folder, or pictures with a bar between them)",
                "pdf,page=0:/a.pdf | pdf page: 0 (expected: 1 or more)",
                "countdown:soon | countdown: soon (expected: a time that is left, such as 10m or 1h30m, a time of day such"
                        + " as 20:00, or a moment such as 2026-12-31T23:59)"
            })
    void whatIsWrongIsSaid(String text, String why) {
        assertThatThrownBy(() -> VideoInput.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
