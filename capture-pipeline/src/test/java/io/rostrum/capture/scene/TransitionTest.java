package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.scene.Transition.Kind;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.wipe.WipeMap;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each picture of a transition, tick by tick.
final class TransitionTest {
    private static final PictureSize SIZE = new PictureSize(64, 36);
    private static final Rational RATE = new Rational(30, 1);
    private static final int GREY_200 = 0xFFC8C8C8;
    private static final int GREY_100 = 0xFF646464;
    private static final int GREY_40 = 0xFF282828;

    private final FramePool pool = new FramePool();
    private final ScenePainter painter = new ScenePainter(SIZE, pool);
    private final Canvas canvas = new Canvas();
    private final List<SourceSlot> slots = new ArrayList<>();
    private final List<SceneItem> bright = scene(GREY_200);
    private final List<SceneItem> dim = scene(GREY_100);
    private final List<SceneItem> dark = scene(GREY_40);
    private final OnAir onAir = new OnAir(bright);
    private long tick;

    @AfterEach
    void everyPictureWasClosed() {
        onAir.close();
        painter.close();
        canvas.close();
        slots.forEach(SourceSlot::close);
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private SourceSlot slot() {
        SourceSlot slot = new SourceSlot(
                "colour",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                () -> 0);
        slots.add(slot);
        return slot;
    }

    private List<SceneItem> scene(int argb) {
        SourceSlot slot = slot();
        slot.frame(colour(argb, 0));
        return List.of(new SceneItem(slot, Transform.fullCanvas(SIZE)));
    }

    private VideoFrame colour(int argb, long pts) {
        VideoFrame frame = pool.take(SIZE, pts, true);
        canvas.fill(frame, argb);
        return frame;
    }

    private void turn() {
        onAir.turn(tick, RATE.nanosOfTick(tick), RATE.nanosOfTick(1), painter);
    }

    /// {@return the blue of a pixel in the next picture}
    private int next(int x) {
        turn();
        ScenePainter.Drawn drawn = onAir.draw(painter, RATE.nanosOfTick(tick), /* unfiltered= */ false);
        try (VideoFrame frame = drawn.frame()) {
            assertThat(frame.ptsNanos()).isEqualTo(RATE.nanosOfTick(tick));
            assertThat(frame.size()).isEqualTo(SIZE);
            assertThat(frame.opaque()).isTrue();
            tick++;
            return frame.pixels().get(18L * frame.strideBytes() + 4L * x) & 0xFF;
        }
    }

    private List<Integer> pictures(int count, int x) {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(next(x));
        }
        return values;
    }

    @Test
    void aFadeHasExactlyItsPicturesAndTheMiddleOneIsHalfWay() {
        assertThat(pictures(3, 5)).containsExactly(200, 200, 200);
        onAir.take(dim, new Transition(Kind.FADE, 9, 0));
        assertThat(pictures(12, 5)).containsExactly(190, 180, 170, 160, 150, 140, 130, 120, 110, 100, 100, 100);
    }

    @Test
    void aCutIsThereWithTheNextPicture() {
        assertThat(next(5)).isEqualTo(200);
        onAir.take(dim, Transition.CUT);
        assertThat(pictures(2, 5)).containsExactly(100, 100);
    }

    @Test
    void aFadeThroughAColourIsThatColourHalfWay() {
        next(5);
        onAir.take(dim, new Transition(Kind.FADE_TO_COLOUR, 3, 0x00FF_FFFE));
        // half of the old over the colour, the colour alone, half of the new over it
        assertThat(pictures(4, 5)).containsExactly(227, 254, 177, 100);
    }

    @Test
    void aSlidePushesTheOldSceneOutAndASwipeCoversIt() {
        SourceSlot halves = slot();
        VideoFrame picture = colour(GREY_200, 0);
        canvas.fill(picture, GREY_40, new PictureRect(32, 0, 32, 36));
        halves.frame(picture);
        List<SceneItem> old = List.of(new SceneItem(halves, Transform.fullCanvas(SIZE)));

        onAir.scene(old);
        next(0);
        onAir.take(dim, new Transition(Kind.SLIDE, 1, 0));
        turn();
        assertThat(pixels(0, 31, 32, 63)).containsExactly(40, 40, 100, 100);
        assertThat(pictures(2, 31)).containsExactly(100, 100);

        onAir.take(old, Transition.CUT);
        next(0);
        onAir.take(dim, new Transition(Kind.SWIPE, 1, 0));
        turn();
        assertThat(pixels(0, 31, 32, 63)).containsExactly(200, 200, 100, 100);
    }

    /// {@return the blue of these pixels in the picture of the tick that was turned to, and goes on}
    private List<Integer> pixels(int... xs) {
        List<Integer> values = new ArrayList<>();
        try (VideoFrame frame = onAir.draw(painter, RATE.nanosOfTick(tick), /* unfiltered= */ false)
                .frame()) {
            for (int x : xs) {
                values.add(frame.pixels().get(18L * frame.strideBytes() + 4L * x) & 0xFF);
            }
        }
        tick++;
        return values;
    }

    @Test
    void aWipeHasExactlyItsPicturesAndEachPlaceChangesAtItsTime() {
        next(5);
        WipeMap line = WipeMap.of(WipePattern.LINE, 0, /* reversed= */ false, SIZE);
        onAir.take(dim, Transition.lasting(new Transition.Wipe(line, 0), Duration.ofMillis(100), RATE));
        turn();
        assertThat(pixels(0, 15, 16, 63)).containsExactly(100, 100, 200, 200);
        turn();
        assertThat(pixels(0, 31, 32, 63)).containsExactly(100, 100, 200, 200);
        turn();
        assertThat(pixels(0, 47, 48, 63)).containsExactly(100, 100, 200, 200);
        assertThat(pictures(2, 63)).containsExactly(100, 100);
    }

    @Test
    void theEdgeOfASoftWipeIsARamp() {
        next(5);
        WipeMap line = WipeMap.of(WipePattern.LINE, 0, /* reversed= */ true, SIZE);
        onAir.take(dim, new Transition(Kind.WIPE, 1, 0, new Transition.Wipe(line, 1)));
        turn();
        // half-way: of the new scene as much as the place is to the right
        assertThat(pixels(0, 16, 48, 63)).containsExactly(199, 174, 125, 101);
        assertThat(next(0)).isEqualTo(100);
    }

    @Test
    void aWipeNeedsAPatternAndNothingElseHasOne() {
        WipeMap map = WipeMap.of(WipePattern.IRIS, 0, /* reversed= */ false, SIZE);
        assertThatThrownBy(() -> new Transition(Kind.WIPE, 9, 0)).hasMessageContaining("what it needs");
        assertThatThrownBy(() -> new Transition(Kind.FADE, 9, 0, new Transition.Wipe(map, 0)))
                .hasMessageContaining("what it needs");
        assertThatThrownBy(() -> new Transition.Wipe(map, 1.1)).hasMessageContaining("expected: 0 to 1");
    }

    @Test
    void missedTicksMakeATransitionNoLonger() {
        next(5);
        onAir.take(dim, new Transition(Kind.FADE, 9, 0));
        assertThat(next(5)).isEqualTo(190);
        tick += 4;
        assertThat(next(5)).isEqualTo(140);
        tick += 20;
        assertThat(next(5)).isEqualTo(100);
    }

    @Test
    void aTakeDuringATransitionGoesOnFromThePictureOfThatMoment() {
        next(5);
        onAir.take(dim, new Transition(Kind.FADE, 9, 0));
        assertThat(pictures(4, 5)).containsExactly(190, 180, 170, 160);
        onAir.take(dark, new Transition(Kind.FADE, 1, 0));
        assertThat(pictures(3, 5)).containsExactly((150 + 40) / 2, 40, 40);
    }

    @Test
    void anEditDuringATransitionIsSeenAtOnce() {
        next(5);
        onAir.take(dim, new Transition(Kind.FADE, 9, 0));
        assertThat(next(5)).isEqualTo(190);
        onAir.scene(dark);
        assertThat(next(5)).isEqualTo(200 * 8 / 10 + 40 * 2 / 10);
        assertThat(pictures(8, 5)).last().isEqualTo(40);
    }

    @Test
    void aSourceOfBothScenesMovesOnOneFrameATick() {
        SourceSlot shared = slot();
        for (int i = 0; i < 4; i++) {
            shared.frame(colour(0xFF000000 | 10 * i, RATE.nanosOfTick(i)));
        }
        List<SceneItem> one = List.of(new SceneItem(shared, Transform.fullCanvas(SIZE)));
        onAir.scene(one);
        assertThat(next(5)).isZero();
        onAir.take(List.copyOf(one), new Transition(Kind.FADE, 9, 0));
        assertThat(pictures(3, 5)).containsExactly(10, 20, 30);
    }

    @Test
    void itsLengthIsInWholePicturesOfTheRate() {
        assertThat(pictures(Kind.FADE, 300, new Rational(30, 1))).isEqualTo(9);
        assertThat(pictures(Kind.FADE, 300, new Rational(60, 1))).isEqualTo(18);
        assertThat(pictures(Kind.SLIDE, 1000, new Rational(30000, 1001))).isEqualTo(30);
        assertThat(pictures(Kind.FADE, 0, new Rational(30, 1))).isZero();
        assertThat(pictures(Kind.CUT, 300, new Rational(30, 1))).isZero();
        assertThatThrownBy(() -> new Transition(Kind.CUT, 1, 0)).hasMessageContaining("expected: 0 to 0");
        assertThatThrownBy(() -> new Transition(Kind.FADE, -1, 0)).hasMessageContaining("expected: 0 to 1200");
    }

    private static int pictures(Kind kind, int millis, Rational rate) {
        return Transition.lasting(kind, Duration.ofMillis(millis), rate, 0).pictures();
    }
}
