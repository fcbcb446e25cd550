package io.rostrum.capture.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.AvcSps;
import io.rostrum.push.codec.CodecStrings;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureEncoderTest {
    private static final PictureSize SIZE = new PictureSize(560, 320);
    private static final Rational NTSC = new Rational(30000, 1001);
    /// 75 % bars in the order of the test card, R'G'B'.
    private static final int[] BARS = {0xBFBFBF, 0xBFBF00, 0x00BFBF, 0x00BF00, 0xBF00BF, 0xBF0000, 0x0000BF};
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final FramePool frames = new FramePool();
    private final PacketPool packets = new PacketPool();
    private final List<Packet> made = new ArrayList<>();
    private final FfmpegVideoEncoders encoders = new FfmpegVideoEncoders();
    private final MediaClock clock = () -> 77;

    @TempDir
    Path folder;

    @AfterEach
    void everythingIsGivenBack() {
        made.forEach(Packet::close);
        frames.close();
        assertThat(frames.outstanding()).isZero();
        assertThat(packets.outstanding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x264", "openh264"})
    void coloursComeBackFromAForeignDecoder(String name) throws Exception {
        encode(name, settings(), Stream.iterate(0L, i -> i < 20, i -> i + 1).toList());

        assertColours(decodeLast());
    }

    private static void assertColours(byte[] picture) {
        for (int bar = 0; bar < BARS.length; bar++) {
            int at = 3 * (SIZE.height() / 2 * SIZE.width() + bar * SIZE.width() / 7 + SIZE.width() / 14);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(picture[at + channel] & 0xFF)
                        .as("bar %d channel %d", bar, channel)
                        .isCloseTo(BARS[bar] >> (16 - 8 * channel) & 0xFF, within(4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x264", "openh264"})
    void matrixRangeAndPrimariesAreInTheBitstream(String name) throws Exception {
        encode(name, settings(), List.of(0L));

        AvcSps sps = AvcDecoderConfiguration.parse(made.getFirst().parameters().configuration())
                .firstSps();
        assertThat(sps.width()).isEqualTo(SIZE.width());
        assertThat(sps.height()).isEqualTo(SIZE.height());
        assertThat(sps.colorOrUnspecified()).isEqualTo(ColorInfo.BT709_LIMITED);
    }

    @Test
    void keyFramesKeepTheClockEvenWhenFramesAreLeftOut() throws Exception {
        List<Long> indices = Stream.iterate(0L, i -> i < 200, i -> i + 1)
                .filter(i -> i % 9 != 4)
                .toList();
        encode("x264", settings(), indices);

        assertThat(made.stream().map(Packet::pts)).containsExactlyElementsOf(indices);
        assertThat(made.stream().filter(Packet::keyFrame).map(Packet::pts)).containsExactly(0L, 60L, 120L, 180L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x264", "openh264"})
    void aKeyFrameThatSomebodyNeedsComesAtOnceAndTheOthersInTheirTurn(String name) throws Exception {
        try (VideoEncoder encoder = encoders.open(name, settings(), clock, packets, made::add)) {
            for (long index = 0; index < 70; index++) {
                if (index == 25) {
                    encoder.keyFrameNext();
                }
                encodeBars(encoder, index);
            }
            encoder.flush();
        }

        assertThat(made.stream().filter(Packet::keyFrame).map(Packet::pts)).containsExactly(0L, 25L, 60L);
    }

    @ParameterizedTest
    @CsvSource({"x265, HEVC, hvc1.1.6.", "svtav1, AV1, av01.0."})
    void hevcAndAv1AreMadeByName(String name, Codec codec, String string) throws Exception {
        encode(name, settings(), Stream.iterate(0L, i -> i < 130, i -> i + 1).toList());

        assertThat(made).hasSize(130);
        assertThat(made.getFirst().parameters().codec()).isEqualTo(codec);
        assertThat(CodecStrings.of(made.getFirst().parameters())).startsWith(string);
        assertThat(made.stream().filter(Packet::keyFrame).map(Packet::pts)).containsExactly(0L, 60L, 120L);
        CodecParameters.Video read =
                DecoderConfigurations.video(codec, made.getFirst().parameters().configuration(), NTSC, 0);
        assertThat(read.width() + "x" + read.height()).isEqualTo(SIZE.toString());
        assertThat(encoders.names()).doesNotContain(name);
        assertThat(encoders.software(name)).isTrue();
    }

    @Test
    void timesAreExactFrameIndicesAndStampsStayWithTheirPicture() throws Exception {
        encode("x264", settings(), List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));

        assertThat(made).hasSize(10);
        for (int i = 0; i < made.size(); i++) {
            assertThat(made.get(i).timeBase()).isEqualTo(new Rational(1001, 30000));
            assertThat(made.get(i).dts()).isEqualTo(i);
            assertThat(made.get(i).stamps()).isEqualTo(new PacketStamps(1000 + i, 2000 + i, 77));
        }
    }

    @Test
    void refusesAPictureOfAnotherSizeAndStillGivesItBack() throws Exception {
        try (VideoEncoder encoder = encoders.open("x264", settings(), clock, packets, made::add)) {
            VideoFrame small = frames.take(new PictureSize(64, 64), 0, true);
            assertThatThrownBy(() -> encoder.encode(small, PacketStamps.NONE))
                    .hasMessage("picture size: 64x64 (expected: 560x320)");
        }
    }

    @Test
    void saysWhichEncodersThereAre() {
        assertThatThrownBy(() -> encoders.open("mpeg9", settings(), clock, packets, made::add))
                .isInstanceOf(EncoderException.class)
                .hasMessage("encoder: mpeg9 (expected: one of " + String.join(", ", encoders.names()) + ")");
    }

    /// x264 has no profile of that name, and only its log says so.
    @Test
    void whatFfmpegSaysOfAnEncoderThatDoesNotOpenIsTheReason() {
        EncoderModel wrong =
                new EncoderModel("x264", "libx264", false, PictureLayout.I420, true, _ -> Map.of("profile", "nosuch"));
        assertThatThrownBy(() -> new PictureEncoder(wrong, settings(), clock, packets, made::add))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith("encoder libx264 does not open: ")
                .hasMessageContaining("nosuch");
    }

    @Test
    void coloursComeBackFromPicturesOfTwoPlanes() throws Exception {
        EncoderModel twoPlanes =
                new EncoderModel("x264", "libx264", false, PictureLayout.NV12, true, _ -> Map.of("preset", "veryfast"));
        try (VideoEncoder encoder = new PictureEncoder(twoPlanes, settings(), clock, packets, made::add)) {
            encodeBars(encoder, List.of(0L, 1L, 2L, 3L));
        }

        assertColours(decodeLast());
    }

    /// H.264 §7.4.1.2.3 lets parameter sets come with the pictures, and encoders of some devices say them only
    /// there.
    @Test
    void parameterSetsAreTakenFromTheFirstPicture() throws Exception {
        EncoderModel inBand = new EncoderModel(
                "x264",
                "libx264",
                false,
                PictureLayout.I420,
                true,
                _ -> Map.of("preset", "veryfast", "flags", "-global_header"));
        try (VideoEncoder encoder = new PictureEncoder(inBand, settings(), clock, packets, made::add)) {
            encodeBars(encoder, Stream.iterate(0L, i -> i < 70, i -> i + 1).toList());
        }

        assertThat(made).hasSize(70);
        AvcSps sps = AvcDecoderConfiguration.parse(made.getFirst().parameters().configuration())
                .firstSps();
        assertThat(sps.width()).isEqualTo(SIZE.width());
        assertThat(made.stream().map(Packet::parameters).distinct()).hasSize(1);
        assertColours(decodeLast());
    }

    @Test
    void anotherBitRateIsFollowedWithoutAKeyFrameOrAnotherConfiguration() throws Exception {
        int frames = 360;
        try (VideoEncoder encoder = encoders.open("x264", settings(), clock, packets, made::add)) {
            for (int i = 0; i < frames; i++) {
                if (i == frames / 2) {
                    assertThat(encoder.changeBitRate(500_000)).isTrue();
                }
                encoder.encode(noise(i), PacketStamps.NONE);
            }
            encoder.flush();
        }

        assertThat(bitsPerSecond(60, 180)).isBetween(1_600_000.0, 2_400_000.0);
        assertThat(bitsPerSecond(240, 360)).isBetween(400_000.0, 600_000.0);
        assertThat(made.stream().filter(Packet::keyFrame).map(Packet::pts))
                .containsExactly(0L, 60L, 120L, 180L, 240L, 300L);
        assertThat(made.getLast().parameters().configuration())
                .isEqualTo(made.getFirst().parameters().configuration());
        assertThat(made.getFirst().parameters().bitsPerSecond()).isEqualTo(2_000_000);
        assertThat(made.getLast().parameters().bitsPerSecond()).isEqualTo(500_000);
    }

    @Test
    void anEncoderThatKeepsItsBitRateSaysSo() throws Exception {
        try (VideoEncoder encoder = encoders.open("openh264", settings(), clock, packets, made::add)) {
            assertThat(encoder.changeBitRate(500_000)).isFalse();
            encodeBars(encoder, List.of(0L));
        }

        assertThat(made.getFirst().parameters().bitsPerSecond()).isEqualTo(2_000_000);
    }

    /// Of the pictures `from` to `until`, by their times and not by the clock.
    private double bitsPerSecond(int from, int until) {
        long bytes = made.subList(from, until).stream().mapToLong(Packet::size).sum();
        return 8.0 * bytes * NTSC.toDouble() / (until - from);
    }

    /// A picture of its own, of which no encoder can say much with few bits.
    private VideoFrame noise(int index) {
        VideoFrame frame = frames.take(SIZE, NTSC.nanosOfTick(index), true);
        byte[] bytes = new byte[frame.strideBytes() * frame.height()];
        new Random(index).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x60 + (bytes[i] & 0x3F));
        }
        frame.pixels().capacity(bytes.length).asByteBuffer().put(bytes);
        return frame;
    }

    private static VideoSettings settings() {
        return VideoSettings.live(SIZE, NTSC, 2_000_000, Duration.ofSeconds(2));
    }

    private void encode(String name, VideoSettings settings, List<Long> indices) throws EncoderException {
        try (VideoEncoder encoder = encoders.open(name, settings, clock, packets, made::add)) {
            encodeBars(encoder, indices);
        }
    }

    private void encodeBars(VideoEncoder encoder, List<Long> indices) throws EncoderException {
        for (long index : indices) {
            encodeBars(encoder, index);
        }
        encoder.flush();
    }

    private void encodeBars(VideoEncoder encoder, long index) throws EncoderException {
        VideoFrame frame = frames.take(SIZE, NTSC.nanosOfTick(index), true);
        paintBars(frame);
        encoder.encode(frame, new PacketStamps(1000 + index, 2000 + index, 0));
    }

    private static void paintBars(VideoFrame frame) {
        ByteBuffer pixels = frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .asByteBuffer();
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                int rgb = BARS[Math.min(6, x * 7 / frame.width())];
                int at = y * frame.strideBytes() + 4 * x;
                pixels.put(at, (byte) rgb).put(at + 1, (byte) (rgb >> 8)).put(at + 2, (byte) (rgb >> 16));
                pixels.put(at + 3, (byte) 0xFF);
            }
        }
    }

    private byte[] decodeLast() throws Exception {
        ByteArrayOutputStream annexB = new ByteArrayOutputStream();
        AvcDecoderConfiguration sets =
                AvcDecoderConfiguration.parse(made.getFirst().parameters().configuration());
        Stream.concat(sets.sps().stream(), sets.pps().stream()).forEach(set -> write(annexB, set));
        for (Packet packet : made) {
            ByteBuffer data = packet.data();
            while (data.hasRemaining()) {
                int size = data.getInt();
                write(annexB, data.slice(data.position(), size));
                data.position(data.position() + size);
            }
        }
        Path stream = Files.write(folder.resolve("stream.h264"), annexB.toByteArray());
        Path rgb = folder.resolve("picture.rgb");
        Process decoder = new ProcessBuilder(
                        FfmpegProgram.path().toString(),
                        "-v",
                        "error",
                        "-i",
                        stream.toString(),
                        "-vf",
                        "select=eq(n\\," + (made.size() - 1)
                                + "),scale=flags=accurate_rnd+full_chroma_int,format=rgb24",
                        "-frames:v",
                        "1",
                        "-f",
                        "rawvideo",
                        rgb.toString())
                .inheritIO()
                .start();
        assertThat(decoder.waitFor()).isZero();
        return Files.readAllBytes(rgb);
    }

    private static void write(ByteArrayOutputStream out, ByteBuffer nal) {
        byte[] bytes = new byte[nal.remaining()];
        nal.duplicate().get(bytes);
        out.writeBytes(START_CODE);
        out.writeBytes(bytes);
    }
}
