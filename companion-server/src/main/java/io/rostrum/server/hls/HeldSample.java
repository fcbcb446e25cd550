package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.fmp4.Sample;

/// A picture or an access unit on its way into a segment. Owns its bytes. Times are in ticks of its track.
///
/// @param decodeTime        0 or more
/// @param compositionOffset presentation time minus decoding time
/// @param keyFrame          whether decoding can start here
/// @param bytes             NAL units with their lengths, or a raw access unit
record HeldSample(long decodeTime, int compositionOffset, boolean keyFrame, ByteBuf bytes) implements AutoCloseable {
    /// {@return this sample for the container, its bytes borrowed}
    Sample view() {
        return new Sample(decodeTime, compositionOffset, keyFrame, bytes.nioBuffer());
    }

    @Override
    public void close() {
        bytes.release();
    }
}
