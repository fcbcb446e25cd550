package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;

/// One tag.
///
/// @param timestampMillis decoding time, unsigned 32 bits; it starts again at 0 after 49.7 days
/// @param body            owned by whoever holds the tag, who releases it
public record FlvTag(FlvTagType type, long timestampMillis, ByteBuf body) {}
