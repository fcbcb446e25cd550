package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A media file played at its own speed, once or in a loop: pictures, sound, or both from one child process and
/// in one time.
///
/// Playing begins when every part that is wanted has been started; a part started again after the file was lost
/// begins it anew. Pictures come at the programme's rate and no larger than the canvas, turned as the file
/// says; frame `k` and sample `n` have the times `k / rate` and `n / 48000` since the beginning, through every
/// repetition of a loop. A file that is one picture stays. Thread-safe.
public final class MediaFile implements PlayedMedia {
    private final Path file;
    private final boolean loop;
    private final PictureSize canvas;
    private final Rational rate;
    private final Set<MediaKind> wanted;
    private @Nullable FramePool pool;
    private @Nullable FrameSink pictures;
    private @Nullable AudioSink sound;
    private @Nullable MediaPlayback playback;
    private @Nullable MediaClock time;
    private volatile @Nullable Played played;

    /// What is played, from where in it, and since when.
    private record Played(MediaInfo info, MediaClock clock, Duration from, long begunNanos) {}

    /// @param canvas size of the programme
    /// @param rate   frames a second of the programme
    /// @param wanted the parts that are going to be started
    public MediaFile(Path file, boolean loop, PictureSize canvas, Rational rate, Set<MediaKind> wanted) {
        this.file = file;
        this.loop = loop;
        this.canvas = canvas;
        this.rate = rate;
        this.wanted = EnumSet.copyOf(wanted);
    }

    /// What is in a file.
    ///
    /// @param shown size of its pictures as they are to be shown; empty where it has none
    /// @param sound whether it has sound
    /// @param rate  pictures a second; empty where that is not known
    public record Content(Optional<PictureSize> shown, boolean sound, OptionalDouble rate) {}

    /// {@return what is in the file}
    ///
    /// @throws DeviceException if it is not there or cannot be read
    public static Content content(Path file) throws DeviceException {
        MediaInfo info = MediaInfo.of(file);
        return new Content(Optional.ofNullable(info.shown()), info.sound(), info.rate());
    }

    /// {@return whether the file has both pictures and sound}
    ///
    /// @throws DeviceException if it is not there or cannot be read
    public static boolean showsAndSounds(Path file) throws DeviceException {
        MediaInfo info = MediaInfo.of(file);
        return info.shown() != null && info.sound();
    }

    @Override
    public Source video(FramePool frames) {
        return new Pictures(frames);
    }

    @Override
    public AudioSource audio() {
        return new Sound();
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    private synchronized void start(
            MediaClock clock, @Nullable FramePool frames, @Nullable FrameSink frameSink, @Nullable AudioSink audioSink)
            throws DeviceException {
        MediaInfo info = MediaInfo.of(file);
        if (frameSink != null && info.shown() == null) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "file " + file + " has no pictures; use it for sound, and another one to be seen");
        }
        if (audioSink != null && !info.sound()) {
            throw new DeviceException(
                    Reason.FORMAT_NOT_SUPPORTED, "file " + file + " has no sound; choose other sound, or none");
        }
        time = clock;
        pool = frames == null ? pool : frames;
        pictures = frameSink == null ? pictures : frameSink;
        sound = audioSink == null ? sound : audioSink;
        if (complete()) {
            stopPlayback();
            begin(clock, info);
        }
    }

    /// {@return whether every part that is wanted has been started}
    private boolean complete() {
        return (pictures != null || !wanted.contains(MediaKind.VIDEO))
                && (sound != null || !wanted.contains(MediaKind.AUDIO));
    }

    @Override
    public synchronized void leaveOut(MediaKind kind) {
        wanted.remove(kind);
        FrameSink sink = pictures;
        MediaClock clock = time;
        if (playback != null || clock == null || sink == null || !complete()) {
            return;
        }
        try {
            begin(clock, MediaInfo.of(file));
        } catch (DeviceException e) {
            sink.lost(e);
        }
    }

    private void begin(MediaClock clock, MediaInfo info) throws DeviceException {
        begin(clock, info, Duration.ZERO);
    }

    private void begin(MediaClock clock, MediaInfo info, Duration at) throws DeviceException {
        PictureSize own = info.shown();
        PictureSize size = pictures == null || own == null ? null : MediaInfo.within(own, canvas);
        try {
            MediaDecoder decoder = new MediaDecoder(file, info, loop && !info.still(), at, size, rate, sound != null);
            playback = new MediaPlayback(name(), decoder, clock, rate, size, info, pool, pictures, sound);
            played = new Played(info, clock, at, clock.nanoTime());
        } catch (IOException e) {
            throw new DeviceException(
                    Reason.NOT_FOUND,
                    "the decoder for " + file + " does not start: " + e.getMessage() + "; install Rostrum anew",
                    e);
        }
    }

    @Override
    public Optional<Position> position() {
        Played now = played;
        if (now == null || now.info().still() || !now.info().length().isPositive()) {
            return Optional.empty();
        }
        long whole = now.info().length().toNanos();
        long at = now.from().toNanos() + now.clock().nanoTime() - now.begunNanos();
        return Optional.of(new Position(
                Duration.ofNanos(loop ? at % whole : Math.min(at, whole)),
                now.info().length()));
    }

    /// Goes on, or back, in the file, as [#seek] does.
    ///
    /// @param by negative to go back
    public synchronized void skip(Duration by) {
        position().ifPresent(position -> seek(position.at().plus(by)));
    }

    @Override
    public synchronized void seek(Duration to) {
        Played now = played;
        if (now == null || position().isEmpty()) {
            return;
        }
        MediaInfo info = now.info();
        Duration at = to.isNegative() || to.compareTo(info.length()) >= 0 ? Duration.ZERO : to;
        played = new Played(info, now.clock(), at, now.clock().nanoTime()); // it is there for who looks
        closePlayback();
        try {
            begin(now.clock(), info, at);
        } catch (DeviceException e) {
            played = null;
            if (pictures != null) {
                pictures.lost(e);
            }
            if (sound != null) {
                sound.lost(e);
            }
        }
    }

    private synchronized void stop(MediaKind kind) {
        MediaPlayback running = playback;
        if (kind == MediaKind.VIDEO) {
            pictures = null;
        } else {
            sound = null;
        }
        if (running != null) {
            running.mute(kind);
        }
        if (pictures == null && sound == null) {
            stopPlayback();
        }
    }

    private void stopPlayback() {
        played = null;
        closePlayback();
    }

    private void closePlayback() {
        MediaPlayback running = playback;
        playback = null;
        if (running != null) {
            running.close();
        }
    }

    private final class Pictures implements Source {
        private final FramePool frames;
        private boolean started;

        Pictures(FramePool frames) {
            this.frames = frames;
        }

        @Override
        public String name() {
            return MediaFile.this.name();
        }

        @Override
        public void start(MediaClock clock, FrameSink sink) throws DeviceException {
            MediaFile.this.start(clock, frames, sink, null);
            started = true;
        }

        @Override
        public void close() {
            if (started) {
                started = false;
                stop(MediaKind.VIDEO);
            }
        }
    }

    private final class Sound implements AudioSource {
        private boolean started;

        @Override
        public String name() {
            return MediaFile.this.name();
        }

        @Override
        public void start(MediaClock clock, AudioSink sink) throws DeviceException {
            MediaFile.this.start(clock, null, null, sink);
            started = true;
        }

        @Override
        public void close() {
            if (started) {
                started = false;
                stop(MediaKind.AUDIO);
            }
        }
    }
}
