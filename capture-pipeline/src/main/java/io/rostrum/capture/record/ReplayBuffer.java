package io.rostrum.capture.record;

import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the last seconds of a broadcast in memory, bounded in time and in bytes: what is oldest goes first, in whole
/// groups of pictures, so that what is kept begins with a key frame. It can be saved as often as anybody likes, and
/// goes on meanwhile.
///
/// The bytes are those that recorders and targets send; keeping them costs no copy. Thread-safe.
public final class ReplayBuffer implements PacketSink, AutoCloseable {
    /// Bytes that are kept at most, whatever time they are of.
    public static final long MOST_BYTES = 512L << 20;

    private static final Duration FRAGMENT = Duration.ofSeconds(1);

    /// What is saved is handed over at once, whatever the disk does.
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Packet> kept = new ArrayDeque<>();
    /// Where the groups of pictures begin, decoding time.
    private final ArrayDeque<Long> groupNanos = new ArrayDeque<>();
    private final Map<MediaKind, CodecParameters> parameters = new EnumMap<>(MediaKind.class);
    private final long wantedNanos;
    private final long mostBytes;
    private long bytes;
    private long newestNanos;
    private boolean closed;

    /// @param wanted    how much is kept; up to a group of pictures more is
    /// @param mostBytes how many bytes are kept at most, even if that is less
    public ReplayBuffer(Duration wanted, long mostBytes) {
        if (wanted.isNegative() || wanted.isZero() || mostBytes <= 0) {
            throw new IllegalArgumentException(
                    "replay: " + wanted + ", " + mostBytes + " bytes (expected: both more than 0)");
        }
        this.wantedNanos = wanted.toNanos();
        this.mostBytes = mostBytes;
    }

    /// What is kept.
    ///
    /// @param media from the first key frame to the newest packet
    public record Held(Duration media, long bytes) {}

    @Override
    public void accept(Packet packet) {
        lock.lock();
        try {
            CodecParameters known = parameters.put(packet.kind(), packet.parameters());
            if (known != null && !known.decodesAs(packet.parameters())) {
                clear(); // what came before cannot be in one file with it
            }
            boolean begins = packet.isVideo() && packet.keyFrame();
            if (closed || (groupNanos.isEmpty() && !begins)) {
                packet.close();
                return;
            }
            if (begins) {
                groupNanos.addLast(packet.dtsNanos());
            }
            kept.addLast(packet);
            bytes += packet.size();
            newestNanos = kept.size() == 1 ? packet.dtsNanos() : Math.max(newestNanos, packet.dtsNanos());
            trim();
        } finally {
            lock.unlock();
        }
    }

    private void trim() {
        while (bytes > mostBytes || isEnoughWithoutFirst()) {
            groupNanos.removeFirst();
            do {
                drop();
            } while (!kept.isEmpty() && !isNextGroup(kept.getFirst()));
        }
    }

    private boolean isEnoughWithoutFirst() {
        if (groupNanos.size() < 2) {
            return false;
        }
        Long first = groupNanos.removeFirst();
        boolean enough = newestNanos - groupNanos.getFirst() >= wantedNanos;
        groupNanos.addFirst(first);
        return enough;
    }

    private boolean isNextGroup(Packet packet) {
        Long next = groupNanos.peekFirst();
        return next != null && packet.isVideo() && packet.keyFrame() && packet.dtsNanos() == next;
    }

    private void drop() {
        try (Packet oldest = kept.removeFirst()) {
            bytes -= oldest.size();
        }
    }

    private void clear() {
        while (!kept.isEmpty()) {
            drop();
        }
        groupNanos.clear();
    }

    /// {@return what is kept now}
    public Held held() {
        lock.lock();
        try {
            Long first = groupNanos.peekFirst();
            return first == null ? new Held(Duration.ZERO, 0) : new Held(Duration.ofNanos(newestNanos - first), bytes);
        } finally {
            lock.unlock();
        }
    }

    /// Saves what is kept now. Blocks until the disk has it; the broadcast and the buffer go on.
    ///
    /// @param file as [RecordingSettings#file]
    /// @return the file that was written
    /// @throws RecordingException if nothing is kept yet, or the disk refuses
    public Path save(Path file) throws RecordingException {
        ArrayDeque<Packet> packets = handles();
        if (packets.isEmpty()) {
            throw new RecordingException("There is nothing to save yet. Wait until the first pictures have come.");
        }
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        packets.forEach(packet -> kinds.add(packet.kind()));
        @Nullable RecordingState ended = null;
        try {
            RecordingSettings settings =
                    new RecordingSettings(file, kinds, FRAGMENT, PATIENCE, RecordingSettings.DEFAULT_RESERVE_BYTES);
            Recorder recorder = Recorder.start(settings, _ -> {});
            try (recorder) {
                while (!packets.isEmpty()) {
                    recorder.accept(packets.removeFirst());
                }
            }
            ended = recorder.state();
        } finally {
            packets.forEach(Packet::close);
        }
        if (ended instanceof RecordingState.Finished finished
                && !finished.files().isEmpty()) {
            return finished.files().getFirst();
        }
        if (ended instanceof RecordingState.Failed failed) {
            throw new RecordingException(failed.reason() + " " + failed.remedy());
        }
        throw new RecordingException("The disk of " + file + " does not answer. Save to another disk.");
    }

    /// {@return a handle of each packet for whoever saves them}
    private ArrayDeque<Packet> handles() {
        lock.lock();
        try {
            ArrayDeque<Packet> handles = new ArrayDeque<>(kept.size());
            kept.forEach(packet -> handles.add(packet.retain()));
            return handles;
        } finally {
            lock.unlock();
        }
    }

    /// Gives back all that is kept, and keeps nothing more. Idempotent.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            clear();
        } finally {
            lock.unlock();
        }
    }
}
