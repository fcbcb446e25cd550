package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Whatever a publisher sends: boxes that hold together and give back what went in, or a clear exception.
class Fmp4FuzzTest {
    @FuzzTest(maxDuration = "10m")
    void header(byte[] configuration) {
        CodecParameters.Video video = new CodecParameters.Video(
                Codec.H264, 64, 48, new Rational(30, 1), ColorInfo.BT709_LIMITED, ByteBuffer.wrap(configuration), 0);
        CodecParameters.Audio audio =
                new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.wrap(configuration), 0);
        for (CodecParameters parameters : List.of(video, audio)) {
            try {
                ByteBuffer bytes =
                        InitSegment.of(List.of(Fmp4Track.live(1, parameters))).bytes();
                assertThat(new Mp4Boxes(bytes).topLevel()).containsExactly("ftyp", "moov");
            } catch (CodecFormatException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void fragment(FuzzedDataProvider data) {
        boolean video = data.consumeBoolean();
        CodecParameters parameters = video
                ? new CodecParameters.Video(
                        Codec.H264, 16, 16, new Rational(30, 1), ColorInfo.BT709_LIMITED, ByteBuffer.allocate(0), 0)
                : new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.allocate(0), 0);
        List<Sample> samples = new ArrayList<>();
        long time = data.consumeLong(0, Long.MAX_VALUE / 2);
        for (int count = data.consumeInt(1, 40); count > 0; count--) {
            byte[] bytes = data.consumeBytes(data.consumeInt(0, 64));
            int offset = video ? data.consumeInt() : 0;
            samples.add(new Sample(time, offset, !video || data.consumeBoolean(), ByteBuffer.wrap(bytes)));
            time += data.consumeLong(-1, 1L << 33);
        }
        try {
            Fragment fragment = Fragment.of(1, List.of(new TrackRun(Fmp4Track.live(3, parameters), samples, time)));
            ByteBuffer all = ByteBuffer.allocate((int) fragment.size());
            fragment.buffers().forEach(all::put);
            List<Mp4Boxes.ReadSample> read = new Mp4Boxes(all.flip()).samplesOf(3);
            assertThat(read).hasSameSizeAs(samples);
            for (int i = 0; i < read.size(); i++) {
                Sample given = samples.get(i);
                assertThat(read.get(i).decodeTime()).isEqualTo(given.decodeTime());
                assertThat(read.get(i).compositionOffset()).isEqualTo(given.compositionOffset());
                assertThat(read.get(i).flags() == 0x0200_0000).isEqualTo(given.sync());
                assertThat(read.get(i).data())
                        .isEqualTo(StandardCharsets.ISO_8859_1
                                .decode(given.data().duplicate())
                                .toString());
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
