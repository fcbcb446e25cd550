package io.rostrum.server.record;

import io.rostrum.push.file.OutputFile;
import io.rostrum.server.auth.StreamName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of recordings: each a file with a [Sidecar]. What is in it is known in memory. Blocks on the disk where
/// it
/// says so. Thread-safe.
final class RecordingFolder {
    private static final Logger log = LoggerFactory.getLogger(RecordingFolder.class);
    private static final int MAX_TRIES = 10_000;

    private final Path path;
    private final Disk disk;
    private final Map<String, Recording> known = new ConcurrentHashMap<>();
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

    private volatile Consumer<Recording> watch = _ -> {};

    private RecordingFolder(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /// Reads what is there; a folder that is missing is empty. Blocks.
    static RecordingFolder open(Path path, Disk disk) throws IOException {
        RecordingFolder folder = new RecordingFolder(path, disk);
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(Sidecar.ENDING))
                        .map(name -> name.substring(0, name.length() - Sidecar.ENDING.length()))
                        .filter(Recording::isId)
                        .forEach(id -> Sidecar.read(path, id).ifPresent(found -> folder.known.put(id, found)));
            }
        }
        return folder;
    }

    /// @param told of each file that has something in it, and again when nothing more comes; must not block
    void watch(Consumer<Recording> told) {
        watch = told;
    }

    private void tell(@Nullable Recording before, Recording now) {
        boolean begun = before != null && before.durationMillis() > 0;
        if (!now.isFinished() ? now.durationMillis() > 0 && !begun : before != null && !before.isFinished()) {
            watch.accept(now);
        }
    }

    /// Makes the folder where it is missing. Blocks.
    void make() throws IOException {
        Files.createDirectories(path);
    }

    /// A file that did not exist before.
    record Created(Recording recording, OutputFile file) {}

    /// Creates the file of a recording that begins, under the template's name or with `-2`, `-3` after it. Blocks.
    ///
    /// What it is comes onto the disk first, so that whatever ends the server, the next one knows what it finds.
    synchronized Created create(
            StreamName stream, Instant begin, int number, RecordConfig config, Recording.About about)
            throws IOException {
        String wanted = config.fileName().name(stream, begin, number, ZoneId.systemDefault());
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            String id = tries == 1 ? wanted : wanted + "-" + tries;
            Recording recording = new Recording(
                    id,
                    stream.value(),
                    config.container(),
                    Recording.State.RECORDING,
                    begin,
                    0,
                    0,
                    List.of(),
                    Optional.empty(),
                    about,
                    List.of());
            if (Files.exists(Sidecar.of(path, id)) || Files.exists(file(recording))) {
                continue; // of another container, perhaps, or somebody else's
            }
            Sidecar.write(path, recording);
            try {
                OutputFile file = disk.createNew(file(recording));
                known.put(id, recording);
                return new Created(recording, file);
            } catch (IOException e) {
                Files.deleteIfExists(Sidecar.of(path, id));
                throw e;
            }
        }
        throw new FileAlreadyExistsException(wanted, null, "and " + MAX_TRIES + " more of the name");
    }

    /// Remembers how a recording stands now, without writing it down.
    void update(Recording recording) {
        tell(known.put(recording.id(), recording), recording);
    }

    /// Writes down how a recording stands; what the disk does not take now is tried again by [#saveAgain()]. Blocks.
    void save(Recording recording) {
        tell(known.put(recording.id(), recording), recording);
        try {
            Sidecar.write(path, recording);
            unsaved.remove(recording.id());
        } catch (IOException e) {
            if (unsaved.add(recording.id())) {
                log.warn("[record] {}: what it is could not be written down yet: {}", recording.id(), e.getMessage());
            }
        }
    }

    /// Writes down what the disk did not take before. Blocks.
    void saveAgain() {
        for (String id : List.copyOf(unsaved)) {
            Recording recording = known.get(id);
            if (recording == null) {
                unsaved.remove(id);
            } else {
                save(recording);
            }
        }
    }

    /// {@return every recording, the newest first}
    List<Recording> list() {
        return known.values().stream()
                .sorted(Comparator.comparing(Recording::startedAt).reversed().thenComparing(Recording::id))
                .toList();
    }

    Optional<Recording> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    Path file(Recording recording) {
        return path.resolve(recording.fileName());
    }

    Path path() {
        return path;
    }

    /// Deletes a recording with what belongs to it. Blocks.
    void delete(Recording recording) throws IOException {
        Files.deleteIfExists(file(recording));
        Files.deleteIfExists(Sidecar.of(path, recording.id()));
        Recording gone = known.remove(recording.id());
        unsaved.remove(recording.id());
        if (gone != null && !gone.isFinished() && gone.durationMillis() > 0) {
            tell(gone, gone.at(0, 0).with(Recording.State.FINISHED, Optional.of("nothing of use was recorded")));
        }
    }

    /// {@return bytes that may still be written}
    long usableBytes() throws IOException {
        return disk.usableBytes(path);
    }

    /// {@return bytes that all recordings take}
    long totalBytes() {
        return known.values().stream().mapToLong(Recording::bytes).sum();
    }
}
