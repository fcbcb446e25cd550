package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.VideoInput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Small pictures of what a source shows.
final class Thumbnails {
    private static final int FIRST_PICTURE_SECONDS = 5;

    private Thumbnails() {}

    /// Takes a picture of a source on a thread of its own.
    ///
    /// @param setting of the programme
    /// @param browser draws web pages; borrowed
    /// @return completes exceptionally with a [DeviceException] when there is none to be had
    static CompletableFuture<Thumbnail> take(
            SourceSetting source, OutputSetting setting, Chromium browser, int width, int height) {
        CompletableFuture<Thumbnail> result = new CompletableFuture<>();
        Thread.ofPlatform().name("thumbnail").daemon().start(() -> {
            try {
                Inputs inputs = new Inputs(
                        VideoInput.parse(source.input()),
                        List.of(),
                        PictureSize.parse(setting.size()),
                        Rational.parse(setting.frameRate()),
                        /* loop= */ true);
                result.complete(of(inputs.video(browser), width, height));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /// Opens a source, takes its first picture and closes it. Blocks up to five seconds.
    static Thumbnail of(Function<FramePool, Source> opener, int width, int height) throws DeviceException {
        CompletableFuture<VideoFrame> first = new CompletableFuture<>();
        try (FramePool pool = new FramePool();
                Source source = opener.apply(pool)) {
            source.start(MediaClock.startingNow(), new First(first));
            try (VideoFrame frame = first.get(FIRST_PICTURE_SECONDS, TimeUnit.SECONDS)) {
                return shrunk(frame, pool, width, height);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeviceException known) {
                throw known;
            }
            throw new DeviceException(Reason.LOST, tr("no picture came"), e);
        } catch (TimeoutException e) {
            throw new DeviceException(
                    Reason.LOST, tr("no picture came within {0} seconds; it may be hidden", FIRST_PICTURE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException(Reason.LOST, tr("looking was given up"), e);
        } finally {
            first.completeExceptionally(new DeviceException(Reason.LOST, tr("looking has ended")));
        }
    }

    /// {@return the picture, no larger than asked for}
    static Thumbnail shrunk(VideoFrame frame, FramePool pool, int width, int height) {
        PictureSize wanted =
                ScaledPreview.fitting(frame.size(), Math.min(width, frame.width()), Math.min(height, frame.height()));
        try (Canvas canvas = new Canvas();
                VideoFrame small = pool.take(wanted, 0, true)) {
            canvas.fill(small, 0xFF000000);
            canvas.draw(small, frame, PictureRect.of(frame.size()), PictureRect.of(wanted), 1);
            int[] pixels = new int[wanted.width() * wanted.height()];
            var rows = small.pixels()
                    .limit((long) small.strideBytes() * wanted.height())
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer();
            for (int y = 0; y < wanted.height(); y++) {
                rows.get(y * small.strideBytes() / Integer.BYTES, pixels, y * wanted.width(), wanted.width());
            }
            return new Thumbnail(wanted.width(), wanted.height(), pixels);
        }
    }

    private static final class First implements FrameSink {
        private final CompletableFuture<VideoFrame> first;

        First(CompletableFuture<VideoFrame> first) {
            this.first = first;
        }

        @Override
        public void frame(VideoFrame frame) {
            if (!first.complete(frame)) {
                frame.close();
            }
        }

        @Override
        public void lost(DeviceException why) {
            first.completeExceptionally(why);
        }

        @Override
        public void ended() {
            first.completeExceptionally(new DeviceException(Reason.LOST, tr("it has ended")));
        }
    }
}
