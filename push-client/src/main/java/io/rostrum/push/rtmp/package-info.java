/// RTMP 1.0 (Adobe, December 2012) between bytes and messages, for both ends of a connection.
///
/// Start at [RtmpHandshake], then [RtmpChunkDecoder] and [RtmpChunkEncoder], which turn chunks into [RtmpMessage]s and
/// back. All are pure state machines over borrowed buffers: no channel, no thread, no clock is in here, and who may do
/// what is the session's business.
@NullMarked
package io.rostrum.push.rtmp;

import org.jspecify.annotations.NullMarked;
