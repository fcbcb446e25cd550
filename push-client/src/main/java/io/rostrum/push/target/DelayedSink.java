package io.rostrum.push.target;

import io.netty.channel.EventLoop;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Hands packets on a fixed time after they came, so that one target is behind the others by that much.
///
/// What waits is bounded by the time: a minute of 6 Mbit/s is 45 MB. Thread-safe; nothing blocks.
public final class DelayedSink implements PacketSink {
    /// More would cost more memory than a broadcast may take for one target.
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private record Waiting(Packet packet, long dueNanos) {}

    private final PacketSink target;
    private final long delayNanos;
    private final EventLoop loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean running;
    private boolean ending;

    /// @param target gets the packets, on a network thread
    /// @param delay  more than 0, at most [#LONGEST]
    /// @param loops  borrowed, closed after this has ended
    public DelayedSink(PacketSink target, Duration delay, PushLoops loops) {
        if (!delay.isPositive() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "delay: " + delay.toMillis() + " ms (expected: 1 to " + LONGEST.toMillis() + ")");
        }
        this.target = target;
        this.delayNanos = delay.toNanos();
        this.loop = loops.next();
    }

    @Override
    public void accept(Packet packet) {
        lock.lock();
        try {
            if (ending) {
                packet.close();
                return;
            }
            waiting.addLast(new Waiting(packet, System.nanoTime() + delayNanos));
            if (!running) {
                running = true;
                loop.schedule(this::handOn, delayNanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        while (true) {
            Packet due;
            lock.lock();
            try {
                Waiting first = waiting.peekFirst();
                if (first == null) {
                    running = false;
                    break;
                }
                long left = first.dueNanos - System.nanoTime();
                if (left > 0) {
                    loop.schedule(this::handOn, left, TimeUnit.NANOSECONDS);
                    return;
                }
                due = waiting.removeFirst().packet;
            } finally {
                lock.unlock();
            }
            target.accept(due);
        }
        completeIfEnding();
    }

    private void completeIfEnding() {
        boolean over;
        lock.lock();
        try {
            over = ending && waiting.isEmpty() && !running;
        } finally {
            lock.unlock();
        }
        if (over) {
            ended.complete(null);
        }
    }

    /// Takes nothing more, and hands on what waits when its time has come.
    ///
    /// @return done when all was handed on
    public CompletableFuture<Void> end() {
        lock.lock();
        try {
            ending = true;
        } finally {
            lock.unlock();
        }
        completeIfEnding();
        return ended;
    }

    /// Takes nothing more, and gives up what waits.
    public void abandon() {
        lock.lock();
        try {
            ending = true;
            waiting.forEach(each -> each.packet.close());
            waiting.clear();
        } finally {
            lock.unlock();
        }
        ended.complete(null);
    }
}
