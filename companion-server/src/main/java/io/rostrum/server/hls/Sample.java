package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;

/// A picture or an access unit on its way into a segment. Owns its bytes.
///
/// @param dts         decoding time in ticks of its track
/// @param composition presentation after decoding, ticks
/// @param keyFrame    whether decoding can start here
/// @param bytes       NAL units with their lengths, or a raw access unit
record Sample(long dts, int composition, boolean keyFrame, ByteBuf bytes) implements AutoCloseable {
    @Override
    public void close() {
        bytes.release();
    }
}
