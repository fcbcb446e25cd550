package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// A scene that is prepared is seen by who prepares it, and by nobody else.
final class PreparedSceneTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool pool = new FramePool();

    private SourceSlot slot(int argb) {
        SourceSlot slot = new SourceSlot(
                "colour",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                clock);
        VideoFrame picture = pool.take(new PictureSize(64, 48), 0, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(picture, argb);
            canvas.fill(picture, 0xFF00FF00, new PictureRect(3, 5, 20, 10));
        }
        slot.frame(picture);
        return slot;
    }

    private static long sum(VideoFrame frame) {
        CRC32 sum = new CRC32();
        try (frame) {
            for (int row = 0; row < frame.height(); row++) {
                byte[] pixels = new byte[4 * frame.width()];
                frame.pixels().position((long) row * frame.strideBytes()).get(pixels);
                sum.update(pixels);
            }
        }
        return sum.getValue();
    }

    @Test
    void editingItChangesNoPixelOfTheProgramme() {
        Set<Long> programme = ConcurrentHashMap.newKeySet();
        Set<Long> prepared = ConcurrentHashMap.newKeySet();
        AtomicInteger pictures = new AtomicInteger();
        AtomicReference<Throwable> defect = new AtomicReference<>();
        SourceSlot shared = slot(0xFF102030);
        SourceSlot other = slot(0xFFA0B0C0);
        List<SceneItem> onAir = List.of(
                new SceneItem(shared, Transform.fullCanvas(CANVAS)),
                new SceneItem(
                        other,
                        new Transform(
                                new PictureRect(100, 50, 50, 30),
                                Fit.COVER,
                                0.5,
                                Crop.NONE,
                                new Turn(true, false, 10))));
        ProgrammeSink viewer = (frame, _) -> {
            prepared.add(sum(frame));
            return true;
        };
        try (shared;
                other;
                Compositor compositor = new Compositor(
                        CANVAS,
                        new Rational(60, 1),
                        clock,
                        pool,
                        () -> VideoFilter.NONE,
                        onAir,
                        Long.MAX_VALUE,
                        (frame, _) -> {
                            programme.add(sum(frame));
                            pictures.incrementAndGet();
                            return true;
                        },
                        defect::set)) {
            compositor.start();
            await().atMost(PATIENCE).until(() -> pictures.get() > 3);
            for (int edit = 0; edit < 40; edit++) {
                int before = pictures.get();
                Transform moved = new Transform(
                        new PictureRect(edit, 2 * edit, 60, 30),
                        Fit.STRETCH,
                        1,
                        Crop.NONE,
                        new Turn(false, false, edit));
                compositor.prepare(new Compositor.Prepared(
                        List.of(new SceneItem(other, Transform.fullCanvas(CANVAS)), new SceneItem(shared, moved)),
                        viewer,
                        /* unfiltered= */ edit % 2 == 0));
                await().atMost(PATIENCE).until(() -> pictures.get() > before + 1);
            }
            compositor.prepare(null);
        }
        assertThat(defect.get()).isNull();
        assertThat(prepared).as("pictures of the scene that was edited").hasSizeGreaterThan(30);
        assertThat(programme).as("pictures of the programme").hasSize(1);
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }
}
