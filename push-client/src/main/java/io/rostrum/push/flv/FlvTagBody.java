package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import java.nio.ByteBuffer;

/// Bodies of video and audio tags, which are also the payloads of RTMP's video and audio messages: H.264 and AAC in
/// their
/// old form, HEVC, AV1 and Opus as Enhanced RTMP v2 has them.
///
/// Each method borrows what it is given and returns a buffer that the caller owns.
public final class FlvTagBody {
    /// AAC is always said to be 44.1 kHz, 16 bits, stereo: the configuration says how it is (§E.4.2.1).
    private static final int AAC_FLAGS = FlvAudio.AAC << 4 | 0x0F;

    /// Of H.264 in its old form, and of all codecs that are named by four characters.
    private static final int ENHANCED_HEADER_BYTES = 5;
    private static final int AUDIO_HEADER_BYTES = 2;
    private static final int SEQUENCE_HEADER = 0;
    private static final int FRAME = 1;
    private static final int MIN_COMPOSITION_MILLIS = -(1 << 23);
    private static final int MAX_COMPOSITION_MILLIS = (1 << 23) - 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FlvTagBody() {}

    /// {@return the sequence header that goes before the first packet with these parameters}
    public static ByteBuf sequenceHeader(ByteBufAllocator allocator, CodecParameters parameters) {
        ByteBuffer configuration = parameters.configuration();
        ByteBuf out = allocator.buffer(ENHANCED_HEADER_BYTES + configuration.remaining());
        switch (parameters.codec()) {
            case H264 -> out.writeByte(FlvVideo.KEY_FRAME << 4 | FlvVideo.AVC).writeInt(SEQUENCE_HEADER << 24);
            case AAC -> out.writeByte(AAC_FLAGS).writeByte(SEQUENCE_HEADER);
            case HEVC, AV1 -> EnhancedBody.videoHeader(out, parameters.codec(), true, EnhancedBody.SEQUENCE_START);
            case OPUS -> EnhancedBody.audioHeader(out, parameters.codec(), EnhancedBody.SEQUENCE_START);
        }
        return out.writeBytes(configuration);
    }

    /// {@return the body of one picture or access unit}
    ///
    /// @throws IllegalArgumentException if presentation and decoding are 2 hours 20 minutes apart
    public static ByteBuf frame(ByteBufAllocator allocator, Packet packet) {
        ByteBuf out = allocator.buffer(frameBytes(packet));
        frameHeader(out, packet);
        return out.writeBytes(packet.data());
    }

    /// Writes what goes before the bytes of one picture or access unit, for those who send these without copying
    /// them.
    ///
    /// @param out borrowed
    /// @throws IllegalArgumentException as [#frame] does
    public static void frameHeader(ByteBuf out, Packet packet) {
        frameHeader(out, packet.parameters().codec(), packet.keyFrame(), compositionMillis(packet));
    }

    /// Writes the same for a picture or access unit that is in no packet.
    ///
    /// @param out               borrowed
    /// @param key               of a picture: whether decoding can start there
    /// @param compositionMillis of a picture: presentation time minus decoding time
    public static void frameHeader(ByteBuf out, Codec codec, boolean key, int compositionMillis) {
        switch (codec) {
            case H264 -> {
                int frameType = key ? FlvVideo.KEY_FRAME : FlvVideo.INTER_FRAME;
                out.writeByte(frameType << 4 | FlvVideo.AVC);
                out.writeInt(FRAME << 24 | (compositionMillis & 0xFF_FFFF));
            }
            case AAC -> out.writeByte(AAC_FLAGS).writeByte(FRAME);
            case HEVC -> {
                if (compositionMillis == 0) {
                    EnhancedBody.videoHeader(out, codec, key, EnhancedBody.CODED_FRAMES_X);
                } else {
                    EnhancedBody.videoHeader(out, codec, key, EnhancedBody.CODED_FRAMES);
                    out.writeMedium(compositionMillis);
                }
            }
            case AV1 -> EnhancedBody.videoHeader(out, codec, key, EnhancedBody.CODED_FRAMES);
            case OPUS -> EnhancedBody.audioHeader(out, codec, EnhancedBody.CODED_FRAMES);
        }
    }

    /// {@return bytes that [#frame] needs for `packet`}
    public static int frameBytes(Packet packet) {
        return headerBytes(packet.parameters().codec(), compositionMillis(packet)) + packet.size();
    }

    /// {@return bytes that [#frameHeader] writes}
    public static int headerBytes(Codec codec, int compositionMillis) {
        return switch (codec) {
            case H264, AV1, OPUS -> ENHANCED_HEADER_BYTES;
            case HEVC -> ENHANCED_HEADER_BYTES + (compositionMillis == 0 ? 0 : 3);
            case AAC -> AUDIO_HEADER_BYTES;
        };
    }

    /// {@return the decoding time that the tag or message of `packet` carries, milliseconds since the session began}
    public static long timestampMillis(Packet packet) {
        return millis(packet.dtsNanos());
    }

    private static int compositionMillis(Packet packet) {
        long millis = millis(packet.ptsNanos()) - millis(packet.dtsNanos());
        if (millis < MIN_COMPOSITION_MILLIS || millis > MAX_COMPOSITION_MILLIS) {
            throw new IllegalArgumentException(
                    "composition time: " + millis + " ms (expected: a signed number of 24 bits, §E.4.3.1)");
        }
        return (int) millis;
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos + NANOS_PER_MILLI / 2, NANOS_PER_MILLI);
    }
}
