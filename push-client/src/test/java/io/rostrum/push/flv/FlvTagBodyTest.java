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
import io.rostrum.push.codec.CodecStrings;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            case FlvVideo.Frame(Codec codec, boolean key, int composition, ByteBuffer nals) -> {
                assertThat(parameters.codec()).isEqualTo(codec);
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
            case FlvAudio.Frame(Codec codec, ByteBuffer unit) -> {
                assertThat(parameters.codec()).isEqualTo(codec);
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

    /// The same of HEVC, AV1 and Opus, as Enhanced RTMP has them.
    @ParameterizedTest
    @CsvSource({
        "hevc-enhanced.flv, hvc1.1.6.L30.90, 64x48",
        "av1-enhanced.flv, av01.0.00M.08, 64x48",
        "opus-enhanced.flv, opus, 48000/1"
    })
    void writesTheEnhancedBodiesThatFfmpegWrites(String file, String name, String shape) throws Exception {
        CodecParameters.Video video = null;
        CodecParameters.Audio audio = null;
        PacketPool pool = new PacketPool();
        int compared = 0;
        for (FlvTag tag : tags(file)) {
            if (tag.type() == FlvTagType.VIDEO) {
                if (FlvVideo.parse(tag.body()) instanceof FlvVideo.SequenceHeader(Codec codec, ByteBuffer said)) {
                    video = DecoderConfigurations.video(codec, said, RATE, 0);
                    assertThat(CodecStrings.of(video)).isEqualTo(name);
                    assertThat(video.width() + "x" + video.height()).isEqualTo(shape);
                } else if (FlvVideo.parse(tag.body()) instanceof FlvVideo.Frame) { // ffmpeg sends metadata besides
                    same(again(pool, Objects.requireNonNull(video), tag), tag);
                    compared++;
                }
            } else if (tag.type() == FlvTagType.AUDIO) {
                if (FlvAudio.parse(tag.body()) instanceof FlvAudio.SequenceHeader(Codec codec, ByteBuffer said)) {
                    audio = DecoderConfigurations.audio(codec, said, 0);
                    assertThat(CodecStrings.of(audio)).isEqualTo(name);
                    assertThat(audio.sampleRate() + "/" + audio.channels()).isEqualTo(shape);
                    same(FlvTagBody.sequenceHeader(ALLOCATOR, audio), tag);
                } else if (FlvAudio.parse(tag.body()) instanceof FlvAudio.Frame) {
                    same(again(pool, Objects.requireNonNull(audio), tag), tag);
                    compared++;
                }
            }
            tag.body().release();
        }
        assertThat(compared).isPositive();
        assertThat(pool.outstanding()).isZero();
    }

    private static void same(ByteBuf built, FlvTag tag) {
        assertThat(ByteBufUtil.hexDump(built)).isEqualTo(ByteBufUtil.hexDump(tag.body()));
        built.release();
    }

    /// Bodies of Enhanced RTMP v2, "ExVideoTagBody": one track in a multitrack body, and a modifier before the
    /// packet.
    @Test
    void readsTheFirstTrackAndPassesOverModifiersAndOtherTracks() throws Exception {
        String plain = "91 68766331 000021 aabb";
        FlvVideo expected = new FlvVideo.Frame(Codec.HEVC, true, 33, ForeignBytes.hex("aabb"));
        assertThat(FlvVideo.parse(ForeignBytes.hex(plain))).isEqualTo(expected);
        assertThat(FlvVideo.parse(ForeignBytes.hex("96 01 68766331 00 000021 aabb")))
                .isEqualTo(expected);
        assertThat(FlvVideo.parse(ForeignBytes.hex("97 02 000001 01 68766331 000021 aabb")))
                .isEqualTo(expected);
        assertThat(FlvVideo.parse(ForeignBytes.hex("96 01 68766331 02 000021 aabb")))
                .isEqualTo(new FlvVideo.Ignored("video track 2"));
        assertThat(FlvVideo.parse(ForeignBytes.hex("96 11 68766331 00 000005 000021aabb")))
                .isEqualTo(new FlvVideo.Ignored("several video tracks in one body"));
        assertThat(FlvVideo.parse(ForeignBytes.hex("93 61766331 aabb")))
                .isEqualTo(new FlvVideo.Frame(Codec.H264, true, 0, ForeignBytes.hex("aabb")));
        assertThat(FlvVideo.parse(ForeignBytes.hex("90 76703039 00")))
                .isEqualTo(new FlvVideo.Unsupported("VP9 (Enhanced RTMP vp09)"));
        assertThat(FlvAudio.parse(ForeignBytes.hex("95 01 4f707573 00 aabb")))
                .isEqualTo(new FlvAudio.Frame(Codec.OPUS, ForeignBytes.hex("aabb")));
        assertThat(FlvAudio.parse(ForeignBytes.hex("95 01 4f707573 01 aabb")))
                .isEqualTo(new FlvAudio.Ignored("audio track 1"));
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
    @ValueSource(
            strings = {
                "17",
                "17 01",
                "17 01 0000",
                "17 03 000000 00",
                "90",
                "80 6176",
                "96",
                "96 01 6876",
                "97 05 00",
                "97 ff ffff",
                "91 68766331 0000",
                "9e 68766331"
            })
    void refusesVideoBodiesThatAreCutOrForbidden(String digits) {
        assertThatThrownBy(() -> FlvVideo.parse(ForeignBytes.hex(digits)))
                .isInstanceOf(FlvFormatException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"af", "af 02 00", "90", "90 4f7075", "95 01 4f7075"})
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
