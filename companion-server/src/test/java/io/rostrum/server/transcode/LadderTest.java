package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.transcode.Ladder.Rendition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    private static final List<Rung> RUNGS = TranscodeConfig.DEFAULT.rungs();

    private static Ladder ladder(int width, int height, long soundBits) {
        return Ladder.of(RUNGS, new Ladder.Source(width, height, true, 30, soundBits > 0, soundBits));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1280x720  | 480p 854x480, 240p 426x240
            1920x1080 | 480p 854x480, 240p 426x240
            720x1280  | 480p 480x854, 240p 240x426
            640x480   | 240p 320x240
            640x360   | 240p 426x240
            426x240   |
            320x180   |
            2560x1080 | 480p 1138x480, 240p 568x240
            """)
    void isNeverAboveTheSourceAndKeepsItsShape(String size, String expected) {
        String[] sides = size.split("x", -1);

        assertThat(String.join(
                        ", ",
                        ladder(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 128_000).renditions().stream()
                                .map(r -> r.label() + " " + r.width() + "x" + r.height())
                                .toList()))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "128000", "165000", "320000"})
    void theLowestStaysBelow400KilobitsWhateverTheSound(long soundBits) {
        Ladder ladder = ladder(1920, 1080, soundBits);

        assertThat(ladder.mostBits(ladder.renditions().getLast())).isLessThanOrEqualTo(400_000);
    }

    @Test
    void givesUpItsBestRungsFirst() {
        Ladder ladder = ladder(1280, 720, 0);

        assertThat(ladder.without(1).renditions()).containsExactly(new Rendition("240p", 426, 240, 180_000));
        assertThat(ladder.without(3).renditions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "480p 1000k, true",
        "1080p  6000k, true",
        "481p 900k, false",
        "48p 100k, false",
        "480 1000k, false",
        "x, false"
    })
    void aRungIsLinesAndKilobits(String text, boolean valid) {
        assertThat(Rung.parse(text).isPresent()).isEqualTo(valid);
    }
}
