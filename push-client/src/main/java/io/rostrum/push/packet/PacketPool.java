package io.rostrum.push.packet;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Direct memory for packets, reused by size class so that a steady stream allocates nothing.
///
/// A request gets the smallest power of two that holds it, from 1 KiB; what is over [#MAX_IDLE_BYTES] of idle memory
/// goes back to the system through the garbage collector. Thread-safe.
public final class PacketPool {
    /// Idle memory kept for reuse, bytes.
    public static final long MAX_IDLE_BYTES = 16L << 20;

    private static final int SMALLEST_SHIFT = 10;
    private static final int CLASSES = 31 - SMALLEST_SHIFT;

    private final ArrayDeque<ByteBuffer>[] idle = newClasses();
    private final AtomicInteger outstanding = new AtomicInteger();
    private long idleBytes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<ByteBuffer>[] newClasses() {
        ArrayDeque[] classes = new ArrayDeque[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            classes[i] = new ArrayDeque<>();
        }
        return classes;
    }

    /// {@return payloads that some handle still holds: 0 when everything was closed}
    public int outstanding() {
        return outstanding.get();
    }

    Payload take(int size) {
        int index = indexFor(size);
        ByteBuffer memory;
        synchronized (this) {
            memory = idle[index].pollFirst();
            if (memory != null) {
                idleBytes -= memory.capacity();
            }
        }
        if (memory == null) {
            memory = ByteBuffer.allocateDirect(1 << (index + SMALLEST_SHIFT));
        }
        outstanding.incrementAndGet();
        return new Payload(this, memory, size);
    }

    private static int indexFor(int size) {
        return Math.max(0, 32 - SMALLEST_SHIFT - Integer.numberOfLeadingZeros(Math.max(1, size) - 1));
    }

    private void giveBack(ByteBuffer memory) {
        outstanding.decrementAndGet();
        synchronized (this) {
            if (idleBytes + memory.capacity() <= MAX_IDLE_BYTES) {
                idleBytes += memory.capacity();
                idle[indexFor(memory.capacity())].addFirst(memory);
            }
        }
    }

    /// Counted bytes of one packet.
    static final class Payload {
        private final PacketPool pool;
        private final ByteBuffer memory;
        private final int size;
        private final AtomicInteger owners = new AtomicInteger(1);

        Payload(PacketPool pool, ByteBuffer memory, int size) {
            this.pool = pool;
            this.memory = memory;
            this.size = size;
        }

        void fill(ByteBuffer data) {
            memory.clear().put(data.duplicate()).flip();
        }

        ByteBuffer view() {
            return memory.slice(0, size).asReadOnlyBuffer();
        }

        int size() {
            return size;
        }

        void retain() {
            owners.incrementAndGet();
        }

        void release() {
            if (owners.decrementAndGet() == 0) {
                pool.giveBack(memory);
            }
        }
    }
}
