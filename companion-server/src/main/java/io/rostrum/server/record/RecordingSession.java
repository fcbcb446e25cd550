package io.rostrum.server.record;

import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.file.OutputFile;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.record.RecordCounters.Stopped;
import io.rostrum.server.record.Recording.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is recorded of one broadcast, file after file. Confined to the recorder's thread.
///
/// A file begins with a key frame, or with sound where no pictures come, at time 0. A publisher that comes back goes on
/// in the same file: what follows is put right after what was, sound and pictures shifted alike, and the gap is noted.
/// Other sequence headers, the configuration's split and trouble with the disk end a file; the next begins at a key
/// frame
/// when it can.
final class RecordingSession {
    private static final Logger log = LoggerFactory.getLogger(RecordingSession.class);
    /// How long sound waits for pictures before it is taken for all there is.
    private static final long SETTLE_MILLIS = 1_000;
    /// A file that other headers end sooner is no recording: the publisher was not yet done saying what it sends.
    private static final long SETTLED_MILLIS = 1_000;
    /// Time that passes between two frames without anything being missing.
    private static final long MAX_STEP_MILLIS = 1_000;
    private static final long FRAME_MILLIS = 33;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamName stream;
    private final RecordConfig config;
    private final RecordingFolder folder;
    private final Room room;
    private final RecordCounters counters;
    private final InstantSource wallClock;
    private final Supplier<Recording.About> about;

    private StreamTracks tracks = StreamTracks.NONE;
    private @Nullable RecordingFile file;
    private @Nullable Recording recording;
    private int number;
    private long originMillis;
    private long newestMillis;
    /// When the picture that is shown last is shown, since the file began.
    private long shownMillis;
    private long lastNanos;
    private long firstSoundMillis = -1;
    private boolean away;
    private boolean unrecordable;
    private boolean wantsSpace;
    /// The quota ended the file before: to go on, it takes room that others leave, and gives up nothing for it.
    private boolean quotaEnded;
    private boolean saidLeftOut;
    private long retryNanos;
    private boolean waitsToRetry;
    private long countedBytes;

    /// @param about what the stream says of itself now
    RecordingSession(
            StreamName stream,
            RecordConfig config,
            RecordingFolder folder,
            Room room,
            RecordCounters counters,
            InstantSource wallClock,
            Supplier<Recording.About> about) {
        this.stream = stream;
        this.config = config;
        this.folder = folder;
        this.room = room;
        this.counters = counters;
        this.wallClock = wallClock;
        this.about = about;
    }

    /// @param message borrowed
    /// @param nanos   when it came
    void media(MediaMessage message, long nanos) {
        StreamTracks before = tracks;
        tracks = tracks.with(message);
        if (!tracks.equals(before)) {
            tracksChanged();
        }
        if (!message.isFrame()) {
            return;
        }
        try {
            if (prepare(message, nanos)) {
                write(message);
                lastNanos = nanos;
            }
        } catch (FlvFormatException | CodecFormatException e) {
            leftOut(e);
        } catch (IOException e) {
            failed(why(e), e, nanos);
        }
    }

    private static Stopped why(IOException e) {
        if (e instanceof QuotaReachedException) {
            return Stopped.QUOTA;
        }
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = e instanceof LowSpaceException
                || words.contains("no space")
                || words.contains("not enough space")
                || words.contains("quota");
        return full ? Stopped.DISK_FULL : Stopped.DISK_FAILED;
    }

    /// What the publisher sent wrong ends no file.
    private void leftOut(IOException e) {
        if (!saidLeftOut) {
            saidLeftOut = true;
            log.warn("[record {}] a frame is left out, as more may be: {}", stream, e.getMessage());
        }
    }

    private void tracksChanged() {
        firstSoundMillis = -1;
        unrecordable = false;
        RecordingFile ending = file;
        if (ending == null) {
            return;
        }
        if (ending.durationMillis() + Fragmenter.FRAGMENT_MILLIS < SETTLED_MILLIS) {
            ending.abandon();
            forget();
        } else {
            log.info("[record {}] what the stream consists of has changed; the next file follows", stream);
            finish(Optional.empty());
        }
    }

    /// {@return whether the frame belongs into the file that is open now}
    private boolean prepare(MediaMessage message, long nanos) throws IOException {
        if (file == null) {
            return canBegin(message, nanos) && begin(message);
        }
        if (away) {
            if (!startsDecoding(message)) {
                return false;
            }
            splice(message, nanos);
        } else if (startsDecoding(message) && isSplitDue(message)) {
            finish(Optional.empty());
            return !waitsToRetry && begin(message); // it waits where the disk did not take the end
        }
        return message.timestampMillis() >= originMillis;
    }

    private boolean startsDecoding(MediaMessage message) {
        return tracks.videoHeader().isPresent() ? message.keyFrame() : message.kind() == Kind.AUDIO;
    }

    private boolean canBegin(MediaMessage message, long nanos) throws IOException {
        if (unrecordable || (waitsToRetry && nanos - retryNanos < 0)) {
            return false;
        }
        if (message.kind() == Kind.AUDIO && firstSoundMillis < 0) {
            firstSoundMillis = message.timestampMillis();
        }
        boolean alone = tracks.videoHeader().isEmpty()
                && tracks.audioHeader().isPresent()
                && message.timestampMillis() - firstSoundMillis >= SETTLE_MILLIS;
        if (tracks.videoHeader().isPresent() ? !message.keyFrame() : !alone) {
            return false;
        }
        waitsToRetry = true;
        retryNanos = nanos + RETRY_NANOS;
        if (room.isFull() && !quotaEnded) {
            room.makeForMore();
        }
        if (wantsSpace ? !room.isBack() : room.isFull()) {
            if (!wantsSpace) {
                IOException trouble = noRoom();
                counters.stopped(why(trouble));
                log.warn("[record {}] waits for space: {}", stream, trouble.getMessage());
            }
            wantsSpace = true;
            return false;
        }
        return true;
    }

    private IOException noRoom() throws IOException {
        return room.isLow() ? new LowSpaceException(config.lowSpace()) : new QuotaReachedException(config.quotaBytes());
    }

    private boolean begin(MediaMessage message) throws IOException {
        StreamTracks.Movie movie;
        try {
            movie = tracks.movie();
            if (config.container() == Container.TS) {
                tracks.requireAvcAndAac();
            }
        } catch (IOException e) {
            unrecordable = true;
            counters.stopped(Stopped.UNREADABLE);
            log.warn("[record {}] cannot be recorded: {}", stream, e.getMessage());
            return false;
        }
        RecordingFolder.Created created = folder.create(stream, wallClock.instant(), ++number, config, about.get());
        recording = created.recording();
        counters.running(1);
        countedBytes = 0;
        try {
            file = open(created.file(), movie);
        } catch (IOException e) {
            forget();
            throw e;
        }
        originMillis = message.timestampMillis();
        shownMillis = 0;
        away = false;
        waitsToRetry = false;
        quotaEnded = false;
        saidLeftOut = false;
        if (wantsSpace) {
            wantsSpace = false;
            counters.resumed();
            log.info("[record {}] there is space again; goes on", stream);
        }
        log.info("[record {}] to {}", stream, created.recording().fileName());
        return true;
    }

    private RecordingFile open(OutputFile to, StreamTracks.Movie movie) throws IOException {
        return switch (config.container()) {
            case MP4 -> new Mp4File(to, movie);
            case FLV -> new FlvFile(to, tracks);
            case TS -> new TsFile(to, tracks);
        };
    }

    /// Puts what comes now right after what was, in the order of decoding and, where pictures that were to come between
    /// are missing, in that of showing, too.
    private void splice(MediaMessage message, long nanos) throws FlvFormatException {
        away = false;
        long step = message.timestampMillis() - newestMillis;
        if (step > MAX_STEP_MILLIS) {
            originMillis += step - FRAME_MILLIS;
        }
        if (message.kind() == Kind.VIDEO) {
            originMillis -= Math.max(0, shownMillis + FRAME_MILLIS - shown(message));
        }
        Recording now = recording;
        if (now != null) {
            long awayMillis = TimeUnit.NANOSECONDS.toMillis(nanos - lastNanos);
            List<Recording.Gap> gaps = new ArrayList<>(now.gaps());
            gaps.add(new Recording.Gap(
                    message.timestampMillis() - originMillis,
                    awayMillis,
                    wallClock.instant().minusMillis(awayMillis)));
            Recording spliced = now.with(gaps);
            recording = spliced;
            folder.save(spliced);
            log.info("[record {}] goes on after {} ms in {}", stream, awayMillis, spliced.fileName());
        }
    }

    /// {@return when a picture is shown, since the file began}
    private long shown(MediaMessage message) throws FlvFormatException {
        int composition =
                FlvVideo.parse(message.payload()) instanceof FlvVideo.Frame frame ? frame.compositionMillis() : 0;
        return message.timestampMillis() - originMillis + composition;
    }

    private boolean isSplitDue(MediaMessage message) {
        RecordingFile now = file;
        long splitMillis = config.splitTime().toMillis();
        return now != null
                && ((splitMillis > 0 && message.timestampMillis() - originMillis >= splitMillis)
                        || (config.splitBytes() > 0 && now.bytes() >= config.splitBytes()));
    }

    private void write(MediaMessage message) throws IOException {
        RecordingFile to = file;
        if (to == null) {
            return;
        }
        newestMillis = Math.max(newestMillis, message.timestampMillis());
        if (message.kind() == Kind.VIDEO) {
            shownMillis = Math.max(shownMillis, shown(message));
        }
        if (to.write(message, message.timestampMillis() - originMillis)) {
            noteProgress(to);
            if (room.isFull()) {
                room.makeForMore();
                if (room.isFull()) {
                    throw noRoom();
                }
            }
        }
    }

    private void noteProgress(RecordingFile of) {
        counters.written(of.bytes() - countedBytes);
        countedBytes = of.bytes();
        Recording now = recording;
        if (now != null) {
            Recording then = now.at(of.durationMillis(), of.bytes());
            recording = then;
            folder.update(then);
        }
    }

    /// A chapter begins where the file is now; without one, or with too many chapters in it, none does.
    void mark(String title) {
        Recording now = recording;
        if (now == null || now.chapters().size() >= Recording.Chapter.MOST) {
            log.warn("[record {}] a chapter is left out", stream);
            return;
        }
        Recording marked = now.and(new Recording.Chapter(Math.max(0, newestMillis - originMillis), title));
        recording = marked;
        folder.save(marked);
    }

    /// The publisher is gone: what there is goes to the disk, and what comes next is spliced on.
    void interrupted() {
        away = true;
        RecordingFile waiting = file;
        if (waiting != null) {
            try {
                waiting.flush();
                noteProgress(waiting);
            } catch (IOException e) {
                failed(why(e), e, lastNanos);
            }
        }
    }

    /// The stream is over.
    void ended() {
        finish(Optional.empty());
    }

    private void finish(Optional<String> because) {
        RecordingFile ending = file;
        if (ending == null) {
            return;
        }
        try {
            ending.finish();
            close(ending, because);
        } catch (IOException e) {
            failed(why(e), e, lastNanos);
        }
    }

    private void failed(Stopped why, IOException e, long nanos) {
        counters.stopped(why);
        waitsToRetry = true;
        retryNanos = nanos + RETRY_NANOS;
        quotaEnded = why == Stopped.QUOTA;
        wantsSpace = quotaEnded || why == Stopped.DISK_FULL;
        String words = switch (why) {
            case DISK_FULL -> "the disk is full";
            case QUOTA -> "recordings take all they may";
            case DISK_FAILED, UNREADABLE -> "the disk does not take it";
        };
        log.warn(
                "[record {}] stopped, {}: {}; it goes on in a new file when that has passed, and live goes on anyway",
                stream,
                words,
                e.getMessage());
        RecordingFile ending = file;
        if (ending != null) {
            ending.abandon();
            close(ending, Optional.of(words));
        }
    }

    private void close(RecordingFile ended, Optional<String> because) {
        noteProgress(ended);
        Recording last = recording;
        if (last == null || last.durationMillis() == 0) {
            forget();
            return;
        }
        file = null;
        recording = null;
        counters.running(-1);
        folder.save(last.with(State.FINISHED, because).with(about.get()));
        log.info("[record {}] {} is {} s long", stream, last.fileName(), last.durationMillis() / 1000);
    }

    /// The file that is open holds nothing of use.
    private void forget() {
        Recording gone = recording;
        file = null;
        recording = null;
        if (gone == null) {
            return;
        }
        counters.running(-1);
        try {
            folder.delete(gone);
        } catch (IOException e) {
            log.warn("[record {}] {} could not be deleted: {}", stream, gone.fileName(), e.getMessage());
        }
    }
}
