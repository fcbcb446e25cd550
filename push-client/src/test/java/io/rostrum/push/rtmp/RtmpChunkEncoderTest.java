package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpMessage.Audio;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.push.rtmp.RtmpMessage.UserControl;
import io.rostrum.push.rtmp.RtmpMessage.Video;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RtmpChunkEncoderTest {
    private final RtmpChunkEncoder encoder = new RtmpChunkEncoder();

    /// The first chunk of RTMP 1.0 §5.3.2.1, on our chunk stream for audio.
    @Test
    void writesTheHeaderOfTheSpecificationsExample() {
        assertThat(encode(new Audio(1000, 12345, payload("aa".repeat(32)))))
                .isEqualTo("04" + "0003e8" + "000020" + "08" + "39300000" + "aa".repeat(32));
    }

    /// RTMP 1.0 §5.3.2.2, on our chunk stream for video.
    @Test
    void cutsTheSpecificationsExampleIntoThreeChunks() {
        String expected = "06" + "0003e8" + "000133" + "09" + "3a300000" + "11".repeat(128) + "c6" + "11".repeat(128)
                + "c6" + "11".repeat(51);

        assertThat(encode(new Video(1000, 12346, payload("11".repeat(307))))).isEqualTo(expected);
        ByteBuf gathered =
                encoder.gather(new Video(1000, 12346, payload("11".repeat(307))), UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(gathered)).isEqualTo(expected);
        gathered.release();
        ByteBuf shared = RtmpChunkEncoder.encodeShared(
                new Video(1000, 12346, payload("11".repeat(307))), 128, UnpooledByteBufAllocator.DEFAULT);
        assertThat(ByteBufUtil.hexDump(shared)).isEqualTo(expected);
        shared.release();
    }

    @Test
    void repeatsTheExtendedTimestampOnEveryChunk() {
        assertThat(encode(new Video(0x1_0100_0000L, 1, payload("aa".repeat(129)))))
                .isEqualTo("06" + "ffffff" + "000081" + "09" + "01000000" + "01000000" + "aa".repeat(128) + "c6"
                        + "01000000" + "aa");
        assertThat(encode(new Video(0xFFFFFE, 1, payload("aa")))).startsWith("06" + "fffffe" + "000001");
        assertThat(encode(new Video(0xFFFFFF, 1, payload("aa"))))
                .isEqualTo("06" + "ffffff" + "000001" + "09" + "01000000" + "00ffffff" + "aa");
    }

    static Stream<Arguments> controls() {
        return Stream.of(
                Arguments.of(new RtmpMessage.SetChunkSize(4096), "000004" + "01" + "00000000" + "00001000"),
                Arguments.of(new RtmpMessage.Abort(6), "000004" + "02" + "00000000" + "00000006"),
                Arguments.of(new RtmpMessage.Acknowledgement(4294967294L), "000004" + "03" + "00000000" + "fffffffe"),
                Arguments.of(UserControl.streamBegin(1), "000006" + "04" + "00000000" + "0000" + "00000001"),
                Arguments.of(
                        UserControl.pong(UserControl.pingRequest(17)),
                        "000006" + "04" + "00000000" + "0007" + "00000011"),
                Arguments.of(
                        new UserControl(UserControl.SET_BUFFER_LENGTH, 1, 3000),
                        "00000a" + "04" + "00000000" + "0003" + "00000001" + "00000bb8"),
                Arguments.of(new RtmpMessage.WindowAckSize(2_500_000), "000004" + "05" + "00000000" + "002625a0"),
                Arguments.of(
                        new RtmpMessage.SetPeerBandwidth(2_500_000, 2),
                        "000005" + "06" + "00000000" + "002625a0" + "02"));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void writesControlMessagesOnChunkStream2(RtmpMessage message, String expected) {
        assertThat(encode(message)).isEqualTo("02" + "000000" + expected);
    }

    @Test
    void writesCommands() {
        assertThat(encode(new Command("createStream", 4, List.of(AmfValue.NULL), 0)))
                .isEqualTo("03" + "000000" + "000019" + "14" + "00000000" + "02" + "000c" + "63726561746553747265616d"
                        + "00" + "4010000000000000" + "05");
    }

    @Test
    void gatheringRefersToThePayload() {
        ByteBuf payload = Unpooled.directBuffer().writeBytes(new byte[10_000]);
        encoder.chunkSize(4096);

        ByteBuf gathered = encoder.gather(new Video(0, 1, payload), UnpooledByteBufAllocator.DEFAULT);
        payload.setByte(9_999, 0x42);

        assertThat(gathered.getByte(gathered.writerIndex() - 1)).isEqualTo((byte) 0x42);
        gathered.release();
        assertThat(payload.refCnt()).isZero();
    }

    @Test
    void writesAMessageWithoutPayload() {
        assertThat(encode(new Video(0, 1, Unpooled.EMPTY_BUFFER)))
                .isEqualTo("06" + "000000" + "000000" + "09" + "01000000");
    }

    @Test
    void refusesAChunkSizeOfNothing() {
        assertThatThrownBy(() -> encoder.chunkSize(0)).hasMessage("chunk size: 0 bytes (expected: >= 1)");
    }

    private String encode(RtmpMessage message) {
        ByteBuf out = Unpooled.buffer();
        encoder.encode(message, out);
        message.release();
        return ByteBufUtil.hexDump(out);
    }

    private static ByteBuf payload(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }
}
