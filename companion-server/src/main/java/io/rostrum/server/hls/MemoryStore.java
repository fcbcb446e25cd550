package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps segments in this process's memory.
public final class MemoryStore implements MediaStore {
    private final ConcurrentHashMap<String, ByteBuf> held = new ConcurrentHashMap<>();

    @Override
    public void put(String name, ByteBuf bytes) {
        ByteBuf old = held.put(name, bytes);
        if (old != null) {
            old.release();
        }
    }

    @Override
    public Optional<ByteBuf> get(String name) {
        ByteBuf bytes = held.get(name);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(bytes.retainedDuplicate());
        } catch (IllegalReferenceCountException e) {
            return Optional.empty(); // removed between the look-up and the retain
        }
    }

    @Override
    public void remove(String name) {
        ByteBuf bytes = held.remove(name);
        if (bytes != null) {
            bytes.release();
        }
    }

    /// {@return bytes held now}
    long bytes() {
        return held.values().stream().mapToLong(ByteBuf::readableBytes).sum();
    }
}
