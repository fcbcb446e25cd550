package io.rostrum.capture.source.drawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.color.ColorDrawing;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrawnSourceTest {
    private static final PictureSize SIZE = new PictureSize(32, 16);
    private static final ColorDrawing RED = new ColorDrawing(0xFFFF0000);
    private static final ColorDrawing BLUE = new ColorDrawing(0x800000FF);

    /// Waits for a frame of this colour and size.
    private static void awaitColour(CollectingSink sink, int argb, PictureSize size) {
        AtomicInteger seen = new AtomicInteger();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sink.next(frame -> seen.set(
                    frame.size().equals(size) ? DrawnPicture.pixelsOf(frame).get(0) : 0x12345678));
            return seen.get() == argb;
        });
    }

    @Test
    void aDrawingIsRepeatedExchangedAndSizedWithoutAGap() throws Exception {
        LiveDrawing live = new LiveDrawing(RED, SIZE, InstantSource.system());
        try (FramePool pool = new FramePool()) {
            Source source = live.source("colour", pool);
            try (CollectingSink sink = new CollectingSink()) {
                source.start(MediaClock.startingNow(), sink);
                awaitColour(sink, 0xFFFF0000, SIZE);
                awaitColour(sink, 0xFFFF0000, SIZE);
                live.show(BLUE);
                awaitColour(sink, 0x80000080, SIZE);
                live.resize(new PictureSize(8, 8));
                awaitColour(sink, 0x80000080, new PictureSize(8, 8));
                source.close();
            }
            assertThat(pool.outstanding()).isZero();
        }
    }

    @Test
    void theLastPictureIsRepeatedWhileTheNextOneIsDrawn() throws Exception {
        CountDownLatch drawing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Drawing.Content slow = size -> {
            drawing.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return BLUE.draw(size);
        };
        LiveDrawing live = new LiveDrawing(RED, SIZE, InstantSource.system());
        try (FramePool pool = new FramePool()) {
            Source source = live.source("slow", pool);
            try (CollectingSink sink = new CollectingSink()) {
                source.start(MediaClock.startingNow(), sink);
                awaitColour(sink, 0xFFFF0000, SIZE);
                live.show(_ -> Drawing.Moment.always(slow));
                drawing.await();
                while (sink.size() > 0) {
                    sink.next(_ -> {});
                }
                awaitColour(sink, 0xFFFF0000, SIZE);
                go.countDown();
                awaitColour(sink, 0x80000080, SIZE);
                source.close();
            }
        }
    }

    @Test
    void whatCannotBeDrawnIsSaidAndThePictureStays() throws Exception {
        Drawing.Content broken = _ -> {
            throw new DeviceException(Reason.LOST, "the page is broken; export it again");
        };
        LiveDrawing live = new LiveDrawing(RED, SIZE, InstantSource.system());
        try (FramePool pool = new FramePool()) {
            Source source = live.source("broken", pool);
            try (CollectingSink sink = new CollectingSink()) {
                source.start(MediaClock.startingNow(), sink);
                live.show(now -> new Drawing.Moment(broken, Duration.ofDays(1), "page 2 of 3", Optional.empty()));
                await().until(() -> live.trouble().isPresent());
                assertThat(live.trouble()).contains("the page is broken; export it again");
                assertThat(live.caption()).isEqualTo("page 2 of 3");
                awaitColour(sink, 0xFFFF0000, SIZE);
                live.show(BLUE);
                awaitColour(sink, 0x80000080, SIZE);
                await().until(() -> live.trouble().isEmpty());
                source.close();
            }
        }
    }

    @Test
    void whatCannotBeOpenedIsRefused() throws Exception {
        Drawing missing = new Drawing() {
            @Override
            public void open() throws DeviceException {
                throw new DeviceException(Reason.NOT_FOUND, "the file is not there");
            }

            @Override
            public Moment at(Instant now) {
                return Moment.always(RED);
            }
        };
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink();
                Source source = new LiveDrawing(missing, SIZE, InstantSource.system()).source("missing", pool)) {
            assertThatThrownBy(() -> source.start(MediaClock.startingNow(), sink))
                    .hasMessage("the file is not there");
        }
    }
}
