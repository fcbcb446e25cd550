package io.rostrum.server.dvr;

import io.rostrum.push.file.OutputFile;
import io.rostrum.push.file.PieceWriter;
import io.rostrum.push.fmp4.Fragment;
import io.rostrum.push.fmp4.InitSegment;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.server.encryption.KeyRotation;
import io.rostrum.server.encryption.MediaKey;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.record.Fragmenter;
import io.rostrum.server.record.RecordConfig.QueueLimits;
import io.rostrum.server.record.StreamTracks;
import io.rostrum.server.record.WriteQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One broadcast's time shift: a virtual thread writes what its queue holds into files of about a minute.
///
/// Segments begin with key frames and last four seconds or more. When the disk is nearly full the oldest go; when
/// nothing is left to give up, writing rests for a while, and live goes on.
final class DvrStream {
    private static final Logger log = LoggerFactory.getLogger(DvrStream.class);
    /// Media that may wait for the disk.
    static final QueueLimits QUEUE = new QueueLimits(Duration.ofSeconds(10), 16 << 20);
    private static final long SEGMENT_MILLIS = 4_000;
    /// A segment is cut without a key frame before it would exceed the target duration.
    private static final long LONGEST_MILLIS = DvrWindow.TARGET_SECONDS * 1_000L - 500;

    private static final long CHUNK_MILLIS = 60_000;
    private static final long REST_MILLIS = 10_000;

    private final String name;
    private final Path folder;
    private final DvrConfig config;
    private final InstantSource wallClock;
    private final KeyRotation keys;
    /// Keys of what is on the disk, by their files.
    private final Map<String, UsedKey> usedKeys = new ConcurrentHashMap<>();
    private final DvrWindow window;
    private final WriteQueue queue;
    private final Thread thread;

    private StreamTracks tracks = StreamTracks.NONE;
    private @Nullable Fragmenter fragmenter;
    private @Nullable PieceWriter writer;
    private String map = "";
    private int maps;
    private int chunk = -1;
    private int firstChunkOnDisk;
    private long chunkStartMillis;
    private long segmentStartMillis = -1;
    private long segmentOffset;
    private long fragments;
    private long segments;
    private Optional<MediaKey> key = Optional.empty();
    /// Encrypts the segment at hand.
    private @Nullable Cipher encryptor;
    private boolean discontinuity;
    private long anchorMillis;
    private Instant anchorTime = Instant.EPOCH;
    private long restUntilMillis;

    /// @param lastChunk newest file with a segment that needs it
    private record UsedKey(MediaKey key, int lastChunk) {}

    /// @param keys   whether segments are encrypted, and with what
    /// @param folder of this broadcast alone; made by [#start()]
    /// @param limits of what may wait for the disk
    DvrStream(
            String name, Path folder, DvrConfig config, KeyRotation keys, QueueLimits limits, InstantSource wallClock) {
        this.keys = keys;
        this.name = name;
        this.folder = folder;
        this.config = config;
        this.wallClock = wallClock;
        this.queue = new WriteQueue(limits, () -> {});
        this.window = new DvrWindow(config.window(), config.streamBytes());
        this.thread = Thread.ofVirtual().name("dvr").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    DvrWindow window() {
        return window;
    }

    Path folder() {
        return folder;
    }

    /// {@return the key of such a file, as long as there are segments that need it; any thread}
    Optional<MediaKey> key(String file) {
        return Optional.ofNullable(usedKeys.get(file)).map(UsedKey::key);
    }

    /// {@return name of a file of segments}
    static String chunkName(int chunk) {
        return "chunk-" + chunk + ".m4s";
    }

    /// @param message borrowed
    void message(MediaMessage message) {
        queue.offer(message, System.nanoTime());
    }

    void interrupted() {
        queue.interrupted();
    }

    /// Nothing follows. Idempotent.
    void end() {
        queue.end();
    }

    /// {@return whether writing has ended within that time}
    boolean awaitEnd(Duration most) throws InterruptedException {
        return thread.join(most);
    }

    private void run() {
        try {
            Files.createDirectories(folder);
            boolean open = true;
            while (open) {
                switch (queue.take()) {
                    case WriteQueue.Item.Media media -> {
                        try (MediaMessage message = media.message()) {
                            media(message);
                        }
                    }
                    case WriteQueue.Item.Interrupted _ -> breakOff();
                    case WriteQueue.Item.Mark _ -> {} // chapters are of recordings
                    case WriteQueue.Item.Ended _ -> {
                        breakOff();
                        open = false;
                    }
                }
            }
        } catch (IOException e) {
            log.warn("[dvr {}] there is no time shift: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            log.error("[dvr {}] ended by a defect; live goes on", name, e);
        } finally {
            queue.clear();
            forgetTracks();
            closeWriter();
            window.end();
        }
    }

    private void media(MediaMessage message) {
        StreamTracks before = tracks;
        tracks = tracks.with(message);
        if (!tracks.equals(before)) {
            breakOff();
            forgetTracks();
        }
        long millis = message.timestampMillis();
        if (!message.isFrame() || millis < restUntilMillis) {
            return;
        }
        try {
            if (segmentStartMillis < 0) {
                boolean begins = tracks.videoHeader().isPresent()
                        ? message.keyFrame()
                        : tracks.audioHeader().isPresent() && message.kind() == Kind.AUDIO;
                if (!begins) {
                    return;
                }
                begin(millis);
            }
            add(message, millis);
        } catch (IOException e) {
            rest(e, millis);
        }
    }

    private void begin(long millis) throws IOException {
        makeRoom();
        if (fragmenter == null) {
            StreamTracks.Movie movie = tracks.movie();
            map = "init-" + maps++ + ".mp4";
            Files.write(folder.resolve(map), bytes(InitSegment.of(movie.tracks())));
            fragmenter = new Fragmenter(movie);
        }
        anchorMillis = millis;
        anchorTime = wallClock.instant();
        beginSegment(millis);
    }

    private static byte[] bytes(InitSegment init) {
        byte[] all = new byte[init.bytes().remaining()];
        init.bytes().get(all);
        return all;
    }

    private void beginSegment(long millis) throws IOException {
        PieceWriter now = writer;
        if (now == null || millis - chunkStartMillis >= CHUNK_MILLIS) {
            closeWriter();
            now = new PieceWriter(OutputFile.createNew(folder.resolve(chunkName(++chunk))), 0);
            writer = now;
            chunkStartMillis = millis;
            deleteOld();
        }
        segmentStartMillis = millis;
        segmentOffset = now.bytes();
        key = keys.next();
        encryptor = key.map(one -> one.cipher(segments).encryptor()).orElse(null);
        key.ifPresent(one -> usedKeys.put(one.file(), new UsedKey(one, chunk)));
    }

    private void add(MediaMessage message, long millis) throws IOException {
        Fragmenter into = fragmenter;
        if (into == null) {
            return;
        }
        boolean leads = tracks.videoHeader().isEmpty() || message.kind() == Kind.VIDEO;
        long length = millis - segmentStartMillis;
        boolean starts = tracks.videoHeader().isEmpty() || message.keyFrame();
        boolean cut = leads && ((starts && length >= SEGMENT_MILLIS) || length >= LONGEST_MILLIS);
        if (cut || into.isDueBefore(message, millis)) {
            write(into, message.kind() == Kind.VIDEO ? millis : -1);
        }
        if (cut) {
            closeSegment(millis);
            makeRoom();
            beginSegment(millis);
        }
        into.add(message, millis);
    }

    private void write(Fragmenter from, long nextVideoMillis) throws IOException {
        List<TrackRun> runs = from.runs(nextVideoMillis);
        PieceWriter to = writer;
        if (!runs.isEmpty() && to != null) {
            try {
                append(to, Fragment.of(++fragments, runs).buffers());
            } finally {
                from.clear();
            }
        }
    }

    private void append(PieceWriter to, List<ByteBuffer> fragment) throws IOException {
        Cipher by = encryptor;
        if (by == null) {
            to.append(fragment);
            return;
        }
        List<ByteBuffer> encrypted = new ArrayList<>();
        try {
            for (ByteBuffer clear : fragment) {
                ByteBuffer piece = ByteBuffer.allocate(by.getOutputSize(clear.remaining()));
                by.update(clear.duplicate(), piece);
                encrypted.add(piece.flip());
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
        to.append(encrypted);
    }

    /// Writes what an encrypted segment ends with.
    private void pad(PieceWriter to) throws IOException {
        Cipher by = encryptor;
        encryptor = null;
        if (by != null && to.bytes() > segmentOffset) {
            try {
                to.append(List.of(ByteBuffer.wrap(by.doFinal())));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e); // padding is written and not looked at
            }
        }
    }

    private void closeSegment(long endMillis) throws IOException {
        PieceWriter now = writer;
        if (now != null) {
            pad(now);
        }
        long bytes = now == null ? 0 : now.bytes() - segmentOffset;
        long length = Math.min(endMillis - segmentStartMillis, DvrWindow.TARGET_SECONDS * 1_000L);
        if (bytes > 0 && length > 0) {
            window.add(new DvrSegment(
                    segments++,
                    chunk,
                    segmentOffset,
                    bytes,
                    length,
                    discontinuity,
                    map,
                    key.map(MediaKey::file).orElse(""),
                    anchorTime.plusMillis(segmentStartMillis - anchorMillis)));
            discontinuity = false;
        }
        segmentStartMillis = -1;
    }

    /// What there is becomes a segment; what comes next does not follow on it.
    private void breakOff() {
        Fragmenter from = fragmenter;
        if (from == null || segmentStartMillis < 0) {
            return;
        }
        try {
            long end = Math.max(from.endMillis(), segmentStartMillis + 1);
            write(from, -1);
            closeSegment(end);
        } catch (IOException e) {
            rest(e, from.endMillis());
        }
        discontinuity = segments > 0;
    }

    private void forgetTracks() {
        Fragmenter old = fragmenter;
        fragmenter = null;
        if (old != null) {
            old.close();
        }
    }

    private void rest(IOException why, long millis) {
        log.warn("[dvr {}] rests for {} s: {}", name, REST_MILLIS / 1000, why.getMessage());
        restUntilMillis = millis + REST_MILLIS;
        segmentStartMillis = -1;
        discontinuity = segments > 0;
        forgetTracks();
        closeWriter();
    }

    /// Gives up the oldest until enough is free on the disk.
    private void makeRoom() throws IOException {
        while (Files.getFileStore(folder).getUsableSpace() < config.keepFreeBytes()) {
            if (!window.removeOldestChunk()) {
                throw new IOException("less than dvr.keep_free is free on the disk");
            }
            deleteOld();
        }
    }

    private void deleteOld() throws IOException {
        OptionalInt needed = window.firstChunk();
        // One file more stays for players that have just read the playlist.
        for (; needed.isPresent() && firstChunkOnDisk < needed.getAsInt() - 1; firstChunkOnDisk++) {
            Files.deleteIfExists(folder.resolve(chunkName(firstChunkOnDisk)));
        }
        usedKeys.values().removeIf(used -> used.lastChunk() < firstChunkOnDisk);
    }

    private void closeWriter() {
        PieceWriter old = writer;
        writer = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                log.warn("[dvr {}] {} did not close: {}", name, chunkName(chunk), e.getMessage());
            }
        }
    }
}
