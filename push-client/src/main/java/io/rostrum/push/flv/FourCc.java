package io.rostrum.push.flv;

import io.rostrum.push.packet.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Codecs as Enhanced RTMP v2 names them, by four characters after the first byte of the body.
final class FourCc {
    private FourCc() {}

    /// @param at where the four bytes begin, absolute
    static String read(ByteBuffer body, int at, String kind) throws FlvFormatException {
        if (body.limit() - at < 4) {
            throw new FlvFormatException("enhanced " + kind + " body: " + body.remaining()
                    + " bytes (expected: at least 5, Enhanced RTMP v2)");
        }
        byte[] name = new byte[4];
        body.get(at, name);
        for (int i = 0; i < name.length; i++) {
            if (name[i] < ' ' || name[i] > '~') {
                name[i] = '?';
            }
        }
        return new String(name, StandardCharsets.US_ASCII);
    }

    /// {@return the codec; null for one that is not carried on}
    static @Nullable Codec codec(String fourCc) {
        return switch (fourCc) {
            case "avc1" -> Codec.H264;
            case "hvc1" -> Codec.HEVC;
            case "av01" -> Codec.AV1;
            case "mp4a" -> Codec.AAC;
            case "Opus" -> Codec.OPUS;
            default -> null;
        };
    }

    /// {@return how a codec is named}
    static String of(Codec codec) {
        return switch (codec) {
            case H264 -> "avc1";
            case HEVC -> "hvc1";
            case AV1 -> "av01";
            case AAC -> "mp4a";
            case OPUS -> "Opus";
        };
    }

    /// {@return the four characters as a number, as `onMetaData` carries it}
    static int number(Codec codec) {
        return ByteBuffer.wrap(of(codec).getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    static String video(String fourCc) {
        return named(
                switch (fourCc) {
                    case "hvc1" -> "HEVC";
                    case "av01" -> "AV1";
                    case "vp08" -> "VP8";
                    case "vp09" -> "VP9";
                    case "avc1" -> "H.264";
                    case "vvc1" -> "VVC";
                    default -> "video codec";
                },
                fourCc);
    }

    static String audio(String fourCc) {
        return named(
                switch (fourCc) {
                    case "Opus" -> "Opus";
                    case "fLaC" -> "FLAC";
                    case "ac-3" -> "AC-3";
                    case "ec-3" -> "E-AC-3";
                    case ".mp3" -> "MP3";
                    case "mp4a" -> "AAC";
                    default -> "audio codec";
                },
                fourCc);
    }

    private static String named(String codec, String fourCc) {
        return codec + " (Enhanced RTMP " + fourCc + ")";
    }
}
