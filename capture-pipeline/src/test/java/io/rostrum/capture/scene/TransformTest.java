package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where the pixels of a source come to lie.
final class TransformTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final PictureSize QUARTERS = new PictureSize(80, 40);

    private static final int BLACK = 0;
    private static final int TOP_LEFT = 50;
    private static final int TOP_RIGHT = 100;
    private static final int BOTTOM_LEFT = 150;
    private static final int BOTTOM_RIGHT = 200;

    /// {@return the blue of some pixels of a canvas with one source of four quarters}
    private static int[] drawn(Transform transform, int[]... points) {
        try (FramePool pool = new FramePool();
                ScenePainter painter = new ScenePainter(CANVAS, pool);
                Canvas canvas = new Canvas();
                SourceSlot slot = new SourceSlot(
                        "quarters",
                        () -> {
                            throw new IllegalStateException("never opened");
                        },
                        () -> 0)) {
            VideoFrame quarters = pool.take(QUARTERS, 0, true);
            int[] values = {TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT};
            for (int i = 0; i < 4; i++) {
                canvas.fill(quarters, 0xFF000000 | values[i], new PictureRect(i % 2 * 40, i / 2 * 20, 40, 20));
            }
            slot.frame(quarters);
            slot.advance(0, 33_000_000);
            try (VideoFrame picture = painter.draw(List.of(new SceneItem(slot, transform)), 0, /* unfiltered= */ false)
                    .frame()) {
                int[] found = new int[points.length];
                for (int i = 0; i < points.length; i++) {
                    found[i] = picture.pixels().get((long) points[i][1] * picture.strideBytes() + 4L * points[i][0])
                            & 0xFF;
                }
                return found;
            }
        }
    }

    private static int[] at(int x, int y) {
        return new int[] {x, y};
    }

    private static Transform box(PictureRect place, Fit fit, Crop crop, Turn turn) {
        return new Transform(place, fit, 1, crop, turn);
    }

    @Test
    void aBoxIsFilledAsItsFitSays() {
        PictureRect square = new PictureRect(20, 5, 80, 80);
        assertThat(drawn(
                        box(square, Fit.CONTAIN, Crop.NONE, Turn.NONE), at(30, 10), at(30, 30), at(90, 60), at(30, 80)))
                .containsExactly(BLACK, TOP_LEFT, BOTTOM_RIGHT, BLACK);
        assertThat(drawn(
                        box(square, Fit.STRETCH, Crop.NONE, Turn.NONE), at(30, 10), at(90, 10), at(30, 80), at(19, 10)))
                .containsExactly(TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BLACK);
        assertThat(drawn(box(square, Fit.COVER, Crop.NONE, Turn.NONE), at(22, 10), at(97, 10), at(97, 80)))
                .containsExactly(TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT);
    }

    @Test
    void aCropLeavesTheRestToTheBox() {
        Crop rightHalf = new Crop(0.5, 0, 0, 0);
        PictureRect whole = PictureRect.of(CANVAS);
        assertThat(drawn(box(whole, Fit.STRETCH, rightHalf, Turn.NONE), at(2, 2), at(157, 2), at(2, 87)))
                .containsExactly(TOP_RIGHT, TOP_RIGHT, BOTTOM_RIGHT);
        Crop bottomRight = new Crop(0.5, 0.5, 0, 0);
        // 2:1 in 16:9, so bars above and below
        assertThat(drawn(box(whole, Fit.CONTAIN, bottomRight, Turn.NONE), at(2, 45), at(80, 2), at(80, 87)))
                .containsExactly(BOTTOM_RIGHT, BLACK, BLACK);
    }

    @Test
    void aTurnKeepsTheMiddle() {
        PictureRect place = new PictureRect(40, 25, 80, 40);
        assertThat(drawn(
                        box(place, Fit.STRETCH, Crop.NONE, new Turn(false, false, 90)),
                        at(95, 10),
                        at(95, 80),
                        at(65, 10),
                        at(65, 80),
                        at(45, 45)))
                .containsExactly(TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT, BLACK);
        assertThat(drawn(box(place, Fit.STRETCH, Crop.NONE, new Turn(true, false, 0)), at(45, 30), at(115, 60)))
                .containsExactly(TOP_RIGHT, BOTTOM_LEFT);
        assertThat(drawn(box(place, Fit.STRETCH, Crop.NONE, new Turn(false, true, 0)), at(45, 30), at(115, 60)))
                .containsExactly(BOTTOM_LEFT, TOP_RIGHT);
    }

    @Test
    void aCropLeavesSomething() {
        assertThat(new Crop(0.5, 0, 0.49, 0).of(new PictureSize(1, 1))).isEqualTo(new PictureRect(0, 0, 1, 1));
        assertThat(new Crop(0.99, 0, 0, 0.99).of(new PictureSize(3, 3)).size()).isEqualTo(new PictureSize(1, 1));
        assertThatThrownBy(() -> new Crop(0.6, 0, 0.4, 0)).hasMessageContaining("not more than 0.99");
        assertThatThrownBy(() -> new Crop(Double.NaN, 0, 0, 0)).hasMessageContaining("expected: 0 or more");
    }
}
