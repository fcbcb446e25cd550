package io.rostrum.effects.wipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.picture.PictureSize;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When each place changes.
final class WipeMapTest {
    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final double PERCENT = 100.0 / WipeMap.LAST;

    private static int percent(WipeMap map, int x, int y) {
        return (int) Math.round(map.at(x, y) * PERCENT);
    }

    private static WipeMap upright(WipePattern pattern) {
        return WipeMap.of(pattern, 0, /* reversed= */ false, SIZE);
    }

    @Test
    void aLineGoesFromLeftToRightAndTurnedFromTopToBottomAndSoOn() {
        WipeMap map = upright(WipePattern.LINE);
        assertThat(percent(map, 0, 90)).isZero();
        assertThat(percent(map, 80, 0)).isEqualTo(25);
        assertThat(percent(map, 319, 179)).isEqualTo(100);
        assertThat(percent(WipeMap.of(WipePattern.LINE, 1, false, SIZE), 300, 45))
                .isEqualTo(25);
        assertThat(percent(WipeMap.of(WipePattern.LINE, 2, false, SIZE), 80, 0)).isEqualTo(75);
        assertThat(percent(WipeMap.of(WipePattern.LINE, 3, false, SIZE), 300, 45))
                .isEqualTo(75);
        assertThat(percent(WipeMap.of(WipePattern.LINE, -1, false, SIZE), 300, 45))
                .isEqualTo(75);
        assertThat(percent(WipeMap.of(WipePattern.LINE, 0, true, SIZE), 80, 0)).isEqualTo(75);
    }

    @Test
    void aClockBeginsAtTheTopAndGoesRound() {
        WipeMap map = upright(WipePattern.CLOCK);
        assertThat(percent(map, 160, 0)).isZero();
        assertThat(percent(map, 319, 90)).isEqualTo(25);
        assertThat(percent(map, 160, 179)).isEqualTo(50);
        assertThat(percent(map, 0, 90)).isEqualTo(75);
        assertThat(percent(map, 159, 0)).isEqualTo(100);
    }

    @Test
    void anIrisAndADiamondGrowFromTheMiddleToTheCorners() {
        assertThat(percent(upright(WipePattern.IRIS), 160, 90)).isZero();
        assertThat(percent(upright(WipePattern.IRIS), 319, 179)).isEqualTo(100);
        assertThat(upright(WipePattern.IRIS).at(160 + 60, 90))
                .as("a circle, however wide the picture is")
                .isCloseTo(upright(WipePattern.IRIS).at(160, 90 + 60), within(200));
        assertThat(percent(upright(WipePattern.DIAMOND), 160, 90)).isZero();
        assertThat(percent(upright(WipePattern.DIAMOND), 319, 90)).isEqualTo(50);
        assertThat(percent(upright(WipePattern.DIAMOND), 160, 0)).isEqualTo(50);
    }

    @Test
    void barnDoorsPartInTheMiddleAndADiagonalGoesFromCornerToCorner() {
        assertThat(percent(upright(WipePattern.BARN_DOORS), 160, 5)).isZero();
        assertThat(percent(upright(WipePattern.BARN_DOORS), 80, 5)).isEqualTo(50);
        assertThat(percent(upright(WipePattern.BARN_DOORS), 240, 170)).isEqualTo(50);
        assertThat(percent(WipeMap.of(WipePattern.BARN_DOORS, 1, false, SIZE), 7, 135))
                .isEqualTo(51);
        assertThat(percent(upright(WipePattern.DIAGONAL), 0, 0)).isZero();
        assertThat(percent(upright(WipePattern.DIAGONAL), 319, 0)).isEqualTo(50);
        assertThat(percent(upright(WipePattern.DIAGONAL), 319, 179)).isEqualTo(100);
    }

    @Test
    void blindsAndCheckersFillTheirPartsAtTheSameTime() {
        WipeMap blinds = upright(WipePattern.BLINDS);
        assertThat(percent(blinds, 20, 3)).isEqualTo(percent(blinds, 60, 150)).isEqualTo(51);
        WipeMap checker = upright(WipePattern.CHECKER);
        assertThat(percent(checker, 20, 3)).isEqualTo(percent(checker, 60, 43)).isEqualTo(26);
        assertThat(percent(checker, 60, 3)).isEqualTo(76);
    }

    @ParameterizedTest
    @EnumSource(WipePattern.class)
    void everyPatternUsesTheWholeWayEvenly(WipePattern pattern) {
        WipeMap map = upright(pattern);
        int early = 0;
        int first = WipeMap.LAST;
        int last = 0;
        for (short level : map.levels()) {
            int when = level & WipeMap.LAST;
            early += when <= WipeMap.LAST / 2 ? 1 : 0;
            first = Math.min(first, when);
            last = Math.max(last, when);
        }
        assertThat(first).isLessThan(WipeMap.LAST / 20);
        assertThat(last).isGreaterThan(WipeMap.LAST * 19 / 20);
        assertThat(early / (double) map.levels().length).isBetween(0.35, 0.65);
    }

    @Test
    void aPictureCountsByItsBrightnessAsItIsWritten() {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB}) {
            BufferedImage picture = new BufferedImage(2, 1, type);
            picture.getRaster().setPixel(0, 0, new int[] {128, 128, 128});
            picture.getRaster().setPixel(1, 0, new int[] {255, 255, 255});
            WipeMap map = WipeMap.of(picture, /* reversed= */ false, SIZE);
            assertThat(map.at(5, 90)).isCloseTo(128 * 257, within(2));
            assertThat(map.at(315, 90)).isEqualTo(WipeMap.LAST);
            assertThat(map.at(160, 90)).as("scaled smoothly").isBetween(48_000, 50_000);
            assertThat(WipeMap.of(picture, /* reversed= */ true, SIZE).at(5, 90))
                    .isCloseTo(127 * 257, within(2));
        }
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        assertThat(WipeMap.of(clear, false, SIZE).at(9, 9)).isZero();
        clear.setRGB(0, 0, Color.GREEN.getRGB());
        assertThat(percent(WipeMap.of(clear, false, SIZE), 9, 9)).isEqualTo(72);
    }
}
