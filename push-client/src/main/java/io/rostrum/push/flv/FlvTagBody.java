package io.rostrum.push.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import java.nio.ByteBuffer;

/// Bodies of video and audio tags, which are also the payloads of RTMP's video and audio messages.
///
/// Each method borrows what it is given and returns a buffer that the caller owns.
public final class FlvTagBody {
    /// AAC is always said to be 44.1 kHz, 16 bits, stereo: the configuration says how it is (§E.4.2.1).
    private static final int AAC_FLAGS = FlvAudio.AAC << 4 | 0x0F;

    private static final int VIDEO_HEADER_BYTES = 5;
    private static final int AUDIO_HEADER_BYTES = 2;
    private static final int SEQUENCE_HEADER = 0;
    private static final int FRAME = 1;
    private static final int MIN_COMPOSITION_MILLIS = -(1 << 23);
    private static final int MAX_COMPOSITION_MILLIS = (1 << 23) - 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FlvTagBody() {}

    /// {@return the sequence header that goes before the first packet with these parameters}
    ///
    /// @throws IllegalArgumentException if the codec is neither H.264 nor AAC
    public static ByteBuf sequenceHeader(ByteBufAllocator allocator, CodecParameters parameters) {
        ByteBuffer configuration = parameters.configuration();
        ByteBuf out = allocator.buffer(VIDEO_HEADER_BYTES + configuration.remaining());
        if (requireSupported(parameters.codec()) == Codec.H264) {
            out.writeByte(FlvVideo.KEY_FRAME << 4 | FlvVideo.AVC).writeInt(SEQUENCE_HEADER << 24);
        } else {
            out.writeByte(AAC_FLAGS).writeByte(SEQUENCE_HEADER);
        }
        return out.writeBytes(configuration);
    }

    /// {@return the body of one picture or access unit}
    ///
    /// @throws IllegalArgumentException if the codec is neither H.264 nor AAC, or presentation and decoding are
    ///                                  2 hours 20 minutes apart
    public static ByteBuf frame(ByteBufAllocator allocator, Packet packet) {
        ByteBuf out = allocator.buffer(frameBytes(packet));
        frameHeader(out, packet);
        return out.writeBytes(packet.data());
    }

    /// Writes what goes before the bytes of one picture or access unit, for those who send these without copying them.
    ///
    /// @param out borrowed
    /// @throws IllegalArgumentException as [#frame] does
    public static void frameHeader(ByteBuf out, Packet packet) {
        if (requireSupported(packet.parameters().codec()) == Codec.H264) {
            int frameType = packet.keyFrame() ? FlvVideo.KEY_FRAME : FlvVideo.INTER_FRAME;
            out.writeByte(frameType << 4 | FlvVideo.AVC);
            out.writeInt(FRAME << 24 | (compositionMillis(packet) & 0xFF_FFFF));
        } else {
            out.writeByte(AAC_FLAGS).writeByte(FRAME);
        }
    }

    /// {@return bytes that [#frame] needs for `packet`}
    public static int frameBytes(Packet packet) {
        return (packet.isVideo() ? VIDEO_HEADER_BYTES : AUDIO_HEADER_BYTES) + packet.size();
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

    private static Codec requireSupported(Codec codec) {
        if (codec != Codec.H264 && codec != Codec.AAC) {
            throw new IllegalArgumentException("codec in FLV: " + codec + " (expected: H264 or AAC)");
        }
        return codec;
    }
}
