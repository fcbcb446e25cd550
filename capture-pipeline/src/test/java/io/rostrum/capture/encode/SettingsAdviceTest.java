package io.rostrum.capture.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsAdviceTest {
    private static VideoSettings settings(String size, String rate, int kilobits, long keyMillis) {
        return VideoSettings.live(
                PictureSize.parse(size), Rational.parse(rate), 1000 * kilobits, Duration.ofMillis(keyMillis));
    }

    /// What the guides of Twitch and YouTube and this program's own defaults say.
    @ParameterizedTest
    @CsvSource({
        "1280x720, 30, 2500, 2000",
        "1920x1080, 60, 6000, 2000",
        "1920x1080, 30, 4500, 2000",
        "1280x720, 30, 4000, 4000",
        "640x360, 30000/1001, 800, 1000",
    })
    void whatIsUsualNeedsNoWords(String size, String rate, int kilobits, long keyMillis) {
        assertThat(SettingsAdvice.of(settings(size, rate, kilobits, keyMillis), OptionalInt.of(60)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1280x720  | 30 | 2500  | 10000 | LongKeyInterval       | Key frames 10.0 s apart
            1280x720  | 30 | 2500  | 500   | ShortKeyInterval      | Key frames 0.500 s apart
            1920x1080 | 60 | 2500  | 2000  | LowBitRate            | 2500k is little for 1920x1080 at 60.00 fps
            640x360   | 30 | 8000  | 2000  | HighBitRate           | 8000k is more than 640x360 at 30.00 fps gains from
            1280x720  | 61 | 4500  | 2000  | FrameRateAboveDisplay | The screen changes 60 times a second at most
            """)
    void theTroubleHasAName(String size, String rate, int kilobits, long keyMillis, String name, String words) {
        assertThat(SettingsAdvice.of(settings(size, rate, kilobits, keyMillis), OptionalInt.of(60)))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.name()).isEqualTo(name);
                    assertThat(advice.words()).startsWith(words);
                });
    }

    @Test
    void nothingIsSaidOfAScreenThatIsNotThere() {
        assertThat(SettingsAdvice.of(settings("1280x720", "120", 9000, 2000), OptionalInt.empty()))
                .isEmpty();
    }
}
