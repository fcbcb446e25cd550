package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.window.BoxEdits.Handle;
import io.rostrum.studio.window.BoxEdits.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoxEditsTest {
    private static final PictureSize CANVAS = new PictureSize(1280, 720);
    private static final PictureRect BOX = new PictureRect(300, 200, 320, 180);

    private final BoxEdits free = new BoxEdits(CANVAS, List.of(), 0);
    private final BoxEdits snapping = new BoxEdits(CANVAS, List.of(new PictureRect(700, 500, 100, 100)), 8);

    @Test
    void whatIsMovedSnapsToEdgesAndMiddles() {
        assertThat(free.moved(BOX, -297, 3)).isEqualTo(new PictureRect(3, 203, 320, 180));
        assertThat(snapping.moved(BOX, -297, 3)).as("the left edge").isEqualTo(new PictureRect(0, 203, 320, 180));
        assertThat(snapping.moved(BOX, 186, 64)).as("the middle").isEqualTo(new PictureRect(480, 270, 320, 180));
        assertThat(snapping.moved(BOX, 653, 342)).as("the corner").isEqualTo(new PictureRect(960, 540, 320, 180));
        assertThat(snapping.moved(BOX, 76, 0)).as("another's edge").isEqualTo(new PictureRect(380, 200, 320, 180));
        assertThat(snapping.moved(BOX, 100, 20)).as("nothing near").isEqualTo(new PictureRect(400, 220, 320, 180));
    }

    @Test
    void anEdgeIsStretchedAndTheOppositeOneStays() {
        assertThat(free.stretched(BOX, Handle.RIGHT, 80, 50, true, 0)).isEqualTo(new PictureRect(300, 200, 400, 180));
        assertThat(free.stretched(BOX, Handle.LEFT, 20, 50, true, 0)).isEqualTo(new PictureRect(320, 200, 300, 180));
        assertThat(free.stretched(BOX, Handle.TOP, 20, -50, true, 0)).isEqualTo(new PictureRect(300, 150, 320, 230));
        assertThat(snapping.stretched(BOX, Handle.LEFT, -295, 0, true, 0)).isEqualTo(new PictureRect(0, 200, 620, 180));
        assertThat(free.stretched(BOX, Handle.RIGHT, -900, 0, true, 0))
                .as("it stays large enough to be held")
                .isEqualTo(new PictureRect(300, 200, 8, 180));
    }

    @Test
    void aCornerKeepsTheShapeOrNot() {
        assertThat(free.stretched(BOX, Handle.BOTTOM_RIGHT, 160, 10, true, 0))
                .isEqualTo(new PictureRect(300, 200, 480, 270));
        assertThat(free.stretched(BOX, Handle.TOP_LEFT, -160, 10, true, 0))
                .isEqualTo(new PictureRect(140, 110, 480, 270));
        assertThat(free.stretched(BOX, Handle.BOTTOM_RIGHT, 160, 10, false, 0))
                .isEqualTo(new PictureRect(300, 200, 480, 190));
        assertThat(snapping.stretched(BOX, Handle.BOTTOM_RIGHT, 656, 200, true, 0))
                .as("the right edge leads when it alone snaps")
                .isEqualTo(new PictureRect(300, 200, 980, 551));
    }

    @Test
    void aTurnedBoxIsStretchedAlongItself() {
        PictureRect wider = free.stretched(BOX, Handle.RIGHT, 100, 0, true, 90);
        assertThat(wider.size()).isEqualTo(new PictureSize(420, 180));
        // turned by 90 degrees its left edge is seen at the top, and that stays: its middle is 50 further down
        assertThat(wider.x() + wider.width() / 2).isEqualTo(BOX.x() + BOX.width() / 2);
        assertThat(wider.y() + wider.height() / 2).isEqualTo(BOX.y() + BOX.height() / 2 + 50);
    }

    @Test
    void itIsLinedUp() {
        assertThat(free.aligned(BOX, Line.LEFT)).isEqualTo(new PictureRect(0, 200, 320, 180));
        assertThat(free.aligned(BOX, Line.CENTRE)).isEqualTo(new PictureRect(480, 200, 320, 180));
        assertThat(free.aligned(BOX, Line.RIGHT)).isEqualTo(new PictureRect(960, 200, 320, 180));
        assertThat(free.aligned(BOX, Line.TOP)).isEqualTo(new PictureRect(300, 0, 320, 180));
        assertThat(free.aligned(BOX, Line.MIDDLE)).isEqualTo(new PictureRect(300, 270, 320, 180));
        assertThat(free.aligned(BOX, Line.BOTTOM)).isEqualTo(new PictureRect(300, 540, 320, 180));
    }

    @Test
    void aTurnIsUprightWhereItIsNearlyThat() {
        assertThat(BoxEdits.turned(0, -50, false)).isZero();
        assertThat(BoxEdits.turned(1, -50, false)).isZero();
        assertThat(BoxEdits.turned(50, -50, false)).isEqualTo(45);
        assertThat(BoxEdits.turned(50, 1, false)).isEqualTo(90);
        assertThat(BoxEdits.turned(-1, 50, false)).isEqualTo(180);
        assertThat(BoxEdits.turned(-50, 0, false)).isEqualTo(-90);
        assertThat(BoxEdits.turned(20, -50, true)).isEqualTo(15);
    }
}
