package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One file of a playlist being played, or waiting with its first picture for its turn. Thread-safe.
final class PlaylistRun implements AutoCloseable {
    private static final long UNSET = Long.MIN_VALUE;

    /// @param from where in the file it begins
    /// @param held whether it waits for [#begin]
    record Wanted(int index, Path file, MediaInfo info, Duration from, boolean held) {}

    /// @param pool     gives the pictures' memory; null where none are wanted
    /// @param pictures null where none are wanted
    /// @param sound    null where none is wanted
    record Made(
            MediaClock clock,
            Rational rate,
            PictureSize canvas,
            @Nullable FramePool pool,
            @Nullable FrameSink pictures,
            @Nullable AudioSink sound) {}

    private final Wanted wanted;
    private final Rational rate;
    private final MediaPlayback playback;
    private final CompletableFuture<Long> held = new CompletableFuture<>();
    private final AtomicReference<Runnable> onFirst = new AtomicReference<>(PlaylistRun::nothing);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final boolean hasPictures;
    private final boolean hasSound;
    private volatile long cutNanos = Long.MAX_VALUE;
    private volatile long firstNanos = UNSET;
    private volatile long picturesEndNanos = UNSET;
    private volatile long soundEndNanos = UNSET;
    private volatile boolean picturesOver;
    private volatile boolean soundOver;
    private volatile @Nullable String broken;

    private static void nothing() {}

    private PlaylistRun(Wanted wanted, Made made, Consumer<PlaylistRun> ended) throws DeviceException {
        this.wanted = wanted;
        this.rate = made.rate();
        MediaInfo info = wanted.info();
        FrameSink seen = made.pictures();
        AudioSink heard = made.sound();
        PictureSize own = info.shown();
        hasPictures = seen != null && own != null;
        hasSound = heard != null && info.sound();
        PictureSize size = seen == null || own == null ? null : MediaInfo.within(own, made.canvas());
        try {
            MediaDecoder decoder = new MediaDecoder(
                    wanted.file(), info, /* loop= */ false, wanted.from(), size, made.rate(), hasSound);
            playback = new MediaPlayback(
                    String.valueOf(wanted.file().getFileName()),
                    decoder,
                    made.clock(),
                    made.rate(),
                    size,
                    info,
                    made.pool(),
                    seen == null ? null : new Seen(seen, ended),
                    heard == null ? null : new Heard(heard, ended),
                    wanted.held() ? held : null);
        } catch (IOException e) {
            throw new DeviceException(
                    Reason.NOT_FOUND,
                    "the decoder for " + wanted.file() + " does not start: " + e.getMessage()
                            + "; install Rostrum anew",
                    e);
        }
    }

    /// Opens a file.
    ///
    /// @param ended told, on a thread of its own, each time a part has come to its end or broken
    static PlaylistRun open(Wanted wanted, Made made, Consumer<PlaylistRun> ended) throws DeviceException {
        return new PlaylistRun(wanted, made, ended);
    }

    int index() {
        return wanted.index();
    }

    Path file() {
        return wanted.file();
    }

    MediaInfo info() {
        return wanted.info();
    }

    /// Begins what was held.
    ///
    /// @param atNanos the session's time of its first picture and sample
    /// @param first   done when that comes, or will not come any more
    void begin(long atNanos, Runnable first) {
        onFirst.set(first);
        held.complete(atNanos);
    }

    /// Gives nothing from a time on.
    void cut(long atNanos) {
        cutNanos = atNanos;
    }

    /// {@return why it cannot be played to its end; empty while it can}
    Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    /// {@return whether it is over: its pictures are, and its sound but for a tail, or it broke}
    boolean over(Duration tail) {
        if (broken != null) {
            return true;
        }
        if (hasPictures && !picturesOver) {
            return false;
        }
        if (!hasSound || soundOver) {
            return true;
        }
        long left = wanted.info().length().toNanos() - wanted.from().toNanos() - (picturesEndNanos - firstNanos);
        return hasPictures && left <= tail.toNanos();
    }

    /// {@return the session's time of the end of what is over}
    long endNanos() {
        return hasPictures && !(soundOver && soundEndNanos > picturesEndNanos + rate.nanosOfTick(2))
                ? picturesEndNanos
                : soundEndNanos;
    }

    /// {@return where in the file it is; empty before its beginning, and for files without a length}
    Optional<PlayedMedia.Position> position(long nowNanos) {
        Duration length = wanted.info().length();
        long first = firstNanos;
        if (!length.isPositive() || first == UNSET) {
            return Optional.empty();
        }
        Duration at = wanted.from().plusNanos(Math.max(0, nowNanos - first));
        return Optional.of(new PlayedMedia.Position(at.compareTo(length) > 0 ? length : at, length));
    }

    void mute(MediaKind kind) {
        playback.mute(kind);
    }

    /// Ends it, away from this thread.
    void closeSoon() {
        Thread.ofVirtual().name("close " + wanted.file().getFileName()).start(this::close);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onFirst.getAndSet(PlaylistRun::nothing).run();
            playback.close();
        }
    }

    private void first(long ptsNanos) {
        if (firstNanos == UNSET) {
            firstNanos = ptsNanos;
            onFirst.getAndSet(PlaylistRun::nothing).run();
        }
    }

    private void tell(Consumer<PlaylistRun> ended) {
        Thread.ofVirtual().name("end of " + wanted.file().getFileName()).start(() -> ended.accept(this));
    }

    private final class Seen implements FrameSink {
        private final FrameSink to;
        private final Consumer<PlaylistRun> ended;

        Seen(FrameSink to, Consumer<PlaylistRun> ended) {
            this.to = to;
            this.ended = ended;
        }

        @Override
        public void frame(VideoFrame frame) {
            if (frame.ptsNanos() >= cutNanos) {
                frame.close();
                return;
            }
            first(frame.ptsNanos());
            picturesEndNanos = frame.ptsNanos() + rate.nanosOfTick(1);
            to.frame(frame);
        }

        @Override
        public void lost(DeviceException why) {
            broken = String.valueOf(why.getMessage());
            tell(ended);
        }

        @Override
        public void ended() {
            picturesOver = true;
            tell(ended);
        }
    }

    private final class Heard implements AudioSink {
        private final AudioSink to;
        private final Consumer<PlaylistRun> ended;

        Heard(AudioSink to, Consumer<PlaylistRun> ended) {
            this.to = to;
            this.ended = ended;
        }

        @Override
        public void block(AudioBlock block) {
            if (block.ptsNanos() >= cutNanos) {
                return;
            }
            first(block.ptsNanos());
            soundEndNanos = block.ptsNanos() + AudioBlock.nanosOf(block.samples().length / AudioBlock.CHANNELS);
            to.block(block);
        }

        @Override
        public void lost(DeviceException why) {
            broken = String.valueOf(why.getMessage());
            tell(ended);
        }

        @Override
        public void ended() {
            soundOver = true;
            tell(ended);
        }
    }
}
