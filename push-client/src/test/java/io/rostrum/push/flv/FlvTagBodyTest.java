package io.rostrum.push.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvTagBodyTest {
    private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;
    private static final Rational MILLIS = new Rational(1, 1000);
    private static final Rational RATE = new Rational(30000, 1001);

    /// The same packets, written by ffmpeg and by us: every body of the file is built again, byte for byte.
    @Test
    void writesTheBodiesThatFfmpegWrites() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        CodecParameters.Video video = AvcDecoderConfiguration.parse(
                        ((FlvVideo.SequenceHeader) FlvVideo.parse(tags.get(1).body())).configuration())
                .toParameters(RATE, 0);
        ByteBuffer config =
                ((FlvAudio.SequenceHeader) FlvAudio.parse(tags.get(2).body())).configuration();
        CodecParameters.Audio audio = AudioSpecificConfig.parse(config).toParameters(config, 0);
        PacketPool pool = new PacketPool();
        int compared = 0;
        for (FlvTag tag : tags) {
            ByteBuf built = switch (tag.type()) {
                case VIDEO -> again(pool, video, tag);
                case AUDIO -> again(pool, audio, tag);
                case SCRIPT -> tag.body().retainedDuplicate();
            };
            assertThat(ByteBufUtil.hexDump(built)).isEqualTo(ByteBufUtil.hexDump(tag.body()));
            built.release();
            tag.body().release();
            compared++;
        }
        assertThat(compared).isGreaterThan(75);
        assertThat(pool.outstanding()).isZero();
    }

    private static ByteBuf again(PacketPool pool, CodecParameters.Video parameters, FlvTag tag) throws Exception {
        return switch (FlvVideo.parse(tag.body())) {
            case FlvVideo.SequenceHeader _ -> FlvTagBody.sequenceHeader(ALLOCATOR, parameters);
            case FlvVideo.Frame(boolean key, int composition, ByteBuffer nals) -> {
                long dts = tag.timestampMillis();
                try (Packet packet =
                        Packet.copyOf(pool, nals, parameters, dts + composition, dts, MILLIS, key, PacketStamps.NONE)) {
                    assertThat(FlvTagBody.timestampMillis(packet)).isEqualTo(dts);
                    assertThat(FlvTagBody.frameBytes(packet))
                            .isEqualTo(tag.body().readableBytes());
                    yield FlvTagBody.frame(ALLOCATOR, packet);
                }
            }
            case FlvVideo.EndOfSequence _ -> tag.body().retainedDuplicate(); // read, never written
            case FlvVideo.Ignored _, FlvVideo.Unsupported _ -> throw new AssertionError("no picture");
        };
    }

    private static ByteBuf again(PacketPool pool, CodecParameters.Audio parameters, FlvTag tag) throws Exception {
        return switch (FlvAudio.parse(tag.body())) {
            case FlvAudio.SequenceHeader _ -> FlvTagBody.sequenceHeader(ALLOCATOR, parameters);
            case FlvAudio.Frame(ByteBuffer unit) -> {
                long dts = tag.timestampMillis();
                try (Packet packet = Packet.copyOf(pool, unit, parameters, dts, dts, MILLIS, true, PacketStamps.NONE)) {
                    ByteBuf body = FlvTagBody.frame(ALLOCATOR, packet);
                    // ffmpeg says 48 kHz stereo as "44 kHz stereo" too: §E.4.2.1
                    yield body;
                }
            }
            case FlvAudio.Ignored _, FlvAudio.Unsupported _ -> throw new AssertionError("no sound");
        };
    }

    @Test
    void writesAFileThatFfmpegWrote() throws Exception {
        byte[] original = ForeignBytes.of("avc-aac.flv");
        ByteBuf out = Unpooled.buffer();

        FlvWriter.header(out, true, true);
        for (FlvTag tag : tags("avc-aac.flv")) {
            FlvWriter.tag(out, tag.type(), tag.timestampMillis(), tag.body());
            tag.body().release();
        }

        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(original);
        out.release();
    }

    @ParameterizedTest
    @CsvSource({"17 01 ffffff 65, -1", "17 01 800000 65, -8388608", "27 01 7fffff 41, 8388607"})
    void readsSignedCompositionTimes(String digits, int millis) throws Exception {
        assertThat(FlvVideo.parse(ForeignBytes.hex(digits))).isInstanceOfSatisfying(FlvVideo.Frame.class, frame -> {
            assertThat(frame.compositionMillis()).isEqualTo(millis);
            assertThat(frame.keyFrame()).isEqualTo(digits.startsWith("1"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17 01", "17 01 0000", "17 03 000000 00", "90", "80 6176"})
    void refusesVideoBodiesThatAreCutOrForbidden(String digits) {
        assertThatThrownBy(() -> FlvVideo.parse(ForeignBytes.hex(digits)))
                .isInstanceOf(FlvFormatException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"af", "af 02 00", "90", "95 4f7075"})
    void refusesAudioBodiesThatAreCutOrForbidden(String digits) {
        assertThatThrownBy(() -> FlvAudio.parse(ForeignBytes.hex(digits)))
                .isInstanceOf(FlvFormatException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void passesOverWhatIsNothing() throws Exception {
        assertThat(FlvVideo.parse(ForeignBytes.hex(""))).isInstanceOf(FlvVideo.Ignored.class);
        assertThat(FlvVideo.parse(ForeignBytes.hex("57 00"))).isInstanceOf(FlvVideo.Ignored.class);
        assertThat(FlvVideo.parse(ForeignBytes.hex("27 01 000000"))).isInstanceOf(FlvVideo.Ignored.class);
        assertThat(FlvAudio.parse(ForeignBytes.hex(""))).isInstanceOf(FlvAudio.Ignored.class);
        assertThat(FlvAudio.parse(ForeignBytes.hex("af 01"))).isInstanceOf(FlvAudio.Ignored.class);
    }

    @Test
    void refusesACompositionTimeThatNeedsMoreThan24Bits() throws Exception {
        CodecParameters.Video video = AvcDecoderConfiguration.parse(((FlvVideo.SequenceHeader)
                                FlvVideo.parse(tags("avc-aac.flv").get(1).body()))
                        .configuration())
                .toParameters(RATE, 0);
        PacketPool pool = new PacketPool();
        try (Packet packet =
                Packet.copyOf(pool, ForeignBytes.hex("00"), video, 1L << 23, 0, MILLIS, true, PacketStamps.NONE)) {
            assertThatThrownBy(() -> FlvTagBody.frame(ALLOCATOR, packet)).hasMessageContaining("24 bits");
        }
    }

    @Test
    void describesAStreamSoThatItsOwnReaderAndFfmpegsNamesAgree() throws Exception {
        CodecParameters.Audio audio =
                AudioSpecificConfig.lowComplexity(44_100, 1).toParameters(ForeignBytes.hex("1208"), 96_000);
        ByteBuf body = Unpooled.buffer();

        OnMetaData.write(body, OnMetaData.describe(null, audio, "Rostrum 1"));

        OnMetaData said = OnMetaData.parse(body);
        assertThat(said).isNotNull();
        assertThat(said.audioSampleRate()).isEqualTo(44_100);
        assertThat(said.audioKilobits()).isEqualTo(96);
        assertThat(said.encoder()).isEqualTo("Rostrum 1");
        assertThat(said.width()).isZero();
        List<FlvTag> ffmpeg = tags("aac-mono-44100.flv");
        OnMetaData theirs = OnMetaData.parse(ffmpeg.getFirst().body());
        assertThat(theirs).isNotNull();
        assertThat(theirs.properties().properties().keySet())
                .containsAll(said.properties().properties().keySet());
        ffmpeg.forEach(tag -> tag.body().release());
        body.release();
    }

    private static List<FlvTag> tags(String file) throws FlvFormatException {
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.of(file));
        List<FlvTag> tags = new ArrayList<>();
        while (in.isReadable()) {
            if (reader.read(in) instanceof FlvReader.Result.Tag(FlvTag tag)) {
                tags.add(tag);
            }
        }
        in.release();
        return tags;
    }
}
