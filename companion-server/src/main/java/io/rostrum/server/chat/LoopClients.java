package io.rostrum.server.chat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Those in a room whose connections one event loop carries. Confined to that loop.
///
/// What is said goes into one buffer that all of them share: at once after a pause, otherwise gathered
/// for
/// [#GATHER_NANOS], so that a busy chat costs each client one write for many messages.
final class LoopClients {
    static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final EventExecutor loop;
    private final Set<ChatConnection> clients = new LinkedHashSet<>();
    private @Nullable ByteBuf gathered;
    private long flushedNanos;
    private boolean timed;

    LoopClients(EventExecutor loop) {
        this.loop = loop;
        this.flushedNanos = loop.ticker().nanoTime() - GATHER_NANOS;
    }

    /// @param first what this one gets before everything that is sent from now on
    void add(ChatConnection client, byte[] first) {
        if (client.isOpen()) {
            flush();
            clients.add(client);
            client.write(client.buffer(first.length).writeBytes(first));
        }
    }

    void remove(ChatConnection client) {
        clients.remove(client);
        if (clients.isEmpty()) {
            flush();
        }
    }

    /// @param frame is never changed
    void send(byte[] frame) {
        if (clients.isEmpty()) {
            return;
        }
        ByteBuf all = gathered;
        if (all == null) {
            all = ByteBufAllocator.DEFAULT.ioBuffer(frame.length);
            gathered = all;
        }
        all.writeBytes(frame);
        long left = flushedNanos + GATHER_NANOS - loop.ticker().nanoTime();
        if (left <= 0) {
            flush();
        } else if (!timed) {
            timed = true;
            loop.schedule(this::flushTimed, left, TimeUnit.NANOSECONDS);
        }
    }

    private void flushTimed() {
        timed = false;
        flush();
    }

    private void flush() {
        ByteBuf all = gathered;
        if (all == null) {
            return;
        }
        gathered = null;
        flushedNanos = loop.ticker().nanoTime();
        for (ChatConnection client : List.copyOf(clients)) {
            client.write(all.retainedDuplicate());
        }
        all.release();
    }

    /// Asks who is still there.
    void ping() {
        List.copyOf(clients).forEach(ChatConnection::ping);
    }

    /// Says goodbye to all.
    void close() {
        flush();
        List.copyOf(clients).forEach(ChatConnection::goAway);
    }
}
