package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.codec.AnnexB;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.StreamInspector.UnsupportedCodecException;
import io.rostrum.server.live.StreamInspector.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamInspectorTest {
    private final List<String> warned = new ArrayList<>();
    private final StreamInspector inspector = new StreamInspector(warning -> warned.add(warning.name()));

    private void inspect(MediaMessage message) throws UnsupportedCodecException {
        try (message) {
            inspector.inspect(message, message.timestampMillis());
        }
    }

    /// Sequence headers and metadata of FFmpeg's file.
    private void begin() throws UnsupportedCodecException {
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            if (message.sequenceHeader()) {
                inspect(message);
            } else {
                message.close();
            }
        }
    }

    @Test
    void saysWhatFfmpegSends() throws Exception {
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            inspect(message);
        }
        assertThat(inspector.video()).hasValue(new StreamStatus.Video("avc1.640009", 128, 96));
        assertThat(inspector.audio()).hasValue(new StreamStatus.Audio("mp4a.40.2", 48_000, 2));
        assertThat(inspector.keyIntervalMillis()).isBetween(495L, 505L); // 15 frames of 30000/1001
        assertThat(warned).containsExactly("BFrames");
    }

    @Test
    void aHeaderThatNoEncoderNeedsIsLeftOut() throws Exception {
        byte[] name = "\2\0\12onMetaData".getBytes(StandardCharsets.US_ASCII);
        int most = StreamInspector.MAX_HEADER_BYTES;
        for (int bytes : new int[] {most, most + 1}) {
            ByteBuf body = Unpooled.wrappedBuffer(name, new byte[bytes - name.length]);
            try (MediaMessage metadata = MediaMessage.of(Kind.DATA, 0, body)) {
                assertThat(inspector.inspect(metadata, 0)).isEqualTo(bytes > most ? Verdict.DROP : Verdict.FORWARD);
            }
        }
        assertThat(warned).containsExactly("OversizedHeader");
    }

    @Test
    void mono44100PlaysWithoutATrouble() throws Exception {
        for (MediaMessage message : Messages.of("aac-mono-44100.flv")) {
            inspect(message);
        }
        assertThat(inspector.audio()).hasValue(new StreamStatus.Audio("mp4a.40.2", 44_100, 1));
        assertThat(warned).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sorenson-mp3.flv, MP3"})
    void namesTheCodecItDoesNotTake(String file, String name) {
        assertThatThrownBy(() -> {
                    for (MediaMessage message : Messages.of(file)) {
                        inspect(message);
                    }
                })
                .isInstanceOf(UnsupportedCodecException.class)
                .hasMessageContaining("codec: " + name)
                .hasMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @CsvSource({"hevc-enhanced.flv, hvc1.1.6.L30.90", "av1-enhanced.flv, av01.0.00M.08"})
    void takesTheCodecsOfEnhancedRtmpAndSaysWhoMissesThem(String file, String name) throws Exception {
        for (MediaMessage message : Messages.of(file)) {
            inspect(message);
        }

        assertThat(inspector.video()).hasValue(new StreamStatus.Video(name, 64, 48));
        assertThat(warned).contains("CodecNotEverywhere");
    }

    @Test
    void oneLongKeyFrameIntervalIsNoHabit() throws Exception {
        begin();
        inspect(Messages.keyFrame(0));
        inspect(Messages.sound(0));
        for (long millis = 5_000; millis < 30_000; millis += 2_000) { // held up once, while it started
            inspect(Messages.keyFrame(millis));
            inspect(Messages.sound(millis));
        }
        assertThat(warned).isEmpty();
    }

    @Test
    void warnsOfLongKeyFrameIntervalsOneAfterTheOther() throws Exception {
        begin();
        for (long millis = 0; millis < 11_000; millis += 5_000) {
            inspect(Messages.keyFrame(millis));
            inspect(Messages.sound(millis));
        }
        assertThat(warned).containsExactly("LongKeyFrameInterval");
    }

    @Test
    void warnsOfObssAutomaticKeyFrameInterval() throws Exception {
        begin();
        inspect(Messages.keyFrame(0));
        for (long millis = 33; millis < 8_300; millis += 33) {
            inspect(Messages.interFrame(millis));
            inspect(Messages.sound(millis));
        }
        assertThat(warned).containsExactly("LongKeyFrameInterval");
    }

    @Test
    void warnsOfAStreamWithoutKeyFrames() throws Exception {
        begin();
        for (long millis = 0; millis < 10_100; millis += 33) {
            inspect(Messages.interFrame(millis));
            inspect(Messages.sound(millis));
        }
        assertThat(warned).containsExactly("NoKeyFrame");
    }

    @Test
    void warnsOfATrackThatDoesNotCome() throws Exception {
        begin();
        for (long millis = 0; millis < 5_100; millis += 1_000) {
            inspect(Messages.keyFrame(millis));
        }
        assertThat(warned).containsExactly("NoAudio");
    }

    @Test
    void warnsOfMediaBeforeItsHeaderAndLeavesItOut() throws Exception {
        try (MediaMessage early = Messages.keyFrame(0)) {
            assertThat(inspector.inspect(early, 0)).isEqualTo(Verdict.DROP);
        }
        try (MediaMessage early = Messages.sound(0)) {
            assertThat(inspector.inspect(early, 0)).isEqualTo(Verdict.DROP);
        }
        assertThat(warned).containsExactly("LateVideoHeader", "LateAudioHeader");
    }

    @Test
    void aChangeOfSizeInMidStreamIsTakenAndSaid() throws Exception {
        begin();
        List<ByteBuffer> nals = AnnexB.split(ByteBuffer.wrap(ForeignBytes.of("cropped.h264")));
        ByteBuf body = Messages.hex("17 00 000000");
        inspect(MediaMessage.of(
                Kind.VIDEO,
                0,
                Unpooled.wrappedBuffer(
                        body,
                        Unpooled.wrappedBuffer(AvcDecoderConfiguration.of(nals).encode()))));

        StreamStatus.Video now = inspector.video().orElseThrow();
        assertThat(now.width()).isEqualTo(102);
        assertThat(now.height()).isEqualTo(50);
        assertThat(warned).containsExactly("ResolutionChanged");
        assertThat(inspector.warnings().getFirst().words()).contains("from 128x96 to 102x50");
    }

    @Test
    void leavesOutWhatCannotBeRead() throws Exception {
        try (MediaMessage cut = MediaMessage.of(Kind.VIDEO, 0, Messages.hex("17 00 000000 01 64"))) {
            assertThat(inspector.inspect(cut, 0)).isEqualTo(Verdict.DROP);
        }
        assertThat(warned).containsExactly("MalformedVideo");
        assertThat(inspector.warnings().getFirst().words()).contains("avcC");
        assertThat(inspector.warnings().getFirst().code()).isEqualTo("Rostrum.Stream.MalformedVideo");
    }
}
