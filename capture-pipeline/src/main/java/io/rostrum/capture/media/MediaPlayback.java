package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CaptureThread;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of a decoder, paced by the session's clock: a thread for the pictures and one for the sound.
///
/// The run begins at a tick of the programme, once the first picture and the first sound are there (or one of them
/// and half a second); from then on each is given at its time. What is muted is read and thrown away, so that the
/// other part goes on. A part whose decoder dies, or ends although it repeats the file, is lost; only one that has come
/// to the file's end has ended.
final class MediaPlayback implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaPlayback.class);
    /// Sample times a block of sound: 10 ms.
    private static final int BLOCK_FRAMES = 480;
    private static final long UNSET = Long.MIN_VALUE;
    /// How long one part waits for the other before it begins alone.
    private static final long WAIT_FOR_OTHER_MILLIS = 500;
    /// From the moment everything is there to the first picture's time.
    private static final long LEAD_NANOS = 20_000_000L;

    private final String name;
    private final MediaDecoder decoder;
    private final MediaClock clock;
    private final Rational rate;
    private final CountDownLatch ready;
    private final AtomicLong beginNanos = new AtomicLong(UNSET);
    private final @Nullable CompletableFuture<Long> held;
    private final Object pictureLock = new Object();
    private final Object soundLock = new Object();
    private @Nullable FrameSink pictures;
    private @Nullable AudioSink sound;
    private @Nullable CaptureThread pictureThread;
    private @Nullable CaptureThread soundThread;

    /// One that begins by itself.
    ///
    /// @param decoder taken
    /// @param size    of the decoder's pictures; null if it makes none
    /// @param info    of the file
    MediaPlayback(
            String name,
            MediaDecoder decoder,
            MediaClock clock,
            Rational rate,
            @Nullable PictureSize size,
            MediaInfo info,
            @Nullable FramePool pool,
            @Nullable FrameSink pictures,
            @Nullable AudioSink sound) {
        this(name, decoder, clock, rate, size, info, pool, pictures, sound, null);
    }

    /// @param decoder taken
    /// @param size    of the decoder's pictures; null if it makes none
    /// @param info    of the file
    /// @param held    the session's time at which it begins, when that is known; null for one that begins by itself
    MediaPlayback(
            String name,
            MediaDecoder decoder,
            MediaClock clock,
            Rational rate,
            @Nullable PictureSize size,
            MediaInfo info,
            @Nullable FramePool pool,
            @Nullable FrameSink pictures,
            @Nullable AudioSink sound,
            @Nullable CompletableFuture<Long> held) {
        this.name = name;
        this.held = held;
        this.decoder = decoder;
        this.clock = clock;
        this.rate = rate;
        this.pictures = pictures;
        this.sound = sound;
        MediaPipe picturePipe = decoder.pictures();
        MediaPipe soundPipe = decoder.sound();
        this.ready = new CountDownLatch((picturePipe == null ? 0 : 1) + (soundPipe == null ? 0 : 1));
        if (picturePipe != null && size != null && pool != null) {
            pictureThread =
                    CaptureThread.start(name, () -> readPictures(picturePipe, size, info, pool), this::endPictures);
        }
        if (soundPipe != null) {
            soundThread = CaptureThread.start(name + " sound", () -> readSound(soundPipe), this::endSound);
        }
    }

    private void readPictures(MediaPipe pipe, PictureSize size, MediaInfo info, FramePool pool) {
        long index = 0;
        boolean broke = false;
        try (PicturePipe coming = new PicturePipe(pipe, size, info.alpha())) {
            while (!Thread.currentThread().isInterrupted()) {
                VideoFrame frame = pool.take(size, 0, !info.alpha());
                try {
                    if (!coming.read(frame)) {
                        frame.close();
                        break;
                    }
                    long due = begin() + rate.nanosOfTick(index++);
                    frame = frame.withPts(due);
                    if (!awaitTime(due)) {
                        frame.close();
                        return;
                    }
                } catch (IOException | RuntimeException e) {
                    frame.close();
                    throw e;
                }
                if (info.still()) {
                    hold(frame);
                    return;
                }
                give(frame);
            }
        } catch (IOException e) {
            LOG.debug("[source {}] {}", name, e.getMessage());
            broke = true;
        }
        try {
            endPictures(index == 0 ? broken() : interruption(broke));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives the same picture until the thread is to end.
    private void hold(VideoFrame picture) {
        try (picture) {
            while (!Thread.currentThread().isInterrupted()) {
                VideoFrame copy = picture.retain();
                give(copy.withPts(clock.nanoTime()));
                LockSupport.parkNanos(Source.REPEAT_AT_LEAST.toNanos() / 2);
            }
        }
    }

    private void give(VideoFrame frame) {
        synchronized (pictureLock) {
            FrameSink sink = pictures;
            if (sink == null) {
                frame.close();
            } else {
                sink.frame(frame);
            }
        }
    }

    /// @param why null at the file's end
    private void endPictures(@Nullable DeviceException why) {
        synchronized (pictureLock) {
            FrameSink sink = pictures;
            if (sink == null) {
                return;
            }
            if (why == null) {
                sink.ended();
            } else {
                sink.lost(why);
            }
        }
    }

    private void readSound(MediaPipe pipe) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK_FRAMES * AudioBlock.CHANNELS * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        long done = 0;
        boolean broke = false;
        try {
            while (!Thread.currentThread().isInterrupted() && readBlock(pipe, bytes)) {
                float[] samples = new float[BLOCK_FRAMES * AudioBlock.CHANNELS];
                bytes.asFloatBuffer().get(samples);
                long pts = begin() + AudioBlock.nanosOf(done);
                done += BLOCK_FRAMES;
                if (!awaitTime(begin() + AudioBlock.nanosOf(done))) {
                    return;
                }
                synchronized (soundLock) {
                    AudioSink sink = sound;
                    if (sink != null) {
                        sink.block(new AudioBlock(pts, samples));
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("[source {}] {}", name, e.getMessage());
            broke = true;
        }
        try {
            endSound(done == 0 ? broken() : interruption(broke));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Fills a block from its beginning; the file's last one with silence where there is no more.
    ///
    /// @return whether there was anything
    private static boolean readBlock(MediaPipe pipe, ByteBuffer block) throws IOException {
        boolean there = pipe.read(block.clear()) || block.position() > 0;
        while (block.hasRemaining()) {
            block.put((byte) 0);
        }
        block.flip();
        return there;
    }

    /// @param why null at the file's end
    private void endSound(@Nullable DeviceException why) {
        synchronized (soundLock) {
            AudioSink sink = sound;
            if (sink == null) {
                return;
            }
            if (why == null) {
                sink.ended();
            } else {
                sink.lost(why);
            }
        }
    }

    /// {@return why a part ended before the file did; null if it is the file's end}
    private @Nullable DeviceException interruption(boolean broke) throws InterruptedException {
        if (!broke && decoder.cameToTheEnd()) {
            return null;
        }
        String words = decoder.lastWords();
        return new DeviceException(
                Reason.LOST,
                "file " + name + " stopped playing" + (words.isEmpty() ? "" : " (" + words + ")")
                        + "; it is begun anew, and may have to be converted if that happens again");
    }

    private DeviceException broken() {
        String words = decoder.lastWords();
        return new DeviceException(
                Reason.FORMAT_NOT_SUPPORTED,
                "file " + name + " cannot be decoded" + (words.isEmpty() ? "" : " (" + words + ")")
                        + "; try another one, or convert it");
    }

    /// {@return the session's time of the file's beginning}
    ///
    /// The first call of each thread waits for the other's, or for the time to be known.
    private long begin() {
        if (beginNanos.get() == UNSET && held != null) {
            try {
                beginNanos.compareAndSet(UNSET, held.get());
            } catch (InterruptedException | ExecutionException e) {
                Thread.currentThread().interrupt();
                return clock.nanoTime();
            }
        }
        if (beginNanos.get() == UNSET) {
            ready.countDown();
            try {
                if (!ready.await(WAIT_FOR_OTHER_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.debug("[source {}] pictures and sound do not begin together", name);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Rational frame = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator());
            long tick = rate.nanosOfTick(frame.nanosToTicks(clock.nanoTime() + LEAD_NANOS) + 1);
            beginNanos.compareAndSet(UNSET, tick);
        }
        return beginNanos.get();
    }

    /// {@return whether the time came; false when the thread is to end}
    private boolean awaitTime(long nanos) {
        for (long left = nanos - clock.nanoTime(); left > 0; left = nanos - clock.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    /// From the return of this call on nothing of a kind is given away.
    void mute(MediaKind kind) {
        if (kind == MediaKind.VIDEO) {
            synchronized (pictureLock) {
                pictures = null;
            }
        } else {
            synchronized (soundLock) {
                sound = null;
            }
        }
    }

    @Override
    public void close() {
        mute(MediaKind.VIDEO);
        mute(MediaKind.AUDIO);
        try {
            decoder.close();
        } catch (IOException e) {
            LOG.warn("[source {}] its decoder does not close: {}", name, e.getMessage());
        }
        if (pictureThread != null) {
            pictureThread.close();
        }
        if (soundThread != null) {
            soundThread.close();
        }
    }
}
