package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.Transform;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.picture.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Where the sources of a group come to be, by numbers and by pixels.
final class GroupPlaceTest {
    private static final PictureSize CANVAS = new PictureSize(320, 180);
    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    /// Each drawn in its own colour; the last one on top.
    private static final List<Layout> MEMBERS = List.of(
            box(20, 20, 60, 40, Fit.STRETCH),
            box(50, 30, 40, 40, Fit.CONTAIN), // a picture of 16:10, so 40 x 25
            box(30, 50, 20, 20, Fit.STRETCH));

    private static Layout box(int x, int y, int width, int height, Fit fit) {
        return Layout.WHOLE.withFit(fit).withBox(new PictureRect(x, y, width, height), CANVAS);
    }

    private static GroupPlace upright() {
        return new GroupPlace(CANVAS, 0);
    }

    /// {@return the canvas with the members on it, one colour each, by rows}
    private static int[] drawn(List<Layout> members) {
        try (FramePool pool = new FramePool();
                Canvas canvas = new Canvas();
                VideoFrame target = pool.take(CANVAS, 0, true)) {
            canvas.fill(target, 0xFF000000);
            for (int i = 0; i < members.size(); i++) {
                try (VideoFrame picture = pool.take(new PictureSize(32, 20), 0, true)) {
                    canvas.fill(picture, 0xFF000000 | 0x305070 << i);
                    Transform at = members.get(i).transform(CANVAS);
                    canvas.draw(
                            target,
                            picture,
                            at.part(picture.size()),
                            at.destination(picture.size()),
                            at.opacity(),
                            at.turn());
                }
            }
            int[] pixels = new int[CANVAS.width() * CANVAS.height()];
            for (int y = 0; y < CANVAS.height(); y++) {
                for (int x = 0; x < CANVAS.width(); x++) {
                    pixels[y * CANVAS.width() + x] = target.pixels()
                            .capacity((long) target.strideBytes() * CANVAS.height())
                            .getInt((long) y * target.strideBytes() + 4L * x);
                }
            }
            return pixels;
        }
    }

    /// {@return the canvas as it is when each pixel comes from where `from` says, as x + 1000 y; black from
    /// outside}
    private static int[] seen(int[] picture, IntBinaryOperator from) {
        int[] seen = new int[picture.length];
        for (int y = 0; y < CANVAS.height(); y++) {
            for (int x = 0; x < CANVAS.width(); x++) {
                int at = from.applyAsInt(x, y);
                int fromX = Math.floorMod(at, 1000);
                int fromY = Math.floorDiv(at, 1000);
                boolean inside = fromX < CANVAS.width() && fromY >= 0 && fromY < CANVAS.height();
                seen[y * CANVAS.width() + x] = inside ? picture[fromY * CANVAS.width() + fromX] : 0xFF000000;
            }
        }
        return seen;
    }

    @Test
    void theBoxOfAGroupIsAroundTheBoxesOfItsSources() {
        assertThat(upright().around(MEMBERS).box(CANVAS)).isEqualTo(new PictureRect(20, 20, 70, 50));
        Layout turned = box(100, 80, 60, 20, Fit.CONTAIN).withTurn(new Turn(false, false, 90));
        assertThat(upright().around(List.of(turned)).box(CANVAS)).isEqualTo(new PictureRect(120, 60, 20, 60));
        assertThat(new GroupPlace(CANVAS, 90).around(List.of(turned)).box(CANVAS))
                .as("a group that is turned itself")
                .isEqualTo(new PictureRect(100, 80, 60, 20));
    }

    @Test
    void aGroupThatIsMovedIsTheSamePictureElsewhere() {
        List<Layout> moved = upright().moved(MEMBERS, Layout.WHOLE.withBox(new PictureRect(33, 27, 70, 50), CANVAS));
        assertThat(drawn(moved)).isEqualTo(seen(drawn(MEMBERS), (x, y) -> x - 13 < 0 ? -1 : x - 13 + 1000 * (y - 7)));
    }

    @Test
    void aGroupThatIsScaledIsTheSamePictureLarger() {
        List<Layout> larger = upright().moved(MEMBERS, Layout.WHOLE.withBox(new PictureRect(40, 40, 140, 100), CANVAS));
        assertThat(larger.get(1).box(CANVAS)).isEqualTo(new PictureRect(100, 60, 80, 80));
        int[] doubled = seen(drawn(MEMBERS), (x, y) -> x / 2 + 1000 * (y / 2));
        int[] pixels = drawn(larger);
        int others = 0;
        for (int i = 0; i < pixels.length; i++) {
            others += pixels[i] == doubled[i] ? 0 : 1;
        }
        // a picture 25 pixels high in a box of 40 begins at a half pixel, twice as large at a whole one: two rows
        // differ
        assertThat(others).isLessThanOrEqualTo(2 * 80);
    }

    @Test
    void aGroupThatIsMirroredOrTurnedIsTheSamePictureTurnedOver() {
        List<Layout> members = List.of(MEMBERS.getFirst(), MEMBERS.getLast());
        PictureRect around = new PictureRect(20, 20, 60, 50);
        Layout same = Layout.WHOLE.withBox(around, CANVAS);
        int[] mirrored = seen(
                drawn(members),
                (x, y) -> around.x() * 2 + around.width() - 1 - x < 0
                        ? -1
                        : around.x() * 2 + around.width() - 1 - x + 1000 * y);
        assertThat(drawn(upright().moved(members, same.withTurn(new Turn(true, false, 0)))))
                .isEqualTo(mirrored);

        List<Layout> quarter = upright().moved(members, same.withTurn(new Turn(false, false, 90)));
        assertThat(new GroupPlace(CANVAS, 90).around(quarter).box(CANVAS)).isEqualTo(around);
        assertThat(upright().around(quarter).box(CANVAS)).isEqualTo(new PictureRect(25, 15, 50, 60));
        int[] turned = drawn(quarter);
        int[] before = drawn(members);
        for (int[] point : List.of(new int[] {5, 5}, new int[] {55, 10}, new int[] {15, 45}, new int[] {25, 35})) {
            int inGroup = before[(around.y() + point[1]) * CANVAS.width() + around.x() + point[0]];
            assertThat(turned[(15 + point[0]) * CANVAS.width() + 25 + 49 - point[1]])
                    .as("the pixel that was at %d, %d of the group", point[0], point[1])
                    .isEqualTo(inGroup);
        }
    }

    @Test
    void whateverIsDoneToAGroupCanBeDoneBack() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            List<Layout> members = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                members.add(Layout.WHOLE
                        .withBox(
                                new PictureRect(
                                        2 * random.nextInt(100),
                                        2 * random.nextInt(50),
                                        20 + 4 * random.nextInt(25),
                                        20 + 4 * random.nextInt(20)),
                                CANVAS)
                        .withTurn(new Turn(random.nextBoolean(), random.nextBoolean(), 90 * random.nextInt(4))));
            }
            double degrees = random.nextInt(360);
            Layout around = new GroupPlace(CANVAS, 0).around(members);
            Layout turned = around.withTurn(new Turn(random.nextBoolean(), false, degrees));
            List<Layout> there = upright().moved(members, turned);
            Layout back = around.withTurn(new Turn(turned.turn().mirrored(), false, 0));
            List<Layout> again = new GroupPlace(CANVAS, degrees)
                    .moved(
                            there,
                            back.withBox(
                                    new GroupPlace(CANVAS, degrees)
                                            .around(there)
                                            .box(CANVAS),
                                    CANVAS));
            for (int i = 0; i < 4; i++) {
                assertThat(again.get(i).width()).isCloseTo(members.get(i).width(), NEAR);
                assertThat(again.get(i).x()).isCloseTo(members.get(i).x(), NEAR);
                assertThat(again.get(i).y()).isCloseTo(members.get(i).y(), NEAR);
                assertThat(again.get(i).turn().mirrored())
                        .isEqualTo(members.get(i).turn().mirrored());
                assertThat(Math.cos(Math.toRadians(again.get(i).turn().degrees()
                                - members.get(i).turn().degrees())))
                        .isCloseTo(1, NEAR);
            }
        }
    }

    @Test
    void noSourceOfAGroupIsMadeTooSmallToExist() {
        Layout tiny = Layout.WHOLE.withBox(new PictureRect(20, 20, 1, 1), CANVAS);
        List<Layout> small = upright().moved(MEMBERS, tiny);
        assertThat(small).allSatisfy(member -> assertThat(member.width()).isGreaterThanOrEqualTo(Layout.LEAST));
        double shape = small.getFirst().width() / small.getLast().width();
        assertThat(shape).as("it keeps its shape").isCloseTo(3, NEAR);
    }
}
