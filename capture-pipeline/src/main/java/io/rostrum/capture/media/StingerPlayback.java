package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.scene.StingerFilm;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stinger that waits with its first pictures decoded until it is begun, and then stays ahead by as
/// many.
///
/// The pictures waiting are bounded by [#AHEAD]: a full queue holds the decoder up, so that one that
/// waits costs
/// memory and no processor time. Its sound is read whole, and given to the mixer somewhat ahead of its
/// time.
public final class StingerPlayback implements StingerFilm {
    /// Pictures that wait.
    static final int AHEAD = 10;

    private static final Logger log = LoggerFactory.getLogger(StingerPlayback.class);
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final Duration SOUND_READ_WITHIN = Duration.ofSeconds(1);
    /// Sample times a block of sound: 10 ms.
    private static final int BLOCK_FRAMES = 480;
    /// How far ahead of its time sound is given to the mixer.
    private static final long SOUND_AHEAD_NANOS = 500_000_000;
    /// How long the mixer may still need what it was given last.
    private static final long SOUND_TAIL_NANOS = 1_000_000_000;

    private final String name;
    private final int pictures;
    private final boolean cut;
    private final MediaClock clock;
    private final MediaDecoder decoder;
    private final FramePool pool;
    private final AudioMixer mixer;
    private final Thread pictureThread;
    private final @Nullable Thread soundThread;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> silent = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<VideoFrame> waiting = new ArrayDeque<>(AHEAD);
    private final List<float[]> sound = new ArrayList<>();
    /// Pictures that were taken out of the queue; the last of them is the one that is shown.
    private long taken;
    private @Nullable VideoFrame shown;
    private boolean ended;
    private boolean soundEnded;
    private boolean closing;
    private boolean stopped;
    private long begunNanos = Long.MIN_VALUE;
    private long late;
    private volatile float gain = 1;

    private StingerPlayback(
            String name,
            long pictures,
            PictureSize size,
            boolean alpha,
            MediaClock clock,
            MediaDecoder decoder,
            FramePool pool,
            AudioMixer mixer) {
        this.name = name;
        this.pictures = Math.clamp(pictures, 1, Transition.MOST_PICTURES);
        this.cut = pictures > Transition.MOST_PICTURES;
        this.clock = clock;
        this.decoder = decoder;
        this.pool = pool;
        this.mixer = mixer;
        MediaPipe picturePipe = decoder.pictures();
        MediaPipe soundPipe = decoder.sound();
        soundEnded = soundPipe == null;
        pictureThread = thread("stinger " + name, () -> readPictures(picturePipe, size, alpha));
        soundThread = soundPipe == null ? null : thread("stinger sound " + name, () -> sound(soundPipe));
    }

    /// Opens a film and decodes its first pictures; returns when they are there.
    ///
    /// @param canvas size of the programme; larger pictures are made smaller
    /// @param rate   pictures a second of the programme
    /// @param pool   gives memory for pictures
    /// @param mixer  hears its sound
    /// @throws DeviceException if it is not there, or cannot be played
    public static StingerPlayback open(
            Path file, PictureSize canvas, Rational rate, MediaClock clock, FramePool pool, AudioMixer mixer)
            throws DeviceException {
        MediaInfo info = MediaInfo.of(file);
        PictureSize own = info.shown();
        if (own == null) {
            throw new DeviceException(Reason.FORMAT_NOT_SUPPORTED, "file " + file + " has no pictures; choose a film");
        }
        if (info.still() || !info.length().isPositive()) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "file " + file + " does not say how long it lasts; choose a film, or convert it");
        }
        long pictures = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator())
                .nanosToTicks(info.length().toNanos());
        PictureSize size = MediaInfo.within(own, canvas);
        StingerPlayback opened;
        try {
            opened = new StingerPlayback(
                    String.valueOf(file.getFileName()),
                    pictures,
                    size,
                    info.alpha(),
                    clock,
                    new MediaDecoder(file, info, /* loop= */ false, Duration.ZERO, size, rate, info.sound()),
                    pool,
                    mixer);
        } catch (IOException e) {
            throw new DeviceException(
                    Reason.NOT_FOUND,
                    "the decoder for " + file + " does not start: " + e.getMessage() + "; install Rostrum anew",
                    e);
        }
        opened.begin();
        try {
            opened.awaitPictures();
            return opened;
        } catch (DeviceException e) {
            opened.close();
            throw e;
        }
    }

    private static Thread thread(String name, Runnable body) {
        return Thread.ofPlatform().name(name).daemon().unstarted(body);
    }

    private void begin() {
        pictureThread.start();
        if (soundThread != null) {
            soundThread.start();
        }
    }

    private void awaitPictures() throws DeviceException {
        lock.lock();
        try {
            long left = OPENS_WITHIN.toNanos();
            while (waiting.size() < Math.min(AHEAD, pictures) && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (waiting.isEmpty()) {
                String words = decoder.lastWords();
                throw new DeviceException(
                        Reason.FORMAT_NOT_SUPPORTED,
                        "file " + name + " cannot be decoded" + (words.isEmpty() ? "" : " (" + words + ")")
                                + "; try another one, or convert it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException(Reason.LOST, "file " + name + " was not opened", e);
        } finally {
            lock.unlock();
        }
    }

    // --- pictures ---------------------------------------------------------------------------------------------------

    private void readPictures(@Nullable MediaPipe pipe, PictureSize size, boolean alpha) {
        try (PicturePipe coming = pipe == null ? null : new PicturePipe(pipe, size, alpha)) {
            for (int i = 0; i < pictures && coming != null && awaitRoom(); i++) {
                VideoFrame frame = pool.take(size, 0, !alpha);
                boolean whole = false;
                try {
                    whole = coming.read(frame);
                } finally {
                    if (!whole) {
                        frame.close();
                    }
                }
                if (!whole) {
                    break;
                }
                put(frame);
            }
        } catch (IOException e) {
            log.debug("[stinger {}] {}", name, e.getMessage());
        } finally {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean awaitRoom() {
        lock.lock();
        try {
            while (waiting.size() >= AHEAD && !closing) {
                changed.awaitUninterruptibly();
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void put(VideoFrame frame) {
        lock.lock();
        try {
            if (closing) {
                frame.close();
            } else {
                waiting.add(frame);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int pictures() {
        return pictures;
    }

    /// {@return whether the film is longer than a transition may be, so that its end is not played}
    public boolean cut() {
        return cut;
    }

    @Override
    public @Nullable VideoFrame picture(long step) {
        lock.lock();
        try {
            while (taken < step && !waiting.isEmpty()) {
                forgetShown();
                shown = waiting.poll();
                taken++;
            }
            changed.signalAll();
            if (taken < step && ended) {
                forgetShown();
            } else if (taken < step) {
                late++;
            }
            return shown == null ? null : shown.retain();
        } finally {
            lock.unlock();
        }
    }

    private void forgetShown() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }

    /// {@return how many pictures are decoded and were not asked for}
    public int ahead() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// {@return how often a picture was asked for before it was decoded}
    public long late() {
        lock.lock();
        try {
            return late;
        } finally {
            lock.unlock();
        }
    }

    // --- sound ------------------------------------------------------------------------------------------------------

    /// Makes its sound louder or quieter; counts until it begins.
    ///
    /// @param linear 0 for none
    public void gain(float linear) {
        gain = linear;
    }

    @Override
    public void begin(long ptsNanos) {
        lock.lock();
        try {
            begunNanos = ptsNanos;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sound(MediaPipe pipe) {
        Thread reading = Thread.ofVirtual().name("read sound of " + name).start(() -> readSound(pipe));
        try {
            long begun = awaitBegin();
            if (begun != Long.MIN_VALUE) {
                play(begun);
            }
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readSound(MediaPipe pipe) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK_FRAMES * AudioBlock.CHANNELS * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (pipe.read(bytes.clear())) {
                float[] samples = new float[BLOCK_FRAMES * AudioBlock.CHANNELS];
                bytes.flip().asFloatBuffer().get(samples);
                lock.lock();
                try {
                    sound.add(samples);
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException e) {
            log.debug("[stinger {}] sound: {}", name, e.getMessage());
        } finally {
            lock.lock();
            try {
                soundEnded = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// {@return time of the first picture; `Long.MIN_VALUE` where it is closed before}
    private long awaitBegin() {
        lock.lock();
        try {
            while (begunNanos == Long.MIN_VALUE && !closing) {
                changed.awaitUninterruptibly();
            }
            return begunNanos;
        } finally {
            lock.unlock();
        }
    }

    private void play(long begun) {
        MixerInput input = mixer.addInput("stinger " + name, controls -> controls.gain(gain));
        try {
            long end = begun;
            for (int i = 0; ; i++) {
                float[] samples = awaitSound(i);
                if (samples == null) {
                    break;
                }
                long pts = begun + AudioBlock.nanosOf((long) i * BLOCK_FRAMES);
                end = pts;
                if (!awaitTime(pts - SOUND_AHEAD_NANOS)) {
                    return;
                }
                input.block(new AudioBlock(pts, samples.clone()));
            }
            input.ended();
            awaitTime(end + SOUND_TAIL_NANOS);
        } finally {
            mixer.removeInput(input);
        }
    }

    private float @Nullable [] awaitSound(int index) {
        lock.lock();
        try {
            while (sound.size() <= index && !soundEnded && !stopped) {
                changed.awaitUninterruptibly();
            }
            return index < sound.size() && !stopped ? sound.get(index) : null;
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether the time came; false when the thread is to end}
    private boolean awaitTime(long nanos) {
        for (long left = nanos - clock.nanoTime(); left > 0; left = nanos - clock.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    // --- the end ----------------------------------------------------------------------------------------------------

    /// {@return completes when its pictures have ended and its decoder is closed}
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    /// {@return completes when nothing of it is left: the sound, too, was heard to its end, or stopped}
    public CompletableFuture<Void> silent() {
        return silent.copy();
    }

    /// Ends the pictures; sound that was begun goes on to its end.
    @Override
    public void close() {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            if (late > 0) {
                log.warn("[stinger {}] {} of {} pictures were late", name, late, pictures);
            }
            forgetShown();
            waiting.forEach(VideoFrame::close);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("close stinger " + name).start(this::finish);
    }

    private void finish() {
        awaitSoundRead();
        try {
            decoder.close();
        } catch (IOException e) {
            log.warn("[stinger {}] its decoder does not close: {}", name, e.getMessage());
        }
        try {
            join(pictureThread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed.complete(null);
        }
        try {
            if (soundThread != null) {
                soundThread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            silent.complete(null);
        }
    }

    /// The last of the sound comes with the last of the pictures.
    private void awaitSoundRead() {
        lock.lock();
        try {
            long left = SOUND_READ_WITHIN.toNanos();
            while (begunNanos != Long.MIN_VALUE && !soundEnded && !stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the pictures and the sound; [#silent] says when. Idempotent; returns at once.
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (soundThread != null) {
            soundThread.interrupt();
        }
        close();
    }

    private static void join(Thread thread) throws InterruptedException {
        if (!thread.join(ENDS_WITHIN)) {
            log.warn("[{}] did not end within {} s", thread.getName(), ENDS_WITHIN.toSeconds());
        }
    }
}
