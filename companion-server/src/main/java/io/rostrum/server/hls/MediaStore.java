package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// Where segments are kept until no player can ask for them any more. The default keeps them in memory; one for several
/// nodes would write to a store they share. Thread-safe.
public interface MediaStore {
    /// @param name  unique among everything the store ever held
    /// @param bytes taken; never changed afterwards
    void put(String name, ByteBuf bytes);

    /// {@return the bytes, a handle of the caller's own}
    Optional<ByteBuf> get(String name);

    void remove(String name);
}
