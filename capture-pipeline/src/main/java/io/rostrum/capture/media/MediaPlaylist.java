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
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Media files played one after the other, as one source.
///
/// While a file is played the next one is decoded as far as its first picture, and begins at the tick after the last
/// picture of the one before. A file that is not there or cannot be decoded is left out, and it is said. The sound of a
/// file that is longer than its pictures by less than a quarter of a second ends with these. Thread-safe.
public final class MediaPlaylist implements PlayedMedia {
    private static final Logger log = LoggerFactory.getLogger(MediaPlaylist.class);
    private static final Duration TAIL = Duration.ofMillis(250);
    private static final Duration LEAD = Duration.ofMillis(20);
    private static final PictureSize SMALLEST = new PictureSize(2, 2);

    /// What becomes of the picture after the last file of a list that is played once.
    public enum End {
        /// The last picture stays.
        STAY,
        /// Nothing is seen.
        HIDE
    }

    private final PlaylistOrder order;
    private final boolean repeatFile;
    private final End end;
    private final PictureSize canvas;
    private final Rational rate;
    private final Set<MediaKind> wanted;
    private @Nullable FramePool pool;
    private @Nullable FrameSink pictures;
    private @Nullable AudioSink sound;
    private volatile @Nullable MediaClock time;
    private volatile @Nullable PlaylistRun current;
    private @Nullable PlaylistRun prepared;
    private long asked;
    private volatile Shown shown = new Shown("", Optional.empty());

    /// What is to be said of it.
    private record Shown(String caption, Optional<String> trouble) {}

    /// @param order      what is played
    /// @param repeatFile whether each file begins again until another one is asked for
    /// @param end        where the list is played once
    /// @param canvas     size of the programme
    /// @param rate       frames a second of the programme
    /// @param wanted     the parts that are going to be started
    public MediaPlaylist(
            PlaylistOrder order,
            boolean repeatFile,
            End end,
            PictureSize canvas,
            Rational rate,
            Set<MediaKind> wanted) {
        this.order = order;
        this.repeatFile = repeatFile;
        this.end = end;
        this.canvas = canvas;
        this.rate = rate;
        this.wanted = EnumSet.copyOf(wanted);
    }

    /// {@return files and folders in the order in which they were named}
    public static PlaylistOrder listed(List<Path> entries, boolean loop) {
        return new PlaylistOrder(entries, null, loop);
    }

    /// {@return files and folders in an order drawn by lot, another one each time}
    public static PlaylistOrder shuffled(List<Path> entries, boolean loop, RandomGenerator random) {
        return new PlaylistOrder(entries, random, loop);
    }

    /// {@return the file that is played and its place: `file 2 of 5: talk.mp4`; empty before there is one}
    public String caption() {
        return shown.caption();
    }

    /// {@return what was left out, in a sentence without a full stop; empty where nothing was}
    public Optional<String> trouble() {
        return shown.trouble();
    }

    @Override
    public Source video(FramePool frames) {
        return new Pictures(frames);
    }

    @Override
    public AudioSource audio() {
        return new Sound();
    }

    private synchronized void start(
            MediaClock clock, @Nullable FramePool frames, @Nullable FrameSink frameSink, @Nullable AudioSink audioSink)
            throws DeviceException {
        time = clock;
        pool = frames == null ? pool : frames;
        pictures = frameSink == null ? pictures : frameSink;
        sound = audioSink == null ? sound : audioSink;
        if (complete()) {
            closeAll();
            order.begin();
            PlaylistRun first = find(1, /* held= */ false);
            if (first == null) {
                throw new DeviceException(Reason.NOT_FOUND, order.nothing());
            }
            play(first);
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
        if (current != null || time == null || sink == null || !complete()) {
            return;
        }
        try {
            start(Objects.requireNonNull(time), null, null, null);
        } catch (DeviceException e) {
            sink.lost(e);
        }
    }

    /// Goes on, or back, in the list; at its ends to its other end where it is played again and again.
    ///
    /// @param files to go; below 0 back
    public synchronized void turn(int files) {
        MediaClock clock = time;
        if (files == 0 || clock == null || !complete()) {
            return;
        }
        PlaylistRun ready = prepared;
        if (files == 1 && ready != null && !repeatFile) {
            goOn(clock.nanoTime());
            return;
        }
        PlaylistRun other = find(files, /* held= */ false);
        if (other != null) {
            replace(other);
        }
    }

    @Override
    public Optional<Position> position() {
        PlaylistRun run = current;
        MediaClock clock = time;
        return run == null || clock == null ? Optional.empty() : run.position(clock.nanoTime());
    }

    @Override
    public synchronized void seek(Duration to) {
        PlaylistRun run = current;
        if (run == null || !run.info().length().isPositive()) {
            return;
        }
        Duration at = to.isNegative() || to.compareTo(run.info().length()) >= 0 ? Duration.ZERO : to;
        try {
            replace(open(run.index(), run.file(), run.info(), at, /* held= */ false));
        } catch (DeviceException e) {
            order.leaveOut(run.file(), String.valueOf(e.getMessage()));
        }
    }

    /// Plays another one at once; the last picture stays until its first.
    private void replace(PlaylistRun other) {
        PlaylistRun before = current;
        drop(prepared);
        prepared = null;
        play(other);
        if (before != null) {
            before.cut(Long.MIN_VALUE);
            before.closeSoon();
        }
    }

    private void play(PlaylistRun run) {
        current = run;
        order.at(run.index());
        order.played(run.file());
        tell(run);
        prepareNext();
    }

    private void tell(PlaylistRun run) {
        shown = new Shown(order.place() + ": " + run.file().getFileName(), order.trouble());
    }

    /// Opens what comes after the current file, away from this thread: looking into a file takes its time.
    private void prepareNext() {
        asked++;
        long mine = asked;
        Thread.ofVirtual().name("next of the playlist").start(() -> prepare(mine));
    }

    private synchronized void prepare(long mine) {
        PlaylistRun run = current;
        if (mine == asked && run != null && prepared == null) {
            prepared = repeatFile ? again(run) : find(1, /* held= */ true);
            tell(run);
        }
    }

    private @Nullable PlaylistRun again(PlaylistRun run) {
        try {
            return open(run.index(), run.file(), run.info(), Duration.ZERO, /* held= */ true);
        } catch (DeviceException e) {
            log.debug("[playlist] {}", e.getMessage());
            return null;
        }
    }

    /// {@return the next file in a direction that can be opened; null where there is none}
    private @Nullable PlaylistRun find(int steps, boolean held) {
        int direction = Integer.signum(steps);
        int index = order.index();
        for (int tried = 0; tried < order.size(); tried++) {
            index = order.after(index, tried == 0 ? steps : direction);
            if (index < 0) {
                return null;
            }
            Path file = order.file(index);
            if (order.isBroken(file)) {
                continue;
            }
            try {
                MediaInfo info = MediaInfo.of(file);
                if (!playable(info)) {
                    throw new DeviceException(
                            Reason.FORMAT_NOT_SUPPORTED, "file " + file + " has nothing that is to be played");
                }
                return open(index, file, info, Duration.ZERO, held);
            } catch (DeviceException e) {
                order.leaveOut(file, String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    private boolean playable(MediaInfo info) {
        return !info.still() && ((pictures != null && info.shown() != null) || (sound != null && info.sound()));
    }

    private PlaylistRun open(int index, Path file, MediaInfo info, Duration from, boolean held) throws DeviceException {
        MediaClock clock = time;
        if (clock == null) {
            throw new IllegalStateException("playlist: not started (expected: started)");
        }
        return PlaylistRun.open(
                new PlaylistRun.Wanted(index, file, info, from, held),
                new PlaylistRun.Made(clock, rate, canvas, pool, pictures, sound),
                this::partEnded);
    }

    /// A file's pictures or sound have come to their end, or broke. Called on a thread of its own.
    private synchronized void partEnded(PlaylistRun run) {
        if (run.equals(prepared) && run.broken().isPresent()) {
            order.leaveOutForGood(run.file(), run.broken().get());
            drop(prepared);
            prepared = null;
            prepareNext();
        } else if (run.equals(current) && run.over(TAIL)) {
            run.broken().ifPresent(why -> order.leaveOutForGood(run.file(), why));
            goOn(run.endNanos());
        }
    }

    /// Begins what is prepared at a time, or soon; ends where there is nothing.
    private void goOn(long atNanos) {
        PlaylistRun before = current;
        MediaClock clock = time;
        if (prepared == null) {
            prepare(asked);
        }
        PlaylistRun next = prepared;
        if (before == null || clock == null) {
            return;
        }
        if (next == null) {
            finish(before);
            return;
        }
        long begin = tick(Math.max(atNanos, clock.nanoTime() + (atNanos > clock.nanoTime() ? 0 : LEAD.toNanos())));
        before.cut(begin);
        prepared = null;
        next.begin(begin, before::closeSoon);
        play(next);
    }

    /// {@return the first tick of the programme's rate that is not before a time}
    private long tick(long nanos) {
        Rational frame = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator());
        long index = frame.nanosToTicks(nanos);
        long tick = rate.nanosOfTick(index);
        return tick >= nanos ? tick : rate.nanosOfTick(index + 1);
    }

    private void finish(PlaylistRun last) {
        current = null;
        last.closeSoon();
        FrameSink seen = pictures;
        FramePool frames = pool;
        MediaClock clock = time;
        shown = new Shown("the list is over", order.trouble());
        if (order.noneLeft()) {
            DeviceException why = new DeviceException(Reason.FORMAT_NOT_SUPPORTED, order.nothing());
            Optional.ofNullable(seen).ifPresent(sink -> sink.lost(why));
            Optional.ofNullable(sound).ifPresent(sink -> sink.lost(why));
            return;
        }
        if (seen != null) {
            if (end == End.HIDE && frames != null && clock != null) {
                VideoFrame nothing = frames.take(SMALLEST, clock.nanoTime(), /* opaque= */ false);
                nothing.pixels()
                        .capacity((long) nothing.strideBytes() * nothing.height())
                        .fill(0);
                seen.frame(nothing);
            }
            seen.ended();
        }
        if (sound != null) {
            sound.ended();
        }
    }

    private static void drop(@Nullable PlaylistRun run) {
        if (run != null) {
            run.cut(Long.MIN_VALUE);
            run.closeSoon();
        }
    }

    private void stop(MediaKind kind) {
        PlaylistRun playing;
        PlaylistRun ready;
        boolean silent;
        synchronized (this) {
            if (kind == MediaKind.VIDEO) {
                pictures = null;
            } else {
                sound = null;
            }
            playing = current;
            ready = prepared;
            silent = pictures == null && sound == null;
            if (silent) {
                current = null;
                prepared = null;
                asked++;
            }
        }
        for (PlaylistRun run : new PlaylistRun[] {playing, ready}) {
            if (run != null && silent) {
                run.close();
            } else if (run != null) {
                run.mute(kind);
            }
        }
    }

    private void closeAll() {
        drop(current);
        drop(prepared);
        current = null;
        prepared = null;
    }

    private final class Pictures implements Source {
        private final FramePool frames;
        private boolean started;

        Pictures(FramePool frames) {
            this.frames = frames;
        }

        @Override
        public String name() {
            return "playlist";
        }

        @Override
        public void start(MediaClock clock, FrameSink sink) throws DeviceException {
            MediaPlaylist.this.start(clock, frames, sink, null);
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
            return "playlist";
        }

        @Override
        public void start(MediaClock clock, AudioSink sink) throws DeviceException {
            MediaPlaylist.this.start(clock, null, null, sink);
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
