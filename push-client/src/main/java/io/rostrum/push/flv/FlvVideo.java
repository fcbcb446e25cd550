package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;

/// What the body of a video tag says (§E.4.3 and Enhanced RTMP v2). H.264, HEVC and AV1 are understood; any other
/// codec is recognised by name. Of several tracks only the first is read.
///
/// Buffers are views into the body, position to limit, valid as long as it.
public sealed interface FlvVideo {
    /// Frame types, §E.4.3.1, first four bits.
    int KEY_FRAME = 1;

    int INTER_FRAME = 2;
    int GENERATED_KEY_FRAME = 4;
    int COMMAND_FRAME = 5;

    /// Codec id of H.264.
    int AVC = 7;

    /// The decoder's configuration: `AVCPacketType` 0, `PacketTypeSequenceStart`.
    ///
    /// @param configuration avcC, hvcC or av1C, not yet looked into
    record SequenceHeader(Codec codec, ByteBuffer configuration) implements FlvVideo {}

    /// One picture: `AVCPacketType` 1, `PacketTypeCodedFrames` and `PacketTypeCodedFramesX`. Its bytes are the last
    /// of the
    /// body.
    ///
    /// @param keyFrame          decoding can start here
    /// @param compositionMillis presentation time minus decoding time, milliseconds, -8388608 to 8388607
    /// @param nals              NAL units, each after its length, or OBUs of AV1; not yet looked into
    record Frame(Codec codec, boolean keyFrame, int compositionMillis, ByteBuffer nals) implements FlvVideo {}

    /// No more pictures follow: `AVCPacketType` 2.
    record EndOfSequence() implements FlvVideo {}

    /// Something that is no picture and does no harm: an empty body, a seek command.
    ///
    /// @param what for the log
    record Ignored(String what) implements FlvVideo {}

    /// A codec that is not carried on.
    ///
    /// @param codec as people call it, such as `HEVC (Enhanced RTMP hvc1)`
    record Unsupported(String codec) implements FlvVideo {}

    /// @param body borrowed, reader index to writer index
    /// @throws FlvFormatException if it is cut short or breaks the specification
    static FlvVideo parse(ByteBuf body) throws FlvFormatException {
        return parse(body.nioBuffer());
    }

    /// @param body borrowed, position to limit
    /// @throws FlvFormatException if it is cut short or breaks the specification
    static FlvVideo parse(ByteBuffer body) throws FlvFormatException {
        if (!body.hasRemaining()) {
            return new Ignored("empty video body");
        }
        int at = body.position();
        int first = body.get(at) & 0xFF;
        if ((first & 0x80) != 0) {
            return EnhancedBody.video(body);
        }
        int frameType = first >>> 4;
        int codec = first & 0x0F;
        if (codec != AVC) {
            return new Unsupported(codecName(codec));
        }
        if (frameType == COMMAND_FRAME) {
            return new Ignored("video command frame");
        }
        if (body.remaining() < 5) {
            throw new FlvFormatException(
                    "AVC video body: " + body.remaining() + " bytes (expected: at least 5, §E.4.3.1)");
        }
        int packetType = body.get(at + 1) & 0xFF;
        int composition = body.getInt(at + 1) << 8 >> 8;
        ByteBuffer payload = body.slice(at + 5, body.remaining() - 5);
        return switch (packetType) {
            case 0 -> new SequenceHeader(Codec.H264, payload);
            case 1 ->
                payload.hasRemaining()
                        ? new Frame(Codec.H264, isKey(frameType), composition, payload)
                        : new Ignored("video frame without NAL units");
            case 2 -> new EndOfSequence();
            default ->
                throw new FlvFormatException("AVCPacketType: " + packetType + " (expected: 0, 1 or 2, §E.4.3.1)");
        };
    }

    /// {@return whether decoding can start at a picture of that frame type}
    static boolean isKey(int frameType) {
        return frameType == KEY_FRAME || frameType == GENERATED_KEY_FRAME;
    }

    private static String codecName(int codec) {
        return switch (codec) {
            case 1 -> "JPEG";
            case 2 -> "Sorenson H.263";
            case 3 -> "Screen video";
            case 4 -> "On2 VP6";
            case 5 -> "On2 VP6 with alpha";
            case 6 -> "Screen video version 2";
            case 8 -> "RealH263";
            case 9 -> "MPEG-4 Part 2";
            case 12 -> "HEVC (codec id 12, an extension outside the specification)";
            case 13 -> "AV1 (codec id 13, an extension outside the specification)";
            default -> "video codec id " + codec;
        };
    }
}
