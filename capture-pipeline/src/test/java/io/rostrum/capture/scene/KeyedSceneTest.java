package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
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
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What a source's filter makes transparent shows what lies under it in the scene.
final class KeyedSceneTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final long PERIOD = 33_333_333;
    private static final int GREEN = 0xFF00B140;
    private static final int RED = 0xFFC03020;
    private static final int BLUE = 0xFF102080;
    private static final int BLACK = 0xFF000000;
    private static final PictureRect MIDDLE = new PictureRect(40, 30, 80, 30);

    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool pool = new FramePool();

    /// {@return a source of the canvas' size that has shown one picture}
    private SourceSlot slot(int ground, int middle, VideoFilter filter) {
        SourceSlot slot = new SourceSlot(
                "colour",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                clock,
                filter);
        VideoFrame picture = pool.take(CANVAS, 0, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(picture, ground);
            canvas.fill(picture, middle, MIDDLE);
        }
        slot.frame(picture);
        return slot;
    }

    private static FilterChain key() {
        return chain("chromakey=00b140");
    }

    private static FilterChain chain(String spec) {
        return FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF);
    }

    private static int argb(VideoFrame frame, int x, int y) {
        return frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .getInt((long) y * frame.strideBytes() + 4L * x);
    }

    @Test
    void theItemBelowShowsThroughWhereverItIsAndHoweverLarge() {
        try (SourceSlot below = slot(BLUE, BLUE, VideoFilter.NONE);
                SourceSlot above = slot(GREEN, RED, key());
                ScenePainter painter = new ScenePainter(CANVAS, pool)) {
            below.advance(0, PERIOD);
            above.advance(0, PERIOD);
            SceneItem ground = new SceneItem(below, Transform.fullCanvas(CANVAS));
            Transform half =
                    new Transform(new PictureRect(0, 0, 80, 45), Fit.STRETCH, 1, Crop.NONE, new Turn(true, false, 0));
            List<SceneItem> full = List.of(ground, new SceneItem(above, Transform.fullCanvas(CANVAS)));
            List<SceneItem> small = List.of(ground, new SceneItem(above, half));
            try (VideoFrame whole =
                            painter.draw(full, 0, /* unfiltered= */ false).frame();
                    VideoFrame quarter =
                            painter.draw(small, 0, /* unfiltered= */ false).frame();
                    VideoFrame alone = painter.draw(full.subList(1, 2), 0, /* unfiltered= */ false)
                            .frame()) {
                assertThat(argb(whole, 5, 5)).isEqualTo(BLUE);
                assertThat(argb(whole, 39, 45)).isEqualTo(BLUE);
                assertThat(argb(whole, 40, 45)).isEqualTo(RED);
                assertThat(argb(quarter, 5, 5)).isEqualTo(BLUE);
                assertThat(argb(quarter, 40, 20)).isEqualTo(RED);
                assertThat(argb(alone, 5, 5)).as("nothing below").isEqualTo(BLACK);
                assertThat(argb(alone, 60, 45)).isEqualTo(RED);
                assertThat(whole.opaque() && quarter.opaque() && alone.opaque()).isTrue();
            }
        }
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    /// Between two pictures of a source that gives few of them.
    @Test
    void aStillPictureThatScrollsMovesAtEachTick() {
        try (SourceSlot still = slot(GREEN, RED, chain("scroll=100,0"));
                ScenePainter painter = new ScenePainter(CANVAS, pool)) {
            List<SceneItem> items = List.of(new SceneItem(still, Transform.fullCanvas(CANVAS)));
            assertThat(still.advance(0, PERIOD)).isTrue();
            try (VideoFrame first =
                    painter.draw(items, 0, /* unfiltered= */ false).frame()) {
                assertThat(argb(first, 45, 45)).isEqualTo(RED);
            }
            assertThat(still.advance(500_000_000, PERIOD)).isTrue();
            try (VideoFrame later =
                    painter.draw(items, 500_000_000, /* unfiltered= */ false).frame()) {
                assertThat(argb(later, 45, 45)).isEqualTo(GREEN);
                assertThat(argb(later, 90, 45)).isEqualTo(RED);
                assertThat(argb(later, 9, 45)).isEqualTo(RED);
                assertThat(argb(later, 10, 45)).isEqualTo(GREEN);
            }
        }
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    @Test
    void inTheWholePictureIsBlackWhatIsTransparent() {
        AtomicInteger pictures = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicReference<Throwable> defect = new AtomicReference<>();
        SourceSlot source = slot(GREEN, RED, VideoFilter.NONE);
        ProgrammeSink sink = (frame, _) -> {
            try (frame) {
                boolean right = frame.opaque() && argb(frame, 5, 5) == BLACK && argb(frame, 60, 45) == RED;
                wrong.addAndGet(right ? 0 : 1);
                pictures.incrementAndGet();
            }
            return true;
        };
        try (source;
                Compositor compositor = new Compositor(
                        CANVAS,
                        new Rational(60, 1),
                        clock,
                        pool,
                        KeyedSceneTest::key,
                        List.of(new SceneItem(source, Transform.fullCanvas(CANVAS))),
                        Long.MAX_VALUE,
                        sink,
                        defect::set)) {
            compositor.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> pictures.get() > 3);
        }
        assertThat(defect.get()).isNull();
        assertThat(wrong.get()).isZero();
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }
}
