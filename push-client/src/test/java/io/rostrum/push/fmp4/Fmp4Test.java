package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the fragmented file that ffmpeg made of the same FLV file, and against the specification.
class Fmp4Test {
    private static final int VIDEO = 1;
    private static final int AUDIO = 2;

    private final FlvRemux remux = FlvRemux.of("avc-aac.flv");

    Fmp4Test() throws Exception {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "moov/trak/mdia/minf/stbl/stsd/avc1/avcC",
                "moov/trak/mdia/minf/stbl/stsd/avc1/colr",
                "moov/trak/mdia/minf/stbl/stsd/avc1/pasp",
                "moov/trak/mdia/minf/stbl/stsd/avc1/btrt",
                "moov/trak/mdia/minf/stbl/stsd/mp4a/esds",
                "moov/trak/mdia/minf/stbl/stsd/mp4a/btrt",
                "moov/trak/mdia/minf/vmhd",
                "moov/trak/mdia/minf/smhd",
                "moov/trak/mdia/minf/dinf/dref",
                "moov/trak/mdia/minf/stbl/stts",
                "moov/trak/mdia/minf/stbl/stsz",
                "moov/trak/mdia/minf/stbl/stco",
                "moov/mvex/trex"
            })
    void describesTheTracksAsFfmpegDoes(String path) throws Exception {
        Mp4Boxes ours = new Mp4Boxes(ByteBuffer.wrap(remux.file(true)));

        assertThat(ours.contents(path)).isNotEmpty().isEqualTo(ffmpeg().contents(path));
    }

    @Test
    void carriesEverySampleAsFfmpegDoes() throws Exception {
        Mp4Boxes ours = new Mp4Boxes(ByteBuffer.wrap(remux.file(true)));

        for (int track : new int[] {VIDEO, AUDIO}) {
            List<Mp4Boxes.ReadSample> mine = ours.samplesOf(track);
            List<Mp4Boxes.ReadSample> theirs = ffmpeg().samplesOf(track);
            assertThat(mine).hasSizeGreaterThanOrEqualTo(30);
            assertThat(mine).extracting(Mp4Boxes.ReadSample::data).isEqualTo(data(theirs));
            assertThat(mine)
                    .extracting(Mp4Boxes.ReadSample::flags)
                    .isEqualTo(theirs.stream().map(Mp4Boxes.ReadSample::flags).toList());
            assertThat(seen(mine, track == VIDEO ? 90_000 : 48_000))
                    .isEqualTo(seen(theirs, track == VIDEO ? 16_000 : 48_000));
        }
    }

    private static List<String> data(List<Mp4Boxes.ReadSample> samples) {
        return samples.stream().map(Mp4Boxes.ReadSample::data).toList();
    }

    /// {@return when each sample is seen or heard after the first, milliseconds}
    private static List<Long> seen(List<Mp4Boxes.ReadSample> samples, int timeScale) {
        long first = samples.getFirst().decodeTime() + samples.getFirst().compositionOffset();
        return samples.stream()
                .map(sample ->
                        Math.round((sample.decodeTime() + sample.compositionOffset() - first) * 1000.0 / timeScale))
                .toList();
    }

    private static Mp4Boxes ffmpeg() {
        return new Mp4Boxes(ByteBuffer.wrap(ForeignBytes.of("avc-aac-fragmented.mp4")));
    }

    /// A file that ends anywhere, as when the program is killed, holds all samples of its whole fragments.
    @Test
    void holdsItsWholeFragmentsWhereverItIsCut() throws Exception {
        byte[] file = remux.file(false);
        Mp4Boxes whole = new Mp4Boxes(ByteBuffer.wrap(file));
        List<Mp4Boxes.Box> data =
                whole.boxes.stream().filter(box -> box.path().equals("mdat")).toList();
        int headerEnd = whole.boxes.stream()
                .filter(box -> box.path().equals("moof"))
                .findFirst()
                .orElseThrow()
                .start();
        assertThat(data).hasSize(2);
        int firstEnd = data.getFirst().start() + 8 + data.getFirst().content().remaining();

        for (int cut = headerEnd; cut < file.length; cut++) {
            Mp4Boxes read = new Mp4Boxes(ByteBuffer.wrap(file, 0, cut));
            if (cut >= firstEnd) {
                assertThat(data(read.samplesOf(VIDEO))).hasSizeGreaterThanOrEqualTo(15);
            }
        }
    }

    @Test
    void leavesNeitherGapNorOverlapBetweenFragments() throws Exception {
        Mp4Boxes ours = new Mp4Boxes(ByteBuffer.wrap(remux.file(false)));

        for (List<Mp4Boxes.ReadSample> samples : List.of(ours.samplesOf(VIDEO), ours.samplesOf(AUDIO))) {
            assertThat(samples).hasSizeGreaterThanOrEqualTo(30);
            for (int i = 1; i < samples.size(); i++) {
                assertThat(samples.get(i).decodeTime())
                        .isEqualTo(samples.get(i - 1).decodeTime()
                                + samples.get(i - 1).duration());
            }
        }
    }

    /// By hand from §8.6.6: version 1, one entry, duration 0, media time 6006, rate 1.0.
    @Test
    void leadsOverTheBeginningWithAnEditList() throws Exception {
        Fmp4Track track = new Fmp4Track(1, remux.videoTrack().parameters(), 90_000, 6006);
        Mp4Boxes boxes = new Mp4Boxes(InitSegment.of(List.of(track)).bytes());

        assertThat(boxes.contents("moov/trak/edts/elst"))
                .containsExactly(ForeignBytes.hex("01000000 00000001 0000000000000000 0000000000001776 0001 0000"));
        assertThat(new Mp4Boxes(InitSegment.of(List.of(remux.videoTrack())).bytes()).contents("moov/trak/edts"))
                .isEmpty();
    }

    @Test
    void namesTheBrandsItKeepsTo() throws Exception {
        // CMAF wants one track a file (ISO/IEC 23000-19 §7.3.1).
        assertThat(new Mp4Boxes(InitSegment.of(List.of(remux.audioTrack())).bytes()).contents("ftyp"))
                .containsExactly(ForeignBytes.hex("69736f36 00000200 69736f36 636d6663 6d703431"));
        assertThat(new Mp4Boxes(InitSegment.of(List.of(remux.videoTrack(), remux.audioTrack()))
                                .bytes())
                        .contents("ftyp"))
                .containsExactly(ForeignBytes.hex("69736f36 00000200 69736f36 69736f6d 6d703431"));
        Fragment fragment = Fragment.beginningSegment(
                1, List.of(new TrackRun(remux.audioTrack(), remux.sounds.subList(0, 1), 4096)));
        assertThat(new Mp4Boxes(fragment.buffers().getFirst()).contents("styp"))
                .containsExactly(ForeignBytes.hex("6d736468 00000000 6d736468 6d736978 636d6663"));
    }

    @Test
    void keepsSignedOffsetsAndTimesOf64Bits() {
        ByteBuffer data = ForeignBytes.hex("00000001 65");
        long late = 1L << 33;
        TrackRun run = new TrackRun(
                remux.videoTrack(),
                List.of(new Sample(late, 0, true, data), new Sample(late + 3000, -3000, false, data)),
                late + 7000);

        Fragment fragment = Fragment.of(7, List.of(run));

        ByteBuffer all = joined(fragment);
        Mp4Boxes boxes = new Mp4Boxes(all);
        assertThat(boxes.contents("moof/mfhd")).containsExactly(ForeignBytes.hex("00000000 00000007"));
        String bytes = "\0\0\0\1e";
        assertThat(boxes.samplesOf(VIDEO))
                .containsExactly(
                        new Mp4Boxes.ReadSample(late, 3000, 0, 0x0200_0000, bytes),
                        new Mp4Boxes.ReadSample(late + 3000, 4000, -3000, 0x0101_0000, bytes));
        assertThat(all.remaining()).isEqualTo((int) fragment.size());
    }

    @Test
    void refusesTimesThatGoBackwards() {
        ByteBuffer data = ForeignBytes.hex("65");
        TrackRun run = new TrackRun(
                remux.videoTrack(), List.of(new Sample(10, 0, true, data), new Sample(9, 0, false, data)), 20);

        assertThatThrownBy(() -> Fragment.of(1, List.of(run)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: decoding times that do not decrease");
    }

    @Test
    void refusesAConfigurationThatCannotBeRead() {
        CodecParameters.Video broken = new CodecParameters.Video(
                Codec.H264, 16, 16, new Rational(30, 1), ColorInfo.BT709_LIMITED, ForeignBytes.hex("01 64"), 0);

        assertThatThrownBy(() -> InitSegment.of(List.of(Fmp4Track.live(1, broken))))
                .isInstanceOf(CodecFormatException.class);
        assertThatThrownBy(() -> InitSegment.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InitSegment.of(List.of(remux.videoTrack(), remux.videoTrack())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsRoomForTheDurationOfAFinishedFile() throws Exception {
        InitSegment init = InitSegment.of(List.of(remux.videoTrack()));
        ByteBuffer file = ByteBuffer.allocate(init.bytes().remaining()).put(init.bytes());
        file.flip();

        ByteBuffer box = InitSegment.durationBox(90_061_001);
        file.put(init.durationOffset(), box, 0, box.remaining());

        assertThat(new Mp4Boxes(file).contents("moov/mvex/mehd"))
                .containsExactly(ForeignBytes.hex("01000000 00000000055e38c9"));
    }

    /// ffmpeg's index says the same of its own file: presentation time and where the fragment begins.
    @Test
    void indexesTheFragmentsThatBeginWithAKeyFrame() throws Exception {
        Mp4Boxes ours = new Mp4Boxes(ByteBuffer.wrap(remux.file(true)));
        List<Integer> fragments = ours.boxes.stream()
                .filter(box -> box.path().equals("moof"))
                .map(Mp4Boxes.Box::start)
                .toList();

        ByteBuffer index = ours.contents("mfra/tfra").getFirst();

        assertThat(index.getInt()).isEqualTo(0x0100_0000);
        assertThat(index.getInt()).isEqualTo(VIDEO);
        assertThat(index.getInt()).as("numbers of four bytes").isEqualTo(0x3F);
        assertThat(index.getInt()).isEqualTo(fragments.size());
        for (int fragment : fragments) {
            assertThat(index.getLong()).isNotNegative();
            assertThat(index.getLong()).isEqualTo(fragment);
            assertThat(index.getInt()).as("traf").isEqualTo(1);
            assertThat(index.getInt()).as("trun").isEqualTo(1);
            assertThat(index.getInt()).as("sample").isEqualTo(1);
        }
        int mfra = ours.boxes.stream()
                .filter(box -> box.path().equals("mfra"))
                .findFirst()
                .orElseThrow()
                .start();
        assertThat(ours.contents("mfra/mfro").getFirst().getInt(4))
                .as("how far back the index begins, §8.8.11")
                .isEqualTo(remux.file(true).length - mfra);
    }

    @ParameterizedTest
    @CsvSource({"1/30, 15360", "1001/30000, 30000", "1/60, 15360", "1/48000, 48000", "1/1000, 16000", "1/25, 12800"})
    void choosesATimeScaleInWhichAllTimesAreExact(String timeBase, int scale) {
        assertThat(Fmp4Track.exactTimeScale(Rational.parse(timeBase))).isEqualTo(scale);
    }

    private static ByteBuffer joined(Fragment fragment) {
        ByteBuffer all = ByteBuffer.allocate((int) fragment.size());
        fragment.buffers().forEach(all::put);
        return all.flip();
    }
}
