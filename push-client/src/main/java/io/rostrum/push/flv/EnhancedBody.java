package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bodies of video and audio tags whose codec is named by four characters (Enhanced RTMP v2, "ExVideoTagHeader" and
/// "ExAudioTagHeader").
final class EnhancedBody {
    /// Packet types that pictures and sound have in common.
    static final int SEQUENCE_START = 0;

    static final int CODED_FRAMES = 1;
    private static final int SEQUENCE_END = 2;
    /// Of pictures whose composition time is 0.
    static final int CODED_FRAMES_X = 3;

    private static final int VIDEO_METADATA = 4;
    private static final int MPEG2_TS_SEQUENCE_START = 5;
    private static final int VIDEO_MULTITRACK = 6;
    private static final int MULTICHANNEL_CONFIG = 4;
    private static final int AUDIO_MULTITRACK = 5;
    private static final int MOD_EX = 7;

    private static final int ONE_TRACK = 0;

    private EnhancedBody() {}

    /// What is before the payload.
    ///
    /// @param packetType of the payload, multitrack and modifiers taken off
    /// @param fourCc     null where there are several codecs in one body
    /// @param track      0 for the first; -1 where there are several in one body
    /// @param payload    position to limit
    private record Header(int packetType, @Nullable String fourCc, int track, ByteBuffer payload) {}

    static FlvVideo video(ByteBuffer body) throws FlvFormatException {
        int first = body.get(body.position()) & 0xFF;
        int frameType = first >>> 4 & 0x07;
        Header header = header(body, VIDEO_MULTITRACK, "video");
        if (header.track() != 0) {
            return new FlvVideo.Ignored(otherTrack(header, "video"));
        }
        String fourCc = header.fourCc();
        Codec codec = fourCc == null ? null : FourCc.codec(fourCc);
        if (codec == null || fourCc == null) {
            return new FlvVideo.Unsupported(FourCc.video(String.valueOf(fourCc)));
        }
        if (frameType == FlvVideo.COMMAND_FRAME) {
            return new FlvVideo.Ignored("video command frame");
        }
        ByteBuffer payload = header.payload();
        return switch (header.packetType()) {
            case SEQUENCE_START -> new FlvVideo.SequenceHeader(codec, payload);
            case CODED_FRAMES -> {
                boolean composed = codec != Codec.AV1;
                if (composed && payload.remaining() < 3) {
                    throw new FlvFormatException("enhanced video body: composition time: " + payload.remaining()
                            + " bytes (expected: 3, Enhanced RTMP v2)");
                }
                int composition =
                        composed ? payload.get(0) << 16 | (payload.get(1) & 0xFF) << 8 | (payload.get(2) & 0xFF) : 0;
                yield frame(
                        codec, frameType, composition, composed ? payload.slice(3, payload.remaining() - 3) : payload);
            }
            case CODED_FRAMES_X -> frame(codec, frameType, 0, payload);
            case SEQUENCE_END -> new FlvVideo.EndOfSequence();
            case VIDEO_METADATA -> new FlvVideo.Ignored("video metadata");
            case MPEG2_TS_SEQUENCE_START -> new FlvVideo.Ignored("MPEG-2 TS sequence start");
            default ->
                throw new FlvFormatException(
                        "VideoPacketType: " + header.packetType() + " (expected: 0 to 7, Enhanced RTMP v2)");
        };
    }

    private static FlvVideo frame(Codec codec, int frameType, int composition, ByteBuffer payload) {
        return payload.hasRemaining()
                ? new FlvVideo.Frame(codec, FlvVideo.isKey(frameType), composition, payload)
                : new FlvVideo.Ignored("video frame without content");
    }

    static FlvAudio audio(ByteBuffer body) throws FlvFormatException {
        Header header = header(body, AUDIO_MULTITRACK, "audio");
        if (header.track() != 0) {
            return new FlvAudio.Ignored(otherTrack(header, "audio"));
        }
        String fourCc = header.fourCc();
        Codec codec = fourCc == null ? null : FourCc.codec(fourCc);
        if (codec == null || fourCc == null) {
            return new FlvAudio.Unsupported(FourCc.audio(String.valueOf(fourCc)));
        }
        ByteBuffer payload = header.payload();
        return switch (header.packetType()) {
            case SEQUENCE_START -> new FlvAudio.SequenceHeader(codec, payload);
            case CODED_FRAMES ->
                payload.hasRemaining() ? new FlvAudio.Frame(codec, payload) : new FlvAudio.Ignored("empty access unit");
            case SEQUENCE_END -> new FlvAudio.Ignored("end of sequence");
            case MULTICHANNEL_CONFIG -> new FlvAudio.Ignored("multichannel configuration");
            default ->
                throw new FlvFormatException(
                        "AudioPacketType: " + header.packetType() + " (expected: 0 to 7, Enhanced RTMP v2)");
        };
    }

    private static String otherTrack(Header header, String kind) {
        return header.track() < 0 ? "several " + kind + " tracks in one body" : kind + " track " + header.track();
    }

    private static Header header(ByteBuffer body, int multitrack, String kind) throws FlvFormatException {
        int at = body.position() + 1;
        int type = body.get(body.position()) & 0x0F;
        while (type == MOD_EX) {
            need(body, at, 1, kind);
            int size = 1 + (body.get(at++) & 0xFF);
            if (size == 256) {
                need(body, at, 2, kind);
                size = 1 + (body.getShort(at) & 0xFFFF);
                at += 2;
            }
            need(body, at, size + 1, kind);
            at += size;
            type = body.get(at++) & 0x0F; // the modifier's own type is before it: nanoseconds, which nobody here needs
        }
        int track = 0;
        boolean tracks = type == multitrack;
        if (tracks) {
            need(body, at, 1, kind);
            int how = body.get(at++) & 0xFF;
            type = how & 0x0F;
            if (how >>> 4 != ONE_TRACK) {
                return new Header(type, null, -1, body.slice(at, body.limit() - at));
            }
        }
        String fourCc = FourCc.read(body, at, kind);
        at += 4;
        if (tracks) {
            need(body, at, 1, kind);
            track = body.get(at++) & 0xFF;
        }
        return new Header(type, fourCc, track, body.slice(at, body.limit() - at));
    }

    private static void need(ByteBuffer body, int at, int bytes, String kind) throws FlvFormatException {
        if (body.limit() - at < bytes) {
            throw new FlvFormatException("enhanced " + kind + " body: " + body.remaining()
                    + " bytes (expected: at least " + (at - body.position() + bytes) + ", Enhanced RTMP v2)");
        }
    }

    static void videoHeader(ByteBuf out, Codec codec, boolean key, int packetType) {
        out.writeByte(0x80 | (key ? FlvVideo.KEY_FRAME : FlvVideo.INTER_FRAME) << 4 | packetType);
        out.writeCharSequence(FourCc.of(codec), StandardCharsets.US_ASCII);
    }

    static void audioHeader(ByteBuf out, Codec codec, int packetType) {
        out.writeByte(FlvAudio.EX_HEADER << 4 | packetType);
        out.writeCharSequence(FourCc.of(codec), StandardCharsets.US_ASCII);
    }
}
