package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourTest {
    private final FramePool pool = new FramePool();

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    /// Worked out by hand from the formulas of the options; the matrix is that of BT.709.
    @ParameterizedTest
    @CsvSource({
        "brightness=0.2,          4080c0, 73b3f3",
        "contrast=0.5,            4080c0, 6080a0",
        "contrast=2,              4080c0, 0181ff",
        "gamma=2,                 4080c0, 80b5dd",
        "saturation=0,            4080c0, 777777",
        "saturation=2,            808080, 808080",
        "saturation=2,            6080a0, 4484c4",
        "hue=180,                 6080a0, 977757",
        "hue=90,                  808080, 808080",
    })
    void eachDoesWhatItSays(String option, String before, String after) {
        int was = Integer.parseInt(before, 16) | 0xFF000000;
        int expected = Integer.parseInt(after, 16) | 0xFF000000;
        try (VideoFrame frame = Pixels.filtered("color=" + option.strip(), Pixels.row(pool, /* alpha= */ false, was))) {
            assertThat(Pixels.difference(Pixels.argb(frame, 0, 0), expected))
                    .as("%08x", Pixels.argb(frame, 0, 0))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void warmthAndTintMoveColoursAndKeepTheLight() {
        try (VideoFrame warm =
                        Pixels.filtered("color=temperature=0.5", Pixels.row(pool, /* alpha= */ false, 0xFF808080));
                VideoFrame magenta =
                        Pixels.filtered("color=tint=0.5", Pixels.row(pool, /* alpha= */ false, 0xFF808080))) {
            int a = Pixels.argb(warm, 0, 0);
            assertThat(a >> 16 & 0xFF).isGreaterThan((a >> 8 & 0xFF) + 10);
            assertThat(a & 0xFF).isLessThan((a >> 8 & 0xFF) - 10);
            assertThat(luma(a)).isCloseTo(128, within(1.5));
            int b = Pixels.argb(magenta, 0, 0);
            assertThat(b >> 8 & 0xFF).isLessThan(b & 0xFF);
            assertThat(b >> 16 & 0xFF).isEqualTo(b & 0xFF);
            assertThat(luma(b)).isCloseTo(128, within(1.5));
        }
    }

    private static double luma(int rgb) {
        return 0.2126 * (rgb >> 16 & 0xFF) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
    }
}
