package io.rostrum.push.fmp4;

import java.nio.ByteBuffer;

/// One picture or access unit of sound. Times are in ticks of its track.
///
/// @param decodeTime        0 or more, not before the sample before it
/// @param compositionOffset presentation time minus decoding time; may be negative
/// @param sync              decoding can start here
/// @param data              position to limit; borrowed until the fragment is written
public record Sample(long decodeTime, int compositionOffset, boolean sync, ByteBuffer data) {
    public long presentationTime() {
        return decodeTime + compositionOffset;
    }
}
