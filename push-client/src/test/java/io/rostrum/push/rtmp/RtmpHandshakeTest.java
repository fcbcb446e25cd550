package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpHandshakeTest {
    private static final int PACKET = RtmpHandshake.PACKET_BYTES;

    @Test
    void serverEchoesAnUnsignedClientExactly() throws Exception {
        byte[] hello = Arrays.copyOf(Captures.bytes("rtmpdump-play-to-server.bin"), 1 + PACKET);
        ByteBuf out = Unpooled.buffer();

        assertThat(RtmpHandshake.server().advance(Unpooled.wrappedBuffer(hello), out))
                .isFalse();

        byte[] answer = ByteBufUtil.getBytes(out);
        assertThat(answer).hasSize(1 + 2 * PACKET).startsWith(3, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Arrays.copyOfRange(answer, 1 + PACKET, 1 + 2 * PACKET))
                .isEqualTo(Arrays.copyOfRange(hello, 1, 1 + PACKET));
    }

    /// FFmpeg signs by scheme 0; the capture of scheme 1 was signed by Python.
    @ParameterizedTest
    @CsvSource({"ffmpeg-publish-to-server.bin, 8", "handshake-scheme-1-c1.bin, 772"})
    void serverSignsForASignedClientByTheSameScheme(String capture, int pointer) throws Exception {
        byte[] hello = Arrays.copyOf(Captures.bytes(capture), 1 + PACKET);
        byte[] c1 = Arrays.copyOfRange(hello, 1, 1 + PACKET);
        ByteBuf out = Unpooled.buffer();

        RtmpHandshake.server().advance(Unpooled.wrappedBuffer(hello), out);

        byte[] answer = ByteBufUtil.getBytes(out);
        byte[] s1 = Arrays.copyOfRange(answer, 1, 1 + PACKET);
        byte[] s2 = Arrays.copyOfRange(answer, 1 + PACKET, 1 + 2 * PACKET);
        byte[] server = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);
        assertThat(digestAt(s1, pointer)).isEqualTo(hmac(server, without(s1, position(s1, pointer))));
        byte[] crud = HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
        byte[] key = hmac(Unpooled.wrappedBuffer(server, crud).copy().array(), digestAt(c1, pointer));
        assertThat(Arrays.copyOfRange(s2, PACKET - 32, PACKET)).isEqualTo(hmac(key, Arrays.copyOf(s2, PACKET - 32)));
    }

    @Test
    void serverTakesTheHandshakeByteByByteAndLeavesWhatComesBehind() throws Exception {
        byte[] capture = Captures.bytes("ffmpeg-publish-to-server.bin");
        RtmpHandshake server = RtmpHandshake.server();
        ByteBuf in = Unpooled.buffer();
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < Captures.HANDSHAKE_BYTES - 1; i++) {
            in.writeByte(capture[i]);
            assertThat(server.advance(in, out)).isFalse();
        }
        in.writeBytes(capture, Captures.HANDSHAKE_BYTES - 1, 100);

        assertThat(server.advance(in, out)).isTrue();
        assertThat(out.readableBytes()).isEqualTo(1 + 2 * PACKET);
        assertThat(ByteBufUtil.getBytes(in))
                .isEqualTo(Arrays.copyOfRange(capture, Captures.HANDSHAKE_BYTES, Captures.HANDSHAKE_BYTES + 99));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 'R', 255})
    void refusesAnotherVersionAtItsFirstByte(int version) {
        ByteBuf in = Unpooled.buffer().writeByte(version);

        assertThatThrownBy(() -> RtmpHandshake.server().advance(in, Unpooled.buffer()))
                .hasMessage("version: " + version + " (expected: 3), RTMP 1.0 §5.2.2");
        assertThatThrownBy(() -> RtmpHandshake.client().advance(in, Unpooled.buffer()))
                .hasMessage("version: " + version + " (expected: 3), RTMP 1.0 §5.2.2");
    }

    /// The server's bytes are nginx-rtmp's.
    @Test
    void clientEchoesTheServerAndLeavesWhatComesBehind() throws Exception {
        byte[] capture = Captures.bytes("rtmpdump-play-to-client.bin");
        RtmpHandshake client = RtmpHandshake.client();
        ByteBuf in = Unpooled.buffer();
        ByteBuf out = Unpooled.buffer();

        assertThat(client.advance(in, out)).isFalse();
        assertThat(out.readableBytes()).isEqualTo(1 + PACKET);
        assertThat(out.readByte()).isEqualTo((byte) 3);
        assertThat(out.readLong()).isZero();
        out.clear();
        for (int i = 0; i < Captures.HANDSHAKE_BYTES; i++) {
            in.writeByte(capture[i]);
            assertThat(client.advance(in, out)).isEqualTo(i == Captures.HANDSHAKE_BYTES - 1);
        }
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(Arrays.copyOfRange(capture, 1, 1 + PACKET));
        assertThat(in.isReadable()).isFalse();
    }

    private static int position(byte[] packet, int pointer) {
        int sum = (packet[pointer] & 255)
                + (packet[pointer + 1] & 255)
                + (packet[pointer + 2] & 255)
                + (packet[pointer + 3] & 255);
        return sum % 728 + pointer + 4;
    }

    private static byte[] digestAt(byte[] packet, int pointer) {
        int at = position(packet, pointer);
        return Arrays.copyOfRange(packet, at, at + 32);
    }

    private static byte[] without(byte[] packet, int at) {
        return Unpooled.wrappedBuffer(Arrays.copyOf(packet, at), Arrays.copyOfRange(packet, at + 32, packet.length))
                .copy()
                .array();
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
