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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two canvases of one compositor: the same sources at the same times, in places of their own.
final class SecondCanvasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final PictureSize WIDE = new PictureSize(160, 90);
    private static final PictureSize TALL = new PictureSize(90, 160);
    private static final int RED = 0xFFC03020;
    private static final int BLUE = 0xFF102080;
    private static final int GREEN = 0xFF00B140;
    private static final int BLACK = 0xFF000000;

    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool pool = new FramePool();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicReference<Throwable> defect = new AtomicReference<>();

    @AfterEach
    void everyPictureWasClosed() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        assertThat(defect.get()).isNull();
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    /// Keeps some pixels of each picture, by its time.
    private static final class Pixels implements ProgrammeSink {
        private final List<int[]> points;
        private final Map<Long, List<Integer>> seen = new ConcurrentHashMap<>();

        Pixels(int[]... points) {
            this.points = List.of(points);
        }

        @Override
        public boolean frame(VideoFrame frame, io.rostrum.push.packet.PacketStamps stamps) {
            try (frame) {
                seen.put(
                        frame.ptsNanos(),
                        points.stream().map(at -> argb(frame, at[0], at[1])).toList());
            }
            return true;
        }

        private static int argb(VideoFrame frame, int x, int y) {
            return frame.pixels()
                    .capacity((long) frame.strideBytes() * frame.height())
                    .getInt((long) y * frame.strideBytes() + 4L * x);
        }

        void await(Integer... wanted) {
            long from = seen.keySet().stream().mapToLong(pts -> pts).max().orElse(-1);
            org.awaitility.Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> seen.entrySet().stream()
                            .anyMatch(each ->
                                    each.getKey() > from && each.getValue().equals(List.of(wanted))));
        }
    }

    private static Transform at(int x, int y, int width, int height, Fit fit) {
        return new Transform(new PictureRect(x, y, width, height), fit, 1, Crop.NONE, Turn.NONE);
    }

    private SourceSlot slot(VideoFilter filter) {
        SourceSlot slot = new SourceSlot(
                "colours",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                clock,
                filter);
        opened.add(slot);
        VideoFrame picture = pool.take(WIDE, 0, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(picture, RED);
            canvas.fill(picture, BLUE, new PictureRect(0, 0, 40, 90));
            canvas.fill(picture, GREEN, new PictureRect(120, 0, 40, 90));
        }
        slot.frame(picture);
        return slot;
    }

    private Compositor start(List<SceneItem> scene, ProgrammeSink sink) {
        Compositor compositor = new Compositor(
                WIDE,
                new Rational(60, 1),
                clock,
                pool,
                () -> VideoFilter.NONE,
                scene,
                Long.MAX_VALUE,
                sink,
                defect::set);
        opened.add(compositor);
        compositor.start();
        return compositor;
    }

    @Test
    void eachCanvasHasItsOwnPlacesOfTheSamePictures() {
        AtomicInteger filtered = new AtomicInteger();
        SourceSlot shared = slot(new VideoFilter() {
            @Override
            public VideoFrame apply(VideoFrame input) {
                filtered.incrementAndGet();
                return input;
            }

            @Override
            public void close() {}
        });
        Pixels wide = new Pixels(new int[] {10, 45}, new int[] {80, 45}, new int[] {150, 45});
        Pixels tall = new Pixels(new int[] {0, 80}, new int[] {89, 80}, new int[] {45, 10}, new int[] {45, 159});
        Compositor compositor = start(List.of(new SceneItem(shared, Transform.fullCanvas(WIDE))), wide);
        SceneCanvas second = compositor.add(TALL, () -> VideoFilter.NONE, tall);
        tall.await(BLACK, BLACK, BLACK, BLACK);

        // its middle, 90 of 160 pixels wide as it is high, fills rows 40 to 130
        second.scene(List.of(new SceneItem(shared, at(0, 40, 90, 90, Fit.COVER))));
        tall.await(BLUE, GREEN, BLACK, BLACK);

        assertThat(wide.seen.values()).containsOnly(List.of(BLUE, RED, GREEN));
        assertThat(tall.seen.values()).contains(List.of(BLUE, GREEN, BLACK, BLACK));
        assertThat(wide.seen.keySet()).as("times of both").containsAll(tall.seen.keySet());
        assertThat(filtered).as("filtered once for both").hasValue(1);
        assertThat(second.size()).isEqualTo(TALL);
        assertThat(second.stats().frames()).isPositive();
    }

    @Test
    void itsFiltersAreItsOwnAndAreClosedWhenItLeaves() {
        SourceSlot shared = slot(VideoFilter.NONE);
        Pixels wide = new Pixels(new int[] {150, 45});
        Pixels tall = new Pixels(new int[] {45, 80});
        Compositor compositor = start(List.of(new SceneItem(shared, Transform.fullCanvas(WIDE))), wide);
        AtomicInteger closed = new AtomicInteger();
        FilterChain key = FilterChain.create(List.of(FilterSpec.parse("chromakey=00b140")), GpuMode.OFF);
        VideoFilter own = new VideoFilter() {
            @Override
            public VideoFrame apply(VideoFrame input) {
                return key.apply(input);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                key.close();
            }
        };
        SceneCanvas second = compositor.add(TALL, () -> own, tall);
        second.scene(List.of(new SceneItem(shared, at(-250, 0, 320, 160, Fit.STRETCH)))); // its right end
        tall.await(BLACK);
        compositor.remove(second);
        await().atMost(PATIENCE).until(() -> closed.get() == 1);
        int then = tall.seen.size();
        wide.await(GREEN);
        assertThat(tall.seen).hasSize(then);
        assertThat(wide.seen.values()).containsOnly(List.of(GREEN));

        compositor.remove(compositor.add(TALL, () -> own, tall)); // before it was ever drawn
        await().atMost(PATIENCE).until(() -> closed.get() == 2);
    }

    @Test
    void oneWhoComparesOnOneCanvasDoesSoWhateverTheOtherShows() {
        FilterChain key = FilterChain.create(List.of(FilterSpec.parse("chromakey=00b140")), GpuMode.OFF);
        SourceSlot shared = slot(key);
        SceneItem whole = new SceneItem(shared, Transform.fullCanvas(WIDE));
        Pixels wide = new Pixels(new int[] {150, 45});
        Compositor compositor = start(List.of(whole), wide);
        SceneCanvas second = compositor.add(TALL, () -> VideoFilter.NONE, new Pixels());
        second.scene(List.of(new SceneItem(shared, at(0, 0, 90, 160, Fit.STRETCH))));
        wide.await(BLACK);
        for (SceneCanvas compared : List.of(compositor.first(), second)) {
            Pixels raw = new Pixels(new int[] {compared.size().width() - 5, 45});
            compared.preview(raw, /* unfiltered= */ true);
            await().atMost(PATIENCE).until(() -> {
                put(shared, clock.nanoTime()); // what came before somebody compared is not there as it came
                return raw.seen.containsValue(List.of(GREEN));
            });
            compared.preview(null, false);
        }
        assertThat(wide.seen.values()).containsOnly(List.of(BLACK));
    }

    private void put(SourceSlot slot, long pts) {
        VideoFrame picture = pool.take(WIDE, pts, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(picture, GREEN);
        }
        slot.frame(picture);
    }

    @Test
    void aSceneThatIsShownAsASourceIsDrawnOnceForBothInTheFirstOnesSize() {
        NestedScene inner = new NestedScene(VideoFilter.NONE);
        opened.add(inner);
        inner.scene(List.of(new SceneItem(slot(VideoFilter.NONE), Transform.fullCanvas(WIDE))));
        Pixels tall = new Pixels(new int[] {5, 25}, new int[] {45, 25}, new int[] {85, 25}, new int[] {45, 60});
        Compositor compositor = start(List.of(), new Pixels());
        SceneCanvas second = compositor.add(TALL, () -> VideoFilter.NONE, tall);
        second.scene(List.of(new SceneItem(inner, at(0, 0, 90, 50, Fit.CONTAIN))));
        tall.await(BLUE, RED, GREEN, BLACK);
    }
}
