package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;

/// Writes an FLV stream: the file header, then tags, each followed by its size (§E.2, §E.3).
///
/// To send one body to many without copying it, write [#beginTag] and [#endTag] to buffers of their own.
public final class FlvWriter {
    /// Bytes of the file header and the first PreviousTagSize.
    public static final int HEADER_BYTES = 13;

    /// Bytes that [#beginTag] writes.
    public static final int TAG_HEADER_BYTES = 11;

    /// Bytes that [#endTag] writes.
    public static final int TAG_TRAILER_BYTES = 4;

    static final int MAX_BODY_BYTES = 0xFF_FFFF;

    private FlvWriter() {}

    /// Writes the file header and the PreviousTagSize of no tag.
    ///
    /// @param out borrowed
    public static void header(ByteBuf out, boolean audio, boolean video) {
        out.writeMedium('F' << 16 | 'L' << 8 | 'V');
        out.writeByte(1);
        out.writeByte((audio ? 4 : 0) | (video ? 1 : 0));
        out.writeInt(9);
        out.writeInt(0);
    }

    /// Writes what goes before a tag's body.
    ///
    /// @param out             borrowed
    /// @param timestampMillis the lower 32 bits count
    /// @param bodyBytes       0 to 16777215
    public static void beginTag(ByteBuf out, FlvTagType type, long timestampMillis, int bodyBytes) {
        if (bodyBytes < 0 || bodyBytes > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "FLV tag body: " + bodyBytes + " bytes (expected: at most " + MAX_BODY_BYTES + ", §E.4.1)");
        }
        out.writeByte(type.code());
        out.writeMedium(bodyBytes);
        out.writeMedium((int) timestampMillis & 0xFF_FFFF);
        out.writeByte((int) (timestampMillis >>> 24));
        out.writeMedium(0); // StreamID
    }

    /// Writes what goes after a tag's body.
    ///
    /// @param out borrowed
    public static void endTag(ByteBuf out, int bodyBytes) {
        out.writeInt(TAG_HEADER_BYTES + bodyBytes);
    }

    /// Writes a whole tag.
    ///
    /// @param out  borrowed
    /// @param body borrowed, reader index to writer index
    public static void tag(ByteBuf out, FlvTagType type, long timestampMillis, ByteBuf body) {
        int bytes = body.readableBytes();
        beginTag(out, type, timestampMillis, bytes);
        out.writeBytes(body, body.readerIndex(), bytes);
        endTag(out, bytes);
    }
}
