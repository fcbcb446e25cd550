package io.rostrum.push.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.Rational;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvReaderTest {
    /// The packets of ffmpeg's file as ffprobe lists them: kind, pts, dts, bytes, key frame.
    @Test
    void seesThePacketsThatFfprobeSees() throws Exception {
        List<String> packets = new ArrayList<>();
        for (FlvTag tag : tagsOf("avc-aac.flv")) {
            ByteBuf body = tag.body();
            long dts = tag.timestampMillis();
            switch (tag.type()) {
                case VIDEO -> {
                    if (FlvVideo.parse(body) instanceof FlvVideo.Frame frame) {
                        packets.add("video,%d,%d,%d,%s"
                                .formatted(
                                        dts + frame.compositionMillis(),
                                        dts,
                                        frame.nals().remaining(),
                                        frame.keyFrame() ? "K_" : "__"));
                    }
                }
                case AUDIO -> {
                    if (FlvAudio.parse(body) instanceof FlvAudio.Frame frame) {
                        packets.add("audio,%d,%d,%d,K_"
                                .formatted(dts, dts, frame.accessUnit().remaining()));
                    }
                }
                case SCRIPT -> {}
            }
            body.release();
        }

        String expected = new String(ForeignBytes.of("avc-aac.packets.csv"), StandardCharsets.US_ASCII);
        assertThat(packets)
                .hasSizeGreaterThan(70)
                .containsExactlyElementsOf(expected.lines().toList());
    }

    @Test
    void readsTheSequenceHeadersAndTheEndOfSequence() throws Exception {
        List<FlvTag> tags = tagsOf("avc-aac.flv");

        assertThat(tags.get(0).type()).isEqualTo(FlvTagType.SCRIPT);
        assertThat(FlvVideo.parse(tags.get(1).body()))
                .isInstanceOfSatisfying(
                        FlvVideo.SequenceHeader.class,
                        header -> assertThat(header.configuration().remaining())
                                .isEqualTo(45)); // ffprobe: extradata_size
        assertThat(FlvAudio.parse(tags.get(2).body()))
                .isEqualTo(new FlvAudio.SequenceHeader(Codec.AAC, ForeignBytes.hex("1190 56e500")));
        assertThat(FlvVideo.parse(tags.getLast().body())).isEqualTo(new FlvVideo.EndOfSequence());
        tags.forEach(tag -> tag.body().release());
    }

    @ParameterizedTest
    @CsvSource({"sorenson-mp3.flv,   VIDEO, Sorenson H.263", "sorenson-mp3.flv,   AUDIO, MP3"})
    void namesTheCodecsItDoesNotCarryOn(String file, FlvTagType type, String codec) throws Exception {
        int seen = 0;
        for (FlvTag tag : tagsOf(file)) {
            if (tag.type() == type) {
                seen++;
                if (type == FlvTagType.VIDEO) {
                    assertThat(FlvVideo.parse(tag.body())).isEqualTo(new FlvVideo.Unsupported(codec));
                } else {
                    assertThat(FlvAudio.parse(tag.body())).isEqualTo(new FlvAudio.Unsupported(codec));
                }
            }
            tag.body().release();
        }
        assertThat(seen).isPositive();
    }

    /// However the network cuts the stream, the tags are the same; here at every byte, in two pieces.
    @ParameterizedTest
    @ValueSource(strings = {"aac-mono-44100.flv", "av1-enhanced.flv"})
    void readsTheSameTagsWhereverTheStreamIsCut(String file) throws Exception {
        byte[] bytes = ForeignBytes.of(file);
        List<String> whole = described(read(new FlvReader(FlvReader.Limits.DEFAULT), bytes, bytes.length));
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(described(read(new FlvReader(FlvReader.Limits.DEFAULT), bytes, cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
    }

    @Test
    void readsAByteAtATime() throws Exception {
        byte[] bytes = ForeignBytes.of("avc-aac.flv");
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer();
        List<FlvTag> tags = new ArrayList<>();
        for (byte one : bytes) {
            in.writeByte(one);
            readAll(reader, in, tags);
        }
        assertThat(in.isReadable()).isFalse();
        assertThat(described(tags))
                .isEqualTo(described(read(new FlvReader(FlvReader.Limits.DEFAULT), bytes, bytes.length)));
        in.release();
    }

    /// Two tags by hand from §E.4.1: type, size, timestamp and its upper byte, stream id, body, previous tag size.
    @Test
    void readsTheUpperByteOfATimestampAndPassesOverUnknownTypes() throws Exception {
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.hex("464c5601 05 00000009 00000000"
                + "0f 000002 000000 00 000000 aabb 0000000d"
                + "08 000002 123456 fe 000000 af01 0000000d"));
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);

        assertThat(reader.read(in)).isEqualTo(new FlvReader.Result.Header(true, true));
        assertThat(reader.read(in)).isEqualTo(new FlvReader.Result.Unused(15));
        assertThat(reader.read(in)).isInstanceOfSatisfying(FlvReader.Result.Tag.class, result -> {
            assertThat(result.tag().type()).isEqualTo(FlvTagType.AUDIO);
            assertThat(result.tag().timestampMillis()).isEqualTo(0xFE123456L);
            assertThat(ByteBufUtil.hexDump(result.tag().body())).isEqualTo("af01");
            result.tag().body().release();
        });
        assertThat(reader.read(in)).isEqualTo(new FlvReader.Result.NeedMoreData());
        in.release();
    }

    @ParameterizedTest
    @CsvSource({
        "474c5601 05 00000009 00000000, signature",
        "464c5602 05 00000009 00000000, version 2",
        "464c5601 05 00000008 00000000, DataOffset: 8",
        "464c5601 05 ffffffff 00000000, DataOffset: 4294967295",
        "464c5601 05 00000009 00000000 29 000001 000000 00 000000 00 0000000c, encrypted",
        "464c5601 05 00000009 00000000 09 a00001 000000 00 000000, 10485761 bytes"
    })
    void refusesWhatIsNoFlv(String digits, String words) {
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.hex(digits));
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);

        assertThatThrownBy(() -> readAll(reader, in, new ArrayList<>()))
                .isInstanceOf(FlvFormatException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("expected");
        in.release();
    }

    @Test
    void readsWhatFfmpegSaysOfItsFile() throws Exception {
        List<FlvTag> tags = tagsOf("avc-aac.flv");

        OnMetaData said = OnMetaData.parse(tags.getFirst().body());

        assertThat(said).isNotNull();
        assertThat(said.width()).isEqualTo(128);
        assertThat(said.height()).isEqualTo(96);
        assertThat(said.frameRate()).isEqualTo(new Rational(30000, 1001).toDouble());
        assertThat(said.audioSampleRate()).isEqualTo(48_000);
        assertThat(said.encoder()).startsWith("Lavf");
        tags.forEach(tag -> tag.body().release());
    }

    private static List<FlvTag> tagsOf(String file) throws Exception {
        byte[] bytes = ForeignBytes.of(file);
        return read(new FlvReader(FlvReader.Limits.DEFAULT), bytes, bytes.length);
    }

    private static List<FlvTag> read(FlvReader reader, byte[] bytes, int cut) throws FlvFormatException {
        List<FlvTag> tags = new ArrayList<>();
        ByteBuf in = Unpooled.buffer(bytes.length).writeBytes(bytes, 0, cut);
        readAll(reader, in, tags);
        in.writeBytes(bytes, cut, bytes.length - cut);
        readAll(reader, in, tags);
        assertThat(in.isReadable()).isFalse();
        in.release();
        return tags;
    }

    private static void readAll(FlvReader reader, ByteBuf in, List<FlvTag> tags) throws FlvFormatException {
        while (true) {
            switch (reader.read(in)) {
                case FlvReader.Result.Tag(FlvTag tag) -> tags.add(tag);
                case FlvReader.Result.NeedMoreData _ -> {
                    return;
                }
                case FlvReader.Result.Header _, FlvReader.Result.Unused _ -> {}
            }
        }
    }

    private static List<String> described(List<FlvTag> tags) {
        List<String> lines = new ArrayList<>();
        for (FlvTag tag : tags) {
            lines.add(tag.type() + " " + tag.timestampMillis() + " " + ByteBufUtil.hexDump(tag.body()));
            tag.body().release();
        }
        return lines;
    }
}
