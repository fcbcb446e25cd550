package io.rostrum.server.relay;

import io.netty.buffer.ByteBuf;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;

/// A connection to where a stream comes from. Blocks: belongs on a virtual thread; [#close()] ends it from another.
interface PullInput extends AutoCloseable {
    /// Takes what comes.
    @FunctionalInterface
    interface Sink {
        /// @param millis of the source, unsigned 32 bits
        /// @param body   an FLV tag body; taken
        void media(Kind kind, long millis, ByteBuf body) throws IOException, InterruptedException;
    }

    /// Gives what comes to `sink`, until the source ends it.
    ///
    /// @throws IOException if the source refuses, breaks off, or sends nothing for long; in words
    void pump(Sink sink) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
