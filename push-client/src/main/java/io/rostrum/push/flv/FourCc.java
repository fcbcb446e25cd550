package io.rostrum.push.flv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
