package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/// What foreign peers sent; README.md beside the files says how they were made.
final class Captures {
    /// C0 with C1, and C2; or S0 with S1, and S2.
    static final int HANDSHAKE_BYTES = 1 + 2 * RtmpHandshake.PACKET_BYTES;

    private Captures() {}

    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Captures.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return what comes after the handshake}
    static byte[] chunks(String name) {
        byte[] all = bytes(name);
        return Arrays.copyOfRange(all, HANDSHAKE_BYTES, all.length);
    }

    /// {@return the audio and video tags that a foreign program found, as [#line]s}
    static List<String> mediaTags(String name) {
        return new String(bytes(name), StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.startsWith("18 "))
                .toList();
    }

    /// {@return the audio and video among `messages`, as the `.tags` files have them}
    static List<String> mediaLines(List<RtmpMessage> messages) {
        List<String> lines = new ArrayList<>();
        for (RtmpMessage message : messages) {
            switch (message) {
                case RtmpMessage.Audio audio -> lines.add(line(8, audio));
                case RtmpMessage.Video video -> lines.add(line(9, video));
                default -> {}
            }
        }
        return lines;
    }

    private static String line(int type, RtmpMessage.Media media) {
        ByteBuf payload = media.payload();
        CRC32 crc = new CRC32();
        crc.update(payload.nioBuffer());
        return "%d %d %d %08x".formatted(type, media.timestampMillis(), payload.readableBytes(), crc.getValue());
    }
}
