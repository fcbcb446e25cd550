package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import java.util.List;

/// Makes the bytes of one protocol of a message; the same bytes go to every viewer of that protocol.
///
/// An implementation has no state of a viewer and may be used from any thread. There is one instance a protocol: groups
/// tell protocols apart by identity.
public interface Framing {
    /// {@return the protocol's short name, for metrics: `flv`, `rtmp`}
    String protocol();

    /// Adds what comes before the first message, such as a file header.
    ///
    /// @param out takes the buffers added
    default void start(boolean video, boolean audio, List<ByteBuf> out) {}

    /// Adds the message, in as many pieces as it takes not to copy its payload.
    ///
    /// @param message borrowed; its payload's indices stay as they are
    /// @param out     takes the buffers added
    void frame(MediaMessage message, List<ByteBuf> out);
}
