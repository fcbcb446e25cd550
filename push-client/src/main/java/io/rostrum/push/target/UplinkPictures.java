package io.rostrum.push.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rostrum.push.flv.FlvTagBody;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Pictures of any number of bytes, to fill a connection with: grey, 128x128, H.264 (ITU-T H.264), each decodable by
/// itself, each padded with filler data (§7.3.2.7), which decoders pass over. Confined to one thread.
final class UplinkPictures {
    static final int SIDE = 128;
    static final Rational RATE = new Rational(60, 1);

    /// Of a picture's message; servers take little more from those who do not publish yet.
    static final int MOST_BYTES = 32 << 10;

    private static final HexFormat HEX = HexFormat.of();

    /// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1.2): constrained baseline, level 5.1, lengths of four
    /// bytes, one SPS (8 by 8 macroblocks, no reference pictures) and one PPS (CAVLC).
    private static final byte[] CONFIGURATION =
            HEX.parseHex("0142c033ff" + "e1" + "0008" + "6742c033dc204640" + "01" + "0004" + "68ce3880");

    private static final int SLICE_BYTES = 68;

    /// An IDR slice of 64 macroblocks Intra16x16, predicted from nothing and without residue: 00100111 each. Of two IDR
    /// pictures in a row the identifiers differ (§7.4.3).
    private static final byte[][] SLICES = {slice("658884", 0x93, 0xC0), slice("65888224", 0xE4, 0xF0)};

    private static final int LENGTH_BYTES = 4;
    private static final int NAL_FILLER_DATA = 12;
    private static final int TRAILING_BITS = 0x80;

    /// Header of the tag's body, the slice, and a filler unit without filler.
    static final int LEAST_BYTES = FlvTagBody.headerBytes(Codec.H264, 0) + 2 * LENGTH_BYTES + SLICE_BYTES + 2;

    private static final byte[] FILLER = filler();

    private int count;

    private static byte[] slice(String header, int macroblock, int end) {
        byte[] begin = HEX.parseHex(header);
        byte[] all = Arrays.copyOf(begin, SLICE_BYTES);
        Arrays.fill(all, begin.length, SLICE_BYTES - 1, (byte) macroblock);
        all[SLICE_BYTES - 1] = (byte) end;
        return all;
    }

    private static byte[] filler() {
        byte[] all = new byte[MOST_BYTES];
        Arrays.fill(all, (byte) 0xFF);
        return all;
    }

    /// {@return what is told of them}
    static CodecParameters.Video parameters(int bitsPerSecond) {
        return new CodecParameters.Video(
                Codec.H264, SIDE, SIDE, RATE, ColorInfo.BT709_LIMITED, ByteBuffer.wrap(CONFIGURATION), bitsPerSecond);
    }

    /// {@return the body of the next picture's video tag, owned by the caller}
    ///
    /// @param bytes of it; less than [#LEAST_BYTES] gives those
    ByteBuf next(ByteBufAllocator allocator, int bytes) {
        byte[] slice = SLICES[count++ % SLICES.length];
        ByteBuf out = allocator.buffer(bytes);
        FlvTagBody.frameHeader(out, Codec.H264, /* key= */ true, 0);
        out.writeInt(slice.length).writeBytes(slice);
        int filler = Math.max(0, bytes - out.readableBytes() - LENGTH_BYTES - 2);
        out.writeInt(1 + filler + 1).writeByte(NAL_FILLER_DATA);
        return out.writeBytes(FILLER, 0, filler).writeByte(TRAILING_BITS);
    }
}
