package io.rostrum.server.vod;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The body of a reply, piece by piece. Used by one thread at a time.
interface BodySource extends Closeable {
    /// {@return the next piece, the caller's; null at the end}. Blocks.
    @Nullable
    ByteBuf next() throws IOException;
}
