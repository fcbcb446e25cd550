package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkDecoder.Limits;
import io.rostrum.push.rtmp.RtmpMessage.Acknowledgement;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.push.rtmp.RtmpMessage.SetChunkSize;
import io.rostrum.push.rtmp.RtmpMessage.SetPeerBandwidth;
import io.rostrum.push.rtmp.RtmpMessage.Unused;
import io.rostrum.push.rtmp.RtmpMessage.UserControl;
import io.rostrum.push.rtmp.RtmpMessage.WindowAckSize;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpChunkDecoderTest {
    /// Four audio messages of 32 bytes on message stream 12345: RTMP 1.0 §5.3.2.1.
    private static final byte[] SPEC_EXAMPLE_1 = hex("03" + "0003e8" + "000020" + "08" + "39300000" + "aa".repeat(32)
            + "83" + "000014" + "bb".repeat(32)
            + "c3" + "cc".repeat(32)
            + "c3" + "dd".repeat(32));

    private static final List<String> SPEC_MESSAGES_1 = List.of(
            "Audio 1000 12345 " + "aa".repeat(32),
            "Audio 1020 12345 " + "bb".repeat(32),
            "Audio 1040 12345 " + "cc".repeat(32),
            "Audio 1060 12345 " + "dd".repeat(32));

    /// One video message of 307 bytes in three chunks: RTMP 1.0 §5.3.2.2.
    private static final byte[] SPEC_EXAMPLE_2 = hex("04" + "0003e8" + "000133" + "09" + "3a300000" + "11".repeat(128)
            + "c4" + "22".repeat(128)
            + "c4" + "33".repeat(51));

    private static final List<String> SPEC_MESSAGES_2 =
            List.of("Video 1000 12346 " + "11".repeat(128) + "22".repeat(128) + "33".repeat(51));

    /// Counts what is allocated; Netty's leak detector, which records every access, is off.
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);

    private final RtmpChunkDecoder decoder = new RtmpChunkDecoder(memory, Limits.DEFAULT);

    @AfterEach
    void nothingIsLeftBehind() {
        decoder.close();
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    static IntStream cuts() {
        return IntStream.rangeClosed(0, Math.max(SPEC_EXAMPLE_1.length, SPEC_EXAMPLE_2.length));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void decodesTheExamplesOfTheSpecificationHoweverTcpCutsThem(int cut) throws Exception {
        assertThat(texts(decodeCut(decoder, SPEC_EXAMPLE_1, Math.min(cut, SPEC_EXAMPLE_1.length))))
                .isEqualTo(SPEC_MESSAGES_1);
        assertThat(texts(decodeCut(decoder, SPEC_EXAMPLE_2, Math.min(cut, SPEC_EXAMPLE_2.length))))
                .isEqualTo(SPEC_MESSAGES_2);
    }

    static Stream<String> captures() {
        return Stream.of("ffmpeg-publish-to-server", "ffmpeg-publish-extended-to-server", "rtmpdump-play-to-client");
    }

    @ParameterizedTest
    @MethodSource("captures")
    void findsTheMediaThatForeignPeersSayTheySent(String capture) throws Exception {
        List<RtmpMessage> messages = decodeInPieces(decoder, Captures.chunks(capture + ".bin"), 1460);

        assertThat(Captures.mediaLines(messages)).isEqualTo(Captures.mediaTags(capture + ".tags"));
        messages.forEach(RtmpMessage::release);
    }

    @Test
    void decodesACaptureTheSameCutAtEveryByte() throws Exception {
        byte[] capture = Captures.chunks("ffmpeg-publish-to-server.bin");
        List<String> expected = texts(decodeCut(decoder, capture, 0));
        for (int cut = 1; cut < capture.length; cut++) {
            try (RtmpChunkDecoder other = new RtmpChunkDecoder(memory, Limits.DEFAULT)) {
                assertThat(texts(decodeCut(other, capture, cut)))
                        .as("cut at %d", cut)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void decodesACaptureByteByByte() throws Exception {
        byte[] capture = Captures.chunks("rtmpdump-play-to-server.bin");

        List<String> messages = texts(decodeInPieces(decoder, capture, 1));

        assertThat(messages)
                .anySatisfy(text -> assertThat(text).startsWith("Command connect 1"))
                .anySatisfy(text -> assertThat(text).startsWith("Command createStream 2"))
                .anySatisfy(text -> assertThat(text).startsWith("UserControl[eventType=3, value=1, second="))
                .anySatisfy(text -> assertThat(text).startsWith("Command play"));
    }

    @Test
    void readsWhatFfmpegSaysBeforeItPublishes() throws Exception {
        List<RtmpMessage> messages = decodeInPieces(decoder, Captures.chunks("ffmpeg-publish-to-server.bin"), 4096);

        Command connect = (Command) messages.getFirst();
        AmfValue.AmfObject details = (AmfValue.AmfObject) connect.argument(0);
        assertThat(details.text("app", "")).isEqualTo("live");
        assertThat(details.text("tcUrl", "")).startsWith("rtmp://127.0.0.1:");
        assertThat(details.text("type", "")).isEqualTo("nonprivate");
        Command publish = messages.stream()
                .filter(message ->
                        message instanceof Command command && command.name().equals("publish"))
                .map(Command.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(publish.argument(0)).isEqualTo(AmfValue.NULL);
        assertThat(publish.text(1, "")).isEqualTo("capture");
        assertThat(publish.text(2, "")).isEqualTo("live");
        assertThat(publish.messageStreamId()).isEqualTo(1);
        messages.forEach(RtmpMessage::release);
    }

    /// RTMP 1.0 §5.3.1.1: ids 2..63 take one byte, 64..319 two, 64..65599 three with the low byte first.
    @ParameterizedTest
    @CsvSource({"02", "3f", "0000", "00ff", "010000", "010001", "01ffff"})
    void readsChunkStreamIdsOfAllForms(String basicHeader) throws Exception {
        assertThat(texts(decode(basicHeader + "00000a" + "000002" + "08" + "01000000" + "af01")))
                .containsExactly("Audio 10 1 af01");
    }

    @Test
    void keepsChunkStreamsApartWhoseIdsDifferInOneByteOfTheThree() throws Exception {
        String begin = "00000a" + "000102" + "08" + "01000000";
        String a = "010100" + begin + "aa".repeat(128); // 64 + 0x01 + 0x00 * 256 = 65
        String b = "010001" + begin + "bb".repeat(128); // 64 + 0x00 + 0x01 * 256 = 320
        String rest = "c0" + "01" + "aa".repeat(128) + "c10001" + "bb".repeat(128) // 65 in two bytes, 320 in three
                + "c10100" + "aa".repeat(2) + "c10001" + "bb".repeat(2);

        assertThat(texts(decode(a + b + rest)))
                .containsExactly("Audio 10 1 " + "aa".repeat(258), "Audio 10 1 " + "bb".repeat(258));
    }

    /// §5.3.1.3: present on type-3 chunks when the newest header of the chunk stream had it.
    @Test
    void readsExtendedTimestampsRepeatedOnType3() throws Exception {
        assertThat(texts(decode("06" + "ffffff" + "000083" + "09" + "01000000" + "01000000" + "aa".repeat(128) + "c6"
                        + "01000000" + "bbbbbb")))
                .containsExactly("Video 16777216 1 " + "aa".repeat(128) + "bbbbbb");
    }

    @Test
    void toleratesPeersThatOmitTheExtendedTimestampOnType3() throws Exception {
        assertThat(texts(decode("06" + "ffffff" + "000083" + "09" + "01000000" + "01000000" + "aa".repeat(128) + "c6"
                        + "bbbbbb")))
                .containsExactly("Video 16777216 1 " + "aa".repeat(128) + "bbbbbb");
    }

    @Test
    void toleratesTheMessageTimeWhereTheDeltaWouldBeRepeated() throws Exception {
        String first = "06" + "000010" + "000001" + "09" + "01000000" + "aa";
        String second = "46" + "ffffff" + "000081" + "09" + "01000000" + "bb".repeat(128);

        assertThat(texts(decode(first + second + "c6" + "01000010" + "cc")))
                .containsExactly("Video 16 1 aa", "Video 16777232 1 " + "bb".repeat(128) + "cc");
    }

    /// §5.3.1.2.4: after a type-0 chunk, a type-3 chunk that starts a message repeats its timestamp as the delta.
    @Test
    void takesTheTimestampOfType0AsTheDeltaOfType3() throws Exception {
        assertThat(texts(decode("03" + "000015" + "000001" + "08" + "01000000" + "aa" + "c3" + "bb" + "c3" + "cc")))
                .containsExactly("Audio 21 1 aa", "Audio 42 1 bb", "Audio 63 1 cc");
    }

    @Test
    void wrapsTimestampsAt32Bits() throws Exception {
        assertThat(texts(decode("03" + "ffffff" + "000001" + "08" + "01000000" + "fffffff0" + "aa" + "43" + "000020"
                        + "000001" + "08" + "bb")))
                .containsExactly("Audio 4294967280 1 aa", "Audio 16 1 bb");
    }

    /// librtmp sends its first control message on chunk stream 2 as type 1.
    @Test
    void letsAChunkStreamStartWithType1() throws Exception {
        assertThat(decode("42" + "000000" + "00000a" + "04" + "0003" + "00000001" + "00000bb8"))
                .containsExactly(new UserControl(UserControl.SET_BUFFER_LENGTH, 1, 3000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 4096, 60000, 65536, 0x7FFFFFFF})
    void appliesChunkSizesBetweenMessages(int size) throws Exception {
        int length = 200_000;
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(hex("02" + "000000" + "000004" + "01" + "00000000")).writeInt(size);
        in.writeBytes(hex("06" + "000005")).writeMedium(length).writeBytes(hex("09" + "01000000"));
        for (int sent = 0; sent < length; sent += Math.min(size, length - sent)) {
            if (sent > 0) {
                in.writeByte(0xC6);
            }
            in.writeBytes(new byte[Math.min(size, length - sent)]);
        }

        List<RtmpMessage> messages = decodeAll(decoder, in);

        assertThat(messages.getFirst()).isEqualTo(new SetChunkSize(size));
        assertThat(((RtmpMessage.Video) messages.get(1)).payload().readableBytes())
                .isEqualTo(length);
        messages.forEach(RtmpMessage::release);
    }

    @Test
    void interleavesMessagesOfSeveralChunkStreams() throws Exception {
        assertThat(texts(decode("06" + "000001" + "000081" + "09" + "01000000" + "aa".repeat(128)
                        + "04" + "000002" + "000002" + "08" + "01000000" + "af01"
                        + "c6" + "bb")))
                .containsExactly("Audio 2 1 af01", "Video 1 1 " + "aa".repeat(128) + "bb");
    }

    @Test
    void forgetsAnAbortedMessage() throws Exception {
        assertThat(texts(decode("06" + "000001" + "000081" + "09" + "01000000" + "aa".repeat(128)
                        + "02" + "000000" + "000004" + "02" + "00000000" + "00000006"
                        + "06" + "000002" + "000002" + "09" + "01000000" + "bbcc")))
                .containsExactly("Abort[chunkStreamId=6]", "Video 2 1 bbcc");
    }

    /// §7.1.6: 1000 and 1033 inside, 5000 outside.
    @Test
    void splitsAggregatesAndMovesTheirTimes() throws Exception {
        String tags = "08" + "000002" + "0003e8" + "00" + "000000" + "af01" + "0000000d" + "09" + "000003" + "000409"
                + "00" + "000000" + "270100" + "0000000e";
        assertThat(texts(decode(
                        "06" + "001388" + "0000" + "%02x".formatted(tags.length() / 2) + "16" + "01000000" + tags)))
                .containsExactly("Audio 5000 1 af01", "Video 5033 1 270100");
    }

    @Test
    void readsControlMessages() throws Exception {
        assertThat(decode("02" + "000000" + "000004" + "05" + "00000000" + "002625a0"
                        + "02" + "000000" + "000005" + "06" + "00000000" + "002625a002"
                        + "02" + "000000" + "000004" + "03" + "00000000" + "fffffffe"
                        + "02" + "000000" + "000006" + "04" + "00000000" + "0006" + "00000011"
                        + "02" + "000000" + "000000" + "13" + "00000000"))
                .containsExactly(
                        new WindowAckSize(2_500_000),
                        new SetPeerBandwidth(2_500_000, 2),
                        new Acknowledgement(4294967294L),
                        UserControl.pingRequest(17),
                        new Unused(19));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03000000ffffff0901000000 | message length: 16777215 bytes (expected: <= 10485760), RTMP 1.0 §5.3.1.2",
                "0300000000000401 00000000 00000000 | chunk size: 0 bytes (expected: 1..2147483647), RTMP 1.0 §5.4.1",
                "0300000000000401 00000000 80000000 | chunk size: 2147483648 bytes (expected: 1..2147483647), RTMP 1.0 §5.4.1",
                "0300000000000301 00000000 000000 | Set Chunk Size: 3 bytes (expected: >= 4), RTMP 1.0 §5.4.1",
                "83000014 | first chunk on chunk stream 3: type 2 (expected: 0 or 1), RTMP 1.0 §5.3.1.2",
                "c5 | first chunk on chunk stream 5: type 3 (expected: 0 or 1), RTMP 1.0 §5.3.1.2",
                "0300000000000114 00000000 05 | command name: no string (expected: a string), RTMP 1.0 §7.1.1",
                "0300000000000114 00000000 11 | AMF0 type marker: 0x11 (expected: 0x00..0x10 without 0x04, 0x07, 0x09, 0x0e), RTMP 1.0 §7.1.1",
                "0300000000000516 00000000 0800000200 | header in an aggregate: 5 bytes (expected: >= 11), RTMP 1.0 §7.1.6",
            })
    void refusesWhatTheProtocolDoesNotAllow(String hex, String message) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(RtmpProtocolException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnotherLengthInTheMiddleOfAMessage() {
        String begun = "06" + "000001" + "000081" + "09" + "01000000" + "aa".repeat(128);

        assertThatThrownBy(() -> decode(begun + "46" + "000000" + "000200" + "09"))
                .hasMessage("message length: 512 bytes in the middle of a message of 129 (expected: no change),"
                        + " RTMP 1.0 §5.3.1.2");
    }

    @Test
    void refusesANewMessageInTheMiddleOfAnother() {
        String begun = "06" + "000001" + "000081" + "09" + "01000000" + "aa".repeat(128);

        assertThatThrownBy(() -> decode(begun + "06" + "000001" + "000081" + "09" + "01000000"))
                .hasMessage("chunk type: 0 after 128 of 129 bytes (expected: 3 until the message is whole),"
                        + " RTMP 1.0 §5.3.1.2.4");
    }

    @Test
    void refusesMoreThanCommandsBeforeTheSessionAllowsIt() throws Exception {
        decoder.maxMessageBytes(Limits.COMMAND_BYTES);
        String tooLong = "06" + "000001" + "010001" + "09" + "01000000";

        assertThatThrownBy(() -> decode(tooLong))
                .hasMessage("message length: 65537 bytes (expected: <= 65536), RTMP 1.0 §5.3.1.2");
        decoder.maxMessageBytes(Limits.DEFAULT.maxMessageBytes());
        assertThat(decode(tooLong)).isEmpty();
    }

    @Test
    void refusesTooManyChunkStreams() throws Exception {
        for (int id = 0; id < 64; id++) {
            decode("00" + "%02x".formatted(id) + "000000" + "000000" + "13" + "00000000");
        }

        assertThatThrownBy(() -> decode("00" + "40" + "000000" + "000000" + "13" + "00000000"))
                .hasMessage("chunk streams: 65 (expected: <= 64), RTMP 1.0 §5.3.1.1");
    }

    @Test
    void refusesTooManyUnfinishedMessages() {
        RtmpChunkDecoder small = new RtmpChunkDecoder(memory, new Limits(1 << 20, 64, 1000));
        try (small) {
            String hundredAndTwentyEight = "000000" + "001000" + "09" + "01000000" + "00".repeat(128);
            StringBuilder hex = new StringBuilder();
            for (int id = 10; id < 18; id++) {
                hex.append("%02x".formatted(id)).append(hundredAndTwentyEight);
            }

            assertThatThrownBy(() -> decodeAll(small, Unpooled.wrappedBuffer(hex(hex.toString()))))
                    .hasMessage("unfinished messages: 1024 bytes (expected: <= 1000), RTMP 1.0 §5.3");
        }
    }

    /// Who has not said yet what it wants holds four commands' worth of memory, not sixty-four.
    @Test
    void holdsLittleForAPeerThatMayNotPublishYet() {
        decoder.maxMessageBytes(Limits.COMMAND_BYTES);
        String chunkOf16KiB = "000000" + "010000" + "09" + "01000000" + "00".repeat(16 << 10);
        StringBuilder hex = new StringBuilder("02" + "000000" + "000004" + "01" + "00000000" + "00004000");
        for (int id = 10; id < 27; id++) {
            hex.append("%02x".formatted(id)).append(chunkOf16KiB);
        }

        assertThatThrownBy(() -> decode(hex.toString()))
                .hasMessage("unfinished messages: 278528 bytes (expected: <= 262144), RTMP 1.0 §5.3");
    }

    /// A peer that says sixteen chunk streams of ten megabytes and sends a first chunk of each.
    @Test
    void holdsWhatHasArrivedAndNotWhatWasDeclared() throws Exception {
        UnpooledByteBufAllocator counted = new UnpooledByteBufAllocator(true);
        try (RtmpChunkDecoder measured = new RtmpChunkDecoder(counted, Limits.DEFAULT)) {
            for (int id = 10; id < 26; id++) {
                String declared = "000000" + "a00000" + "09" + "01000000";
                String arrived = "%02x".formatted(id) + declared + "00".repeat(128);
                assertThat(decodeAll(measured, Unpooled.wrappedBuffer(hex(arrived))))
                        .isEmpty();
            }
            assertThat(counted.metric().usedDirectMemory()).isPositive().isLessThan(64 << 10);
        }
        assertThat(counted.metric().usedDirectMemory()).isZero();
    }

    private List<RtmpMessage> decode(String hex) throws RtmpProtocolException {
        return decodeAll(decoder, Unpooled.wrappedBuffer(hex(hex)));
    }

    private static List<RtmpMessage> decodeAll(RtmpChunkDecoder decoder, ByteBuf in) throws RtmpProtocolException {
        List<RtmpMessage> messages = new ArrayList<>();
        while (decoder.decode(in) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
            messages.add(message);
        }
        return messages;
    }

    private static List<RtmpMessage> decodeCut(RtmpChunkDecoder decoder, byte[] bytes, int cut)
            throws RtmpProtocolException {
        ByteBuf in = Unpooled.buffer(bytes.length);
        in.writeBytes(bytes, 0, cut);
        List<RtmpMessage> messages = decodeAll(decoder, in);
        in.writeBytes(bytes, cut, bytes.length - cut);
        messages.addAll(decodeAll(decoder, in));
        assertThat(in.isReadable()).isFalse();
        return messages;
    }

    private static List<RtmpMessage> decodeInPieces(RtmpChunkDecoder decoder, byte[] bytes, int piece)
            throws RtmpProtocolException {
        ByteBuf in = Unpooled.buffer(bytes.length);
        List<RtmpMessage> messages = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            in.writeBytes(bytes, at, Math.min(piece, bytes.length - at));
            messages.addAll(decodeAll(decoder, in));
        }
        return messages;
    }

    /// Says the messages in words and releases them.
    private static List<String> texts(List<RtmpMessage> messages) {
        List<String> texts = new ArrayList<>();
        for (RtmpMessage message : messages) {
            texts.add(
                    switch (message) {
                        case RtmpMessage.Media media ->
                            media.getClass().getSimpleName() + " " + media.timestampMillis() + " "
                                    + media.messageStreamId() + " " + ByteBufUtil.hexDump(media.payload());
                        case Command command ->
                            "Command " + command.name() + " " + command.transactionId() + command.arguments();
                        default -> message.toString();
                    });
            message.release();
        }
        return texts;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
