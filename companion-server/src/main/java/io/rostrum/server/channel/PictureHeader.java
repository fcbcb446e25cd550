package io.rostrum.server.channel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a picture's first bytes say: what kind of file it is, and its size in pixels. Nothing is decoded.
///
/// @param width  pixels
/// @param height pixels
record PictureHeader(Kind kind, int width, int height) {
    /// The kinds of file that every browser shows and none runs.
    enum Kind {
        PNG("png", "image/png"),
        JPEG("jpg", "image/jpeg"),
        WEBP("webp", "image/webp");

        private final String ending;
        private final String mediaType;

        Kind(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        String ending() {
            return ending;
        }

        String mediaType() {
            return mediaType;
        }
    }

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int WEBP_HEAD = 30;

    /// {@return the header; empty where the bytes are none of these kinds, or too few}
    ///
    /// @param file borrowed
    static Optional<PictureHeader> read(byte[] file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(file);
            if (file.length > PNG_SIGNATURE.length
                    && Arrays.equals(file, 0, PNG_SIGNATURE.length, PNG_SIGNATURE, 0, PNG_SIGNATURE.length)) {
                return png(bytes);
            }
            if (file.length > 2 && Short.toUnsignedInt(bytes.getShort(0)) == START_OF_IMAGE) {
                return jpeg(bytes);
            }
            return file.length >= WEBP_HEAD
                            && fourLetters(bytes, 0).equals("RIFF")
                            && fourLetters(bytes, 8).equals("WEBP")
                    ? webp(bytes.order(ByteOrder.LITTLE_ENDIAN))
                    : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // it ends within its header
        }
    }

    /// PNG (ISO/IEC 15948) §5.2, §11.2.1: the first chunk is IHDR.
    private static Optional<PictureHeader> png(ByteBuffer bytes) {
        return fourLetters(bytes, 12).equals("IHDR")
                ? of(Kind.PNG, bytes.getInt(16), bytes.getInt(20))
                : Optional.empty();
    }

    /// ITU-T T.81 §B.1.1.2, §B.2.2: markers and their lengths up to the frame header.
    private static Optional<PictureHeader> jpeg(ByteBuffer bytes) {
        int at = 2;
        while (true) {
            if ((bytes.get(at) & 0xFF) != 0xFF) {
                return Optional.empty();
            }
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == 0xFF) { // a fill byte
                at++;
                continue;
            }
            if (isFrame(marker)) {
                return of(Kind.JPEG, unsigned(bytes, at + 7), unsigned(bytes, at + 5));
            }
            int length = unsigned(bytes, at + 2);
            if (marker == START_OF_SCAN || marker < 0xC0 || length < 2) {
                return Optional.empty();
            }
            at += 2 + length;
        }
    }

    /// SOF0 to SOF15, without DHT, JPG and DAC, which have numbers among them.
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /// RFC 9649 §2.5 to §2.7; bitstreams: RFC 6386 §9.1, and RFC 9649 §3.4 for the lossless one.
    private static Optional<PictureHeader> webp(ByteBuffer bytes) {
        return switch (fourLetters(bytes, 12)) {
            case "VP8 " -> of(Kind.WEBP, unsigned(bytes, 26) & 0x3FFF, unsigned(bytes, 28) & 0x3FFF);
            case "VP8L" -> {
                int packed = bytes.getInt(21);
                yield of(Kind.WEBP, (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
            }
            case "VP8X" -> of(Kind.WEBP, (bytes.getInt(24) & 0xFFFFFF) + 1, (bytes.getInt(26) >>> 8) + 1);
            default -> Optional.empty();
        };
    }

    private static Optional<PictureHeader> of(Kind kind, int width, int height) {
        return Optional.of(new PictureHeader(kind, width, height));
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static String fourLetters(ByteBuffer bytes, int at) {
        byte[] letters = new byte[4];
        bytes.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
