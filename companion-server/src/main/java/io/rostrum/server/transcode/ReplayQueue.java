package io.rostrum.server.transcode;

import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a transcoder has yet to turn into renditions: whole groups of pictures, each with its sound. Bounded in seconds
/// of media and in bytes; beyond it the oldest group goes, so that a transcoder that is too slow goes on with the next
/// key frame.
///
/// A message that was taken stays until it is released, so that a transcoder that dies can be given it again. Owns its
/// messages. Thread-safe: one adds, one takes.
final class ReplayQueue implements AutoCloseable {
    private final long maxMillis;
    private final long maxBytes;
    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private long firstNumber;
    private long readNumber;
    private int readIndex;
    private long bytes;
    private long newestMillis;
    private boolean finished;

    /// A key frame and what follows it up to the next.
    private record Group(long startMillis, List<MediaMessage> messages) {
        long bytes() {
            return messages.stream().mapToLong(MediaMessage::bytes).sum();
        }

        void close() {
            messages.forEach(MediaMessage::close);
        }
    }

    ReplayQueue(Duration most, long maxBytes) {
        this.maxMillis = most.toMillis();
        this.maxBytes = maxBytes;
    }

    /// Adds a frame; those before the first key frame are left out.
    ///
    /// @param frame borrowed
    synchronized void add(MediaMessage frame) {
        if (finished) {
            return;
        }
        if (frame.kind() == Kind.VIDEO && frame.keyFrame()) {
            groups.add(new Group(frame.timestampMillis(), new ArrayList<>()));
        }
        if (groups.isEmpty()) {
            return;
        }
        groups.getLast().messages().add(frame.retain());
        bytes += frame.bytes();
        newestMillis = Math.max(newestMillis, frame.timestampMillis());
        while (!groups.isEmpty()
                && (bytes > maxBytes
                        || (groups.size() > 1
                                && newestMillis - groups.getFirst().startMillis() > maxMillis))) {
            removeFirst();
        }
        notifyAll();
    }

    private void removeFirst() {
        Group oldest = groups.removeFirst();
        bytes -= oldest.bytes();
        oldest.close();
        firstNumber++;
        if (readNumber < firstNumber) {
            readNumber = firstNumber;
            readIndex = 0;
        }
    }

    /// Waits for the next message.
    ///
    /// @param over asked before each and after [#wake()]: whether the caller wants no more
    /// @return a handle of the caller's own; empty when nothing follows or it wants no more
    synchronized Optional<MediaMessage> take(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            int at = (int) (readNumber - firstNumber);
            if (at < groups.size()) {
                List<MediaMessage> messages = group(at).messages();
                if (readIndex < messages.size()) {
                    return Optional.of(messages.get(readIndex++).retain());
                }
                if (at + 1 < groups.size()) {
                    readNumber++;
                    readIndex = 0;
                    continue;
                }
            }
            if (finished) {
                return Optional.empty();
            }
            wait();
        }
        return Optional.empty();
    }

    /// Lets whoever waits look whether it wants more.
    synchronized void wake() {
        notifyAll();
    }

    private Group group(int at) {
        int i = 0;
        for (Group group : groups) {
            if (i++ == at) {
                return group;
            }
        }
        throw new IllegalStateException("group " + at + " of " + groups.size());
    }

    /// Groups that end at or before `millis` are needed no longer.
    synchronized void release(long millis) {
        while (groups.size() > 1 && readNumber > firstNumber && group(1).startMillis() <= millis) {
            removeFirst();
        }
    }

    /// What was taken and not released is to be taken again.
    synchronized void rewind() {
        readNumber = firstNumber;
        readIndex = 0;
    }

    /// Gives up all but the newest group.
    synchronized void skipToNewest() {
        while (groups.size() > 1) {
            removeFirst();
        }
    }

    /// {@return media held, milliseconds}
    synchronized long heldMillis() {
        return groups.isEmpty() ? 0 : newestMillis - groups.getFirst().startMillis();
    }

    /// Nothing follows what was added.
    synchronized void finish() {
        finished = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        finish();
        while (!groups.isEmpty()) {
            removeFirst();
        }
    }
}
