package io.rostrum.server.record;

import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records the streams that the configuration names, and knows what has been recorded. Thread-safe.
public final class Recordings implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Recordings.class);
    /// How long [#close()] waits for the disk.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final RecordConfig config;
    private final RecordingFolder folder;
    private final Disk disk;
    private final RecordCounters counters;
    private final Room room;
    private final InstantSource wallClock;
    private final Function<StreamName, Recording.About> about;
    private final AtomicBoolean keeping = new AtomicBoolean();
    /// All that have a file to close yet.
    private final Set<StreamRecorder> recorders = ConcurrentHashMap.newKeySet();
    /// Those that take what their stream sends.
    private final Map<LiveStream, StreamRecorder> recording = new ConcurrentHashMap<>();

    private Recordings(
            RecordConfig config,
            RecordingFolder folder,
            Disk disk,
            RecordCounters counters,
            InstantSource wallClock,
            Function<StreamName, Recording.About> about) {
        this.config = config;
        this.folder = folder;
        this.disk = disk;
        this.counters = counters;
        this.room = new Room(config, folder, counters);
        this.wallClock = wallClock;
        this.about = about;
    }

    /// Reads what there is, and begins to make whole what a killed server left behind, on a thread of its own.
    ///
    /// @param data folder of the server, which holds the recordings where the configuration says nothing else
    /// @param about what a stream says of itself now
    /// @throws IOException if the folder cannot be used; in words for the operator
    /// @param watch told of each recording that begins and, with its end, of each that is finished; must not block
    public static Recordings open(
            RecordConfig config,
            Path data,
            RecordCounters counters,
            InstantSource wallClock,
            Function<StreamName, Recording.About> about,
            Consumer<Recording> watch)
            throws IOException {
        return open(config, data, new Disk.OfMachine(), counters, wallClock, about, watch);
    }

    static Recordings open(
            RecordConfig config,
            Path data,
            Disk disk,
            RecordCounters counters,
            InstantSource wallClock,
            Function<StreamName, Recording.About> about,
            Consumer<Recording> watch)
            throws IOException {
        Path path = config.folder().orElseGet(() -> data.resolve("recordings"));
        try {
            RecordingFolder folder = RecordingFolder.open(path, disk);
            folder.watch(watch);
            if (!config.streams().isEmpty()) {
                folder.make();
            }
            Recordings recordings = new Recordings(config, folder, disk, counters, wallClock, about);
            List<Recording> left =
                    folder.list().stream().filter(one -> !one.isFinished()).toList();
            if (!left.isEmpty()) {
                Thread.ofVirtual().name("recovery").start(() -> left.forEach(recordings::recover));
            }
            return recordings;
        } catch (IOException e) {
            throw new IOException(
                    "folder of recordings " + path
                            + ": cannot be used (expected: a place this user may write; choose one with record.folder)",
                    e);
        }
    }

    private void recover(Recording left) {
        Path file = folder.file(left);
        try {
            Optional<Recording> made = Files.exists(file) ? Recovery.recover(file, left, disk) : Optional.empty();
            if (made.isEmpty()) {
                folder.delete(left);
                log.warn("[record] {}: the server was killed before anything was in it; deleted", left.fileName());
                return;
            }
            folder.save(made.get());
            counters.recovered();
            log.warn(
                    "[record] recovered {}, which a killed server left behind: {} s",
                    left.fileName(),
                    made.get().durationMillis() / 1000);
        } catch (IOException | RuntimeException e) {
            log.error("[record] {} could not be recovered; it stays as it is: {}", left.fileName(), e.getMessage());
            folder.save(left.at(0, bytes(file))
                    .with(Recording.State.FINISHED, Optional.of("the server was killed; it cannot be read")));
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /// Records streams that `streams` opens from now on.
    public void follow(StreamRegistry streams) {
        if (!config.streams().isEmpty()) {
            streams.onOpened(this::opened);
        }
    }

    private void opened(LiveStream stream) {
        if (config.records(stream.name())) {
            begin(stream);
        }
    }

    private boolean begin(LiveStream stream) {
        RecordingSession session = new RecordingSession(
                stream.name(), config, folder, room, counters, wallClock, () -> about.apply(stream.name()));
        StreamRecorder recorder =
                new StreamRecorder(new WriteQueue(config.queue(), counters::dropped), session, ended -> {
                    recording.remove(stream, ended);
                    recorders.remove(ended);
                });
        if (recording.putIfAbsent(stream, recorder) != null) {
            return false;
        }
        recorders.add(recorder);
        recorder.start();
        stream.addListener(recorder);
        return true;
    }

    /// Records a stream from its newest key frame on, until it ends, whatever the configuration says. Blocks.
    ///
    /// @return false if it is being recorded already
    public boolean start(LiveStream stream) throws IOException {
        folder.make();
        return begin(stream);
    }

    /// Ends the recording of a stream, which is finished soon after.
    ///
    /// @return false if it is not being recorded
    public boolean stop(LiveStream stream) {
        StreamRecorder running = recording.remove(stream);
        if (running == null) {
            return false;
        }
        stream.removeListener(running);
        running.stop();
        return true;
    }

    /// Begins a chapter of what is being recorded of a stream.
    ///
    /// @return false if it is not being recorded
    public boolean mark(LiveStream stream, String title) {
        StreamRecorder running = recording.get(stream);
        if (running != null) {
            running.mark(title);
        }
        return running != null;
    }

    /// {@return whether the stream is being recorded}
    public boolean isRecording(LiveStream stream) {
        return recording.containsKey(stream);
    }

    /// Deletes a finished recording. Blocks.
    ///
    /// @return false if it is still being written
    public boolean delete(Recording gone) throws IOException {
        boolean finished = find(gone.id()).filter(Recording::isFinished).isPresent();
        if (finished) {
            folder.delete(gone);
        }
        return finished;
    }

    /// {@return every recording, those being written too, the newest first}
    public List<Recording> list() {
        return folder.list();
    }

    /// {@return what they take, and what is left for more} Blocks.
    public Space space() throws IOException {
        OptionalLong free =
                Files.isDirectory(folder.path()) ? OptionalLong.of(folder.usableBytes()) : OptionalLong.empty();
        return new Space(folder.totalBytes(), config.quotaBytes(), free, config.lowSpace());
    }

    public Optional<Recording> find(String id) {
        return folder.find(id);
    }

    /// {@return which stream the recording of that id is of; empty where there is none}
    public Optional<StreamName> streamOf(String id) {
        return find(id).flatMap(recording -> StreamName.parse(recording.stream()));
    }

    /// {@return where the recording is}
    public Path file(Recording recording) {
        return folder.file(recording);
    }

    /// Keeps quota and watermarks, on a thread of its own: a disk that hangs holds up nobody else.
    public void keepHouse() {
        if (keeping.compareAndSet(false, true)) {
            Thread.ofVirtual().name("recordings").start(this::keep);
        }
    }

    private void keep() {
        try {
            folder.saveAgain();
            if (Files.isDirectory(folder.path())) {
                room.make();
            }
        } catch (IOException e) {
            log.warn("[record] no room could be made: {}", e.getMessage());
        } finally {
            keeping.set(false);
        }
    }

    /// Closes the files: for when the streams have ended. Blocks at most ten seconds.
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        recorders.forEach(StreamRecorder::stop);
        for (StreamRecorder recorder : List.copyOf(recorders)) {
            try {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                if (!recorder.awaitEnd(left)) {
                    log.error("[record] the disk does not answer; the end of a recording may be missing");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
