package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.picture.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A scene that others show as a source.
final class NestedSceneTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final long PERIOD = 33_333_333;
    private static final int RED = 0xFFC03020;
    private static final int BLUE = 0xFF102080;
    private static final int GREEN = 0xFF00B140;
    private static final int BLACK = 0xFF000000;
    private static final Transform WHOLE = Transform.fullCanvas(CANVAS);
    private static final Transform MIDDLE =
            new Transform(new PictureRect(40, 30, 80, 30), Fit.STRETCH, 1, Crop.NONE, Turn.NONE);
    private static final Transform TOP_LEFT =
            new Transform(new PictureRect(0, 0, 80, 45), Fit.CONTAIN, 1, Crop.NONE, Turn.NONE);

    private final FramePool pool = new FramePool();
    private final ScenePainter painter = new ScenePainter(CANVAS, pool);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void everyPictureWasClosed() throws Exception {
        painter.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private SourceSlot slot(int argb) {
        SourceSlot slot = new SourceSlot(
                "colour",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                () -> 0);
        opened.add(slot);
        put(slot, argb, 0);
        return slot;
    }

    private void put(SourceSlot slot, int argb, long pts) {
        VideoFrame frame = pool.take(CANVAS, pts, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(frame, argb);
        }
        slot.frame(frame);
    }

    private NestedScene nested(VideoFilter filter, SceneItem... items) {
        NestedScene scene = new NestedScene(filter);
        opened.add(scene);
        scene.scene(List.of(items));
        return scene;
    }

    private VideoFrame drawn(boolean unfiltered, SceneItem... items) {
        for (SceneItem item : items) {
            item.picture().advance(0, PERIOD, painter);
        }
        return painter.draw(List.of(items), 0, unfiltered).frame();
    }

    private static int argb(VideoFrame frame, int x, int y) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .getInt((long) y * frame.strideBytes() + 4L * x);
    }

    @Test
    void whatLiesBelowIsSeenWhereTheSceneShowsNothing() {
        NestedScene inner = nested(VideoFilter.NONE, new SceneItem(slot(RED), MIDDLE));
        SceneItem ground = new SceneItem(slot(BLUE), WHOLE);
        try (VideoFrame whole = drawn(false, ground, new SceneItem(inner, WHOLE));
                VideoFrame quarter = drawn(false, ground, new SceneItem(inner, TOP_LEFT));
                VideoFrame alone = drawn(false, new SceneItem(inner, WHOLE))) {
            assertThat(argb(whole, 80, 45)).isEqualTo(RED);
            assertThat(argb(whole, 39, 45)).isEqualTo(BLUE);
            assertThat(argb(quarter, 40, 22)).isEqualTo(RED);
            assertThat(argb(quarter, 10, 22)).isEqualTo(BLUE);
            assertThat(argb(quarter, 100, 60)).isEqualTo(BLUE);
            assertThat(argb(alone, 80, 45)).isEqualTo(RED);
            assertThat(argb(alone, 5, 5)).as("nothing below").isEqualTo(BLACK);
            assertThat(whole.opaque() && quarter.opaque() && alone.opaque()).isTrue();
        }
    }

    @Test
    void aSceneInASceneInASceneIsSeen() {
        NestedScene innermost = nested(VideoFilter.NONE, new SceneItem(slot(RED), WHOLE));
        NestedScene inner = nested(VideoFilter.NONE, new SceneItem(innermost, TOP_LEFT));
        try (VideoFrame picture = drawn(false, new SceneItem(inner, TOP_LEFT))) {
            assertThat(argb(picture, 20, 11)).isEqualTo(RED);
            assertThat(argb(picture, 60, 11)).isEqualTo(BLACK);
        }
    }

    @Test
    void itsFilterIsOnAllOfItAndRestsWhileNothingInItIsNew() {
        FilterChain key = FilterChain.create(List.of(FilterSpec.parse("chromakey=00b140")), GpuMode.OFF);
        SourceSlot green = slot(GREEN);
        NestedScene inner = nested(key, new SceneItem(green, WHOLE), new SceneItem(slot(RED), MIDDLE));
        SceneItem ground = new SceneItem(slot(BLUE), WHOLE);
        SceneItem above = new SceneItem(inner, WHOLE);
        try (VideoFrame keyed = drawn(false, ground, above);
                VideoFrame unfiltered = drawn(true, ground, above)) {
            assertThat(argb(keyed, 5, 5)).isEqualTo(BLUE);
            assertThat(argb(keyed, 80, 45)).isEqualTo(RED);
            assertThat(argb(unfiltered, 5, 5)).isEqualTo(GREEN);
        }
        assertThat(inner.advance(0, PERIOD, painter)).as("the same tick").isFalse();
        assertThat(inner.advance(PERIOD, PERIOD, painter)).as("nothing new").isFalse();
        put(green, BLUE, 2 * PERIOD);
        assertThat(inner.advance(2 * PERIOD, PERIOD, painter)).isTrue();
        inner.scene(List.of());
        assertThat(inner.advance(3 * PERIOD, PERIOD, painter))
                .as("another scene")
                .isTrue();
        try (VideoFrame nothing =
                painter.draw(List.of(ground, above), 0, /* unfiltered= */ false).frame()) {
            assertThat(argb(nothing, 80, 45)).isEqualTo(BLUE);
        }
    }

    @Test
    void whatOthersMovedOnIsNewHereToo() {
        SourceSlot shared = slot(RED);
        NestedScene inner = nested(VideoFilter.NONE, new SceneItem(shared, WHOLE));
        drawn(false, new SceneItem(inner, WHOLE)).close();

        put(shared, GREEN, PERIOD);
        shared.advance(PERIOD, PERIOD);
        assertThat(inner.advance(PERIOD, PERIOD, painter))
                .as("at the same tick")
                .isTrue();
        put(shared, BLUE, 2 * PERIOD);
        shared.advance(2 * PERIOD, PERIOD);
        assertThat(inner.advance(3 * PERIOD, PERIOD, painter))
                .as("while this was not seen")
                .isTrue();
        try (VideoFrame picture = painter.draw(List.of(new SceneItem(inner, WHOLE)), 0, /* unfiltered= */ false)
                .frame()) {
            assertThat(argb(picture, 80, 45)).isEqualTo(BLUE);
        }
    }

    @Test
    void scenesThatShowEachOtherForAMomentEnd() {
        NestedScene one = nested(VideoFilter.NONE);
        NestedScene other = nested(VideoFilter.NONE, new SceneItem(one, TOP_LEFT));
        one.scene(List.of(new SceneItem(other, TOP_LEFT), new SceneItem(slot(RED), MIDDLE)));
        try (VideoFrame filtered = drawn(false, new SceneItem(one, WHOLE));
                VideoFrame unfiltered = drawn(true, new SceneItem(one, WHOLE))) {
            assertThat(argb(filtered, 80, 45)).isEqualTo(RED);
            assertThat(argb(unfiltered, 80, 45)).isEqualTo(RED);
        }
        one.keepFilteredOnly();
    }
}
