package io.rostrum.capture.record;

import io.rostrum.push.packet.Packet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Packets that wait for the disk, bounded in seconds of media: when it is full, what comes new is given up, up to the
/// next key frame that finds room. So the file keeps what was first, and its pictures never smear.
final class RecordingQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Packet> waiting = new ArrayDeque<>();
    private final long limitNanos;
    private boolean ended;
    private boolean skipsToKeyFrame;
    private long dropped;

    RecordingQueue(Duration limit) {
        limitNanos = limit.toNanos();
    }

    /// Takes the packet. Never blocks.
    void offer(Packet packet) {
        lock.lock();
        try {
            boolean full = !waiting.isEmpty()
                    && packet.dtsNanos() - waiting.peekFirst().dtsNanos() > limitNanos;
            skipsToKeyFrame = full || (skipsToKeyFrame && !(packet.isVideo() && packet.keyFrame()));
            if (ended || full || (skipsToKeyFrame && packet.isVideo())) {
                dropped += ended ? 0 : 1;
                packet.close();
                return;
            }
            waiting.addLast(packet);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a packet, which then belongs to the caller.
    ///
    /// @return null when the queue has ended and is empty
    @Nullable
    Packet take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ended) {
                changed.awaitUninterruptibly();
            }
            return waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more; what waits can still be taken.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more and gives up what waits.
    void clear() {
        lock.lock();
        try {
            end();
            waiting.forEach(Packet::close);
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /// {@return packets given up because the disk was slow}
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
