package io.rostrum.server.record;

import io.rostrum.server.live.MediaMessage;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Pictures and sound that wait for the disk, bounded in seconds and bytes: when it is full, what comes new is given
/// up, pictures up to the next key frame that finds room. So a file keeps what was first, and its pictures never
/// smear. Thread-safe.
public final class WriteQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private final RecordConfig.QueueLimits limits;
    private final Runnable onDropped;
    private long bytes;
    private boolean ended;
    private boolean skipsToKeyFrame;

    /// What comes out.
    public sealed interface Item {
        /// @param message the taker's
        /// @param nanos   when it came, by [System#nanoTime()]
        record Media(MediaMessage message, long nanos) implements Item {}

        /// The publisher is gone, and may come back.
        record Interrupted() implements Item {}

        /// A chapter begins with what follows.
        record Mark(String title) implements Item {}

        /// Nothing follows.
        record Ended() implements Item {}
    }

    /// @param onDropped called for each frame given up, on the stream's loop
    public WriteQueue(RecordConfig.QueueLimits limits, Runnable onDropped) {
        this.limits = limits;
        this.onDropped = onDropped;
    }

    /// Adds a message. Never blocks.
    ///
    /// @param message borrowed
    public void offer(MediaMessage message, long nanos) {
        if (message.kind() == MediaMessage.Kind.DATA) {
            return; // nothing that is kept has any, and a publisher may send it without end
        }
        boolean taken;
        lock.lock();
        try {
            taken = takes(message);
            if (taken) {
                waiting.addLast(new Item.Media(message.retain(), nanos));
                bytes += message.bytes();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (!taken) {
            onDropped.run();
        }
    }

    private boolean takes(MediaMessage message) {
        if (ended) {
            return false;
        }
        if (!message.isFrame()) {
            return true; // few and small, and what follows needs them
        }
        boolean full = bytes + message.bytes() > limits.bytes()
                || spanMillis(message) > limits.span().toMillis();
        boolean video = message.kind() == MediaMessage.Kind.VIDEO;
        if (full && video) {
            skipsToKeyFrame = true;
        } else if (!full && message.keyFrame()) {
            skipsToKeyFrame = false;
        }
        return !full && !(video && skipsToKeyFrame);
    }

    private long spanMillis(MediaMessage message) {
        for (Item item : waiting) {
            if (item instanceof Item.Media media) {
                return message.timestampMillis() - media.message().timestampMillis();
            }
        }
        return 0;
    }

    /// The publisher is gone, and may come back.
    public void interrupted() {
        add(new Item.Interrupted());
    }

    /// A chapter begins with what follows.
    public void mark(String title) {
        add(new Item.Mark(title));
    }

    /// Nothing follows. Idempotent.
    public void end() {
        lock.lock();
        try {
            if (!ended) {
                add(new Item.Ended());
                ended = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Item item) {
        lock.lock();
        try {
            if (!ended) {
                waiting.addLast(item);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next item; after [Item.Ended] there is none.
    public Item take() {
        lock.lock();
        try {
            Item item = poll();
            while (item == null) {
                changed.awaitUninterruptibly();
                item = poll();
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Item poll() {
        Item item = waiting.pollFirst();
        if (item instanceof Item.Media media) {
            bytes -= media.message().bytes();
        }
        return item;
    }

    /// Takes nothing more and gives up what waits.
    public void clear() {
        lock.lock();
        try {
            ended = true;
            for (Item item : waiting) {
                if (item instanceof Item.Media media) {
                    media.message().close();
                }
            }
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
