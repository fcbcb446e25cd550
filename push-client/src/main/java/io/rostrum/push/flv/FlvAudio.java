package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;

/// What the body of an audio tag says (§E.4.2 and Enhanced RTMP v2). AAC and Opus are understood; any other codec is
/// recognised by name. Of several tracks only the first is read.
///
/// Buffers are views into the body, position to limit, valid as long as it.
public sealed interface FlvAudio {
    /// Sound format of AAC.
    int AAC = 10;

    /// Sound format that says: a FourCC follows (Enhanced RTMP).
    int EX_HEADER = 9;

    /// The decoder's configuration: `AACPacketType` 0, `AudioPacketType.SequenceStart`.
    ///
    /// @param configuration AudioSpecificConfig or OpusHead, not yet looked into
    record SequenceHeader(Codec codec, ByteBuffer configuration) implements FlvAudio {}

    /// One access unit: `AACPacketType` 1, `AudioPacketType.CodedFrames`. Its bytes are the last of the body.
    ///
    /// @param accessUnit raw, without ADTS
    record Frame(Codec codec, ByteBuffer accessUnit) implements FlvAudio {}

    /// Something that is no sound and does no harm: an empty body.
    ///
    /// @param what for the log
    record Ignored(String what) implements FlvAudio {}

    /// A codec that is not carried on.
    ///
    /// @param codec as people call it, such as `MP3`
    record Unsupported(String codec) implements FlvAudio {}

    /// @param body borrowed, reader index to writer index
    /// @throws FlvFormatException if it is cut short or breaks the specification
    static FlvAudio parse(ByteBuf body) throws FlvFormatException {
        return parse(body.nioBuffer());
    }

    /// @param body borrowed, position to limit
    /// @throws FlvFormatException if it is cut short or breaks the specification
    static FlvAudio parse(ByteBuffer body) throws FlvFormatException {
        if (!body.hasRemaining()) {
            return new Ignored("empty audio body");
        }
        int at = body.position();
        int format = (body.get(at) & 0xFF) >>> 4;
        if (format == EX_HEADER) {
            return EnhancedBody.audio(body);
        }
        if (format != AAC) {
            return new Unsupported(codecName(format));
        }
        if (body.remaining() < 2) {
            throw new FlvFormatException("AAC audio body: 1 byte (expected: at least 2, §E.4.2.1)");
        }
        int packetType = body.get(at + 1) & 0xFF;
        ByteBuffer payload = body.slice(at + 2, body.remaining() - 2);
        return switch (packetType) {
            case 0 -> new SequenceHeader(Codec.AAC, payload);
            case 1 -> payload.hasRemaining() ? new Frame(Codec.AAC, payload) : new Ignored("empty AAC access unit");
            default -> throw new FlvFormatException("AACPacketType: " + packetType + " (expected: 0 or 1, §E.4.2.2)");
        };
    }

    private static String codecName(int format) {
        return switch (format) {
            case 0, 3 -> "PCM";
            case 1 -> "ADPCM";
            case 2, 14 -> "MP3";
            case 4, 5, 6 -> "Nellymoser";
            case 7 -> "G.711 A-law";
            case 8 -> "G.711 mu-law";
            case 11 -> "Speex";
            case 13 -> "Opus (sound format 13, an extension outside the specification)";
            default -> "sound format " + format;
        };
    }
}
