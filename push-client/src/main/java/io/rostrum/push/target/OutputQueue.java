package io.rostrum.push.target;

import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Encoded packets waiting for one network, bounded by time: over the limit, video is dropped to the next key frame.
///
/// Pictures that others are not decoded from go first, then key frames from the oldest on, never the newest; so the
/// receiver gets a gap it can decode across. Audio stays until twice the limit waits. While [#connected] is off, what
/// is older than the newest key frame is given up, as a new connection starts there. Thread-safe; nothing blocks.
final class OutputQueue {
    private record Loss(DropReason reason, MediaKind kind) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Packet> waiting = new ArrayDeque<>();
    private final Map<MediaKind, CodecParameters> newest = new EnumMap<>(MediaKind.class);
    private final Map<Loss, Long> dropped = new HashMap<>();
    private final long limitNanos;
    private boolean needsKeyFrame;
    private boolean connected;
    private boolean closed;

    OutputQueue(Duration limit) {
        limitNanos = limit.toNanos();
    }

    /// Takes ownership of `packet`.
    void offer(Packet packet) {
        lock.lock();
        try {
            if (closed) {
                packet.close();
                return;
            }
            newest.put(packet.kind(), packet.parameters());
            if (packet.isVideo()) {
                if (needsKeyFrame && !packet.keyFrame()) {
                    drop(packet);
                    return;
                }
                needsKeyFrame = false;
                if (!connected && packet.keyFrame()) {
                    dropWhere(older -> true);
                }
            }
            waiting.addLast(packet);
            keepToLimit(packet.dtsNanos());
        } finally {
            lock.unlock();
        }
    }

    private void keepToLimit(long nowNanos) {
        if (videoOlderThan(nowNanos)) {
            Packet newestKey = newestKeyFrame();
            boolean[] afterKey = {newestKey == null};
            dropWhere(packet -> {
                afterKey[0] |= packet.equals(newestKey);
                return packet.isVideo() && !packet.keyFrame() && !afterKey[0];
            });
            boolean dropping = true;
            while (dropping && videoOlderThan(nowNanos)) {
                dropping = dropOldestKeyFrameBut(newestKey);
            }
            if (videoOlderThan(nowNanos)) { // one group of pictures is longer than the limit
                dropWhere(packet -> packet.isVideo() && !packet.keyFrame());
                needsKeyFrame = true;
            }
        }
        dropWhere(packet -> !packet.isVideo() && nowNanos - packet.dtsNanos() > 2 * limitNanos);
    }

    private boolean videoOlderThan(long nowNanos) {
        for (Packet packet : waiting) {
            if (packet.isVideo()) {
                return nowNanos - packet.dtsNanos() > limitNanos;
            }
        }
        return false;
    }

    private @Nullable Packet newestKeyFrame() {
        Iterator<Packet> backwards = waiting.descendingIterator();
        while (backwards.hasNext()) {
            Packet packet = backwards.next();
            if (packet.isVideo() && packet.keyFrame()) {
                return packet;
            }
        }
        return null;
    }

    private boolean dropOldestKeyFrameBut(@Nullable Packet newestKey) {
        for (Packet packet : waiting) {
            if (packet.isVideo() && packet.keyFrame() && !packet.equals(newestKey)) {
                dropWhere(packet::equals);
                return true;
            }
        }
        return false;
    }

    private void dropWhere(Predicate<Packet> unwanted) {
        waiting.removeIf(packet -> {
            boolean goes = unwanted.test(packet);
            if (goes) {
                drop(packet);
            }
            return goes;
        });
    }

    private void drop(Packet packet) {
        DropReason reason = connected ? DropReason.NETWORK_TOO_SLOW : DropReason.NOT_CONNECTED;
        dropped.merge(new Loss(reason, packet.kind()), 1L, Long::sum);
        packet.close();
    }

    /// {@return the next packet, owned by the caller; null if none waits}
    @Nullable
    Packet poll() {
        lock.lock();
        try {
            return waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether publishing may start: parameters of all `kinds` are known, or two seconds of media wait}
    boolean readyToStart(Iterable<MediaKind> kinds, Duration patience) {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return false;
            }
            for (MediaKind kind : kinds) {
                if (!newest.containsKey(kind)) {
                    return spanNanos() >= patience.toNanos();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether a picture waits that a receiver can begin with}
    boolean hasKeyFrame() {
        lock.lock();
        try {
            return newestKeyFrame() != null;
        } finally {
            lock.unlock();
        }
    }

    /// {@return parameters of the newest packet of that kind}
    Optional<CodecParameters> newestParameters(MediaKind kind) {
        lock.lock();
        try {
            return Optional.ofNullable(newest.get(kind));
        } finally {
            lock.unlock();
        }
    }

    /// Says whether there is someone to send to.
    void connected(boolean now) {
        lock.lock();
        try {
            connected = now;
            if (!now) {
                needsKeyFrame |= newestKeyFrame() == null && !newest.isEmpty();
            }
        } finally {
            lock.unlock();
        }
    }

    /// {@return media waiting}
    Duration span() {
        lock.lock();
        try {
            return Duration.ofNanos(spanNanos());
        } finally {
            lock.unlock();
        }
    }

    private long spanNanos() {
        return waiting.isEmpty()
                ? 0
                : Math.max(0, waiting.getLast().dtsNanos() - waiting.getFirst().dtsNanos());
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    long dropped(DropReason reason, MediaKind kind) {
        lock.lock();
        try {
            return dropped.getOrDefault(new Loss(reason, kind), 0L);
        } finally {
            lock.unlock();
        }
    }

    /// Gives up what waits; what comes is given up at once until [#open].
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(Packet::close);
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Keeps what waits, and gives up what comes.
    void seal() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes packets (again), from the next key frame on if it was closed before.
    void open() {
        lock.lock();
        try {
            needsKeyFrame |= closed;
            closed = false;
        } finally {
            lock.unlock();
        }
    }
}
