package io.rostrum.capture.record;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records packets to fragmented MP4 on a thread of its own.
///
/// A fragment of at most a second is handed to the operating system as soon as it is there, so a program that is
/// killed loses no more than that. The encoder is never held up: packets wait in a [RecordingQueue]. When the disk
/// fails or fills up, the recording ends with a file that plays, [#state()] says why, and packets go on being taken
/// and given back. When the parameters change in mid-stream, as with another size of picture, the file is finished
/// and a new one begins at the next key frame: `name-2.mp4`. No file is ever overwritten.
///
/// Thread-safe.
public final class Recorder implements PacketSink, AutoCloseable {
    /// How long [#close()] waits for the disk.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final RecordingSettings settings;
    private final RecordingQueue queue;
    private final PauseGate gate = new PauseGate();
    private final RecordingSession session;
    private final Consumer<RecordingState> listener;
    private final Thread thread;
    private volatile RecordingState state;

    private Recorder(
            RecordingSettings settings,
            RecordingStorage storage,
            PartNames names,
            Path folder,
            PartNames.Created first,
            Consumer<RecordingState> listener) {
        this.settings = settings;
        this.listener = listener;
        this.state = new RecordingState.Waiting(first.path());
        this.queue = new RecordingQueue(settings.queueLimit());
        this.session = new RecordingSession(settings, storage, names, folder, first);
        this.thread = Thread.ofVirtual().name("recorder").unstarted(this::run);
    }

    /// Looks whether the file can be written, and begins.
    ///
    /// @param listener told of each new kind of state and each new file, on the recorder's thread; telling the user
    ///                 is its business
    /// @throws RecordingException if the file has no name or is a folder, or if its folder is missing, may not be
    ///                            written to, or has too little space left
    @MustBeClosed
    public static Recorder start(RecordingSettings settings, Consumer<RecordingState> listener)
            throws RecordingException {
        return start(settings, new RecordingStorage.Disk(), listener);
    }

    @MustBeClosed
    static Recorder start(RecordingSettings settings, RecordingStorage storage, Consumer<RecordingState> listener)
            throws RecordingException {
        Path file = settings.file().toAbsolutePath();
        if (settings.file().toString().isBlank()) {
            throw new RecordingException("The recording has no name. Name a file, such as show.mp4.");
        }
        if (Files.isDirectory(file)) {
            throw new RecordingException(
                    file + " is a folder. Name a file in it, such as " + file.resolve("show.mp4") + ".");
        }
        Path folder = file.getParent();
        try {
            if (folder == null || !Files.isDirectory(folder)) {
                throw new NoSuchFileException(file.toString());
            }
            long usable = storage.usableBytes(folder);
            if (usable < settings.reserveBytes()) {
                throw new DiskNearlyFullException(usable, settings.reserveBytes());
            }
            PartNames names = new PartNames(storage, file);
            Recorder recorder = new Recorder(settings, storage, names, folder, names.next(), listener);
            recorder.thread.start();
            return recorder;
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw new RecordingException(StorageTrouble.of(e, file).toString(), e);
        }
    }

    @Override
    public void accept(Packet packet) {
        Packet recorded = gate.pass(packet);
        if (recorded != null) {
            queue.offer(recorded);
        }
    }

    /// Leaves out what comes from now on, until [#resume()]. The file plays on without a gap.
    public void pause() {
        gate.pause();
    }

    /// Records again, from the next key frame on.
    public void resume() {
        gate.resume();
    }

    /// {@return how it goes; while recording, as of the last fragment}
    public RecordingState state() {
        return state;
    }

    /// Finishes the file. Blocks until the disk has it, at most ten seconds. Idempotent.
    @Override
    public void close() {
        queue.end();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error(
                        "recording {}: the disk does not answer, the end of the file may be missing", settings.file());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Packet packet = queue.take(); packet != null; packet = queue.take()) {
                session.write(packet);
                become(session.state(queue.dropped()));
            }
            session.finish();
            become(session.state(queue.dropped()));
        } catch (IOException | ReadOnlyFileSystemException e) {
            StorageTrouble trouble = StorageTrouble.of(e, session.path());
            LOG.info("recording {} ended: {}", session.path(), trouble);
            fail(trouble);
        } catch (RuntimeException e) {
            LOG.error("recording {} ended by a defect", session.path(), e);
            fail(new StorageTrouble(
                    "The recording stopped because of a mistake in this program.",
                    "Start it again, and please report the log."));
        } finally {
            queue.clear();
        }
    }

    private void fail(StorageTrouble trouble) {
        session.abandon();
        become(session.failed(trouble));
    }

    private void become(RecordingState next) {
        RecordingState last = state;
        state = next;
        if (last.getClass() == next.getClass() && !isNewFile(last, next)) {
            return;
        }
        switch (next) {
            case RecordingState.Waiting _, RecordingState.Failed _ -> {}
            case RecordingState.Recording recording -> LOG.info("recording to {}", recording.file());
            case RecordingState.Finished finished ->
                LOG.info("recorded {} to {}", finished.recorded(), finished.files());
        }
        listener.accept(next);
    }

    private static boolean isNewFile(RecordingState last, RecordingState next) {
        return last instanceof RecordingState.Recording before
                && next instanceof RecordingState.Recording after
                && !before.file().equals(after.file());
    }
}
