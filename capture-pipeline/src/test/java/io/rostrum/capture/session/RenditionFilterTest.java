package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingSettings;
import io.rostrum.capture.source.color.ColorSource;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A watermark in a rendition, against the same drawn by FFmpeg over the programme, which has nothing of it.
class RenditionFilterTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final PictureSize SIZE = new PictureSize(WIDTH, HEIGHT);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(SIZE, new Rational(30, 1), 2_000_000, Duration.ofSeconds(2));

    @TempDir
    Path folder;

    @Test
    void whatIsDrawnInARenditionIsWhatFfmpegDrawsAndTheProgrammeHasNothingOfIt() throws Exception {
        Path mark = folder.resolve("mark.png");
        ffmpeg("-f", "lavfi", "-i", "color=c=red@0.6:s=64x48,format=rgba", "-frames:v", "1", mark.toString());
        Path programme = folder.resolve("programme.mp4");
        Path own = folder.resolve("own.mp4");
        AtomicInteger pictures = new AtomicInteger();
        Supplier<SessionStats> stats;
        try (Recorder ofProgramme = recorder(programme);
                Recorder ofOwn = recorder(own)) {
            BroadcastSession session = start(ofProgramme);
            try {
                Rendition rendition = session.rendition(
                        "x264", SETTINGS, () -> FilterChain.create(List.of(watermark(mark)), GpuMode.OFF), trouble -> {
                            throw new AssertionError(trouble);
                        });
                rendition.add(ofOwn, TrackSet.FIRST);
                rendition.add(packet -> count(packet, pictures), TrackSet.FIRST);
                await().atMost(SOON).until(() -> pictures.get() > 30);
            } finally {
                session.close();
            }
            stats = session::stats;
        }

        byte[] drawnHere = firstPicture("-i", own.toString());
        byte[] plain = firstPicture("-i", programme.toString());
        byte[] drawnByFfmpeg = firstPicture(
                "-i",
                programme.toString(),
                "-i",
                mark.toString(),
                "-filter_complex",
                "[1]format=rgba,colorchannelmixer=aa=0.8[m];[0]format=rgb24[p];[p][m]overlay=16:16:format=rgb");
        assertThat(drawnHere).hasSameSizeAs(plain).hasSameSizeAs(drawnByFfmpeg);
        // away from the mark's edges, where colour is coarse: within it, and where there is none
        for (int[] place : new int[][] {{32, 32}, {48, 40}, {64, 52}, {8, 8}, {100, 40}, {48, 90}, {300, 170}}) {
            for (int channel = 0; channel < 3; channel++) {
                int at = 3 * (place[1] * WIDTH + place[0]) + channel;
                assertThat(drawnHere[at] & 0xFF)
                        .as("channel %d at %d, %d", channel, place[0], place[1])
                        .isCloseTo(drawnByFfmpeg[at] & 0xFF, within(4));
            }
        }
        int within = 3 * (40 * WIDTH + 48);
        assertThat(drawnHere[within] & 0xFF).as("red of the mark").isGreaterThan((plain[within] & 0xFF) + 60);
        assertThat(plain[within] & 0xFF).as("red of the programme").isCloseTo(0x30, within(4));
        assertThat(stats.get().pictures()).as("pictures that nobody gave back").isZero();
    }

    private static BroadcastSession start(PacketSink sink) throws IOException {
        return BroadcastSession.start(
                new VideoPart(
                        "colour",
                        pool -> ColorSource.of("#3060a0", SIZE, pool),
                        () -> FilterChain.create(List.of(), GpuMode.OFF),
                        "x264",
                        SETTINGS),
                null,
                new FfmpegVideoEncoders(),
                AacEncoder::new,
                Optional.empty(),
                List.of(sink));
    }

    private static FilterSpec watermark(Path mark) {
        return FilterSpec.parse("watermark=" + mark + ",corner=top-left,margin=16,opacity=0.8");
    }

    private static void count(Packet packet, AtomicInteger pictures) {
        packet.close();
        pictures.incrementAndGet();
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static Recorder recorder(Path file) throws IOException {
        return Recorder.start(RecordingSettings.of(file, EnumSet.of(MediaKind.VIDEO)), state -> {});
    }

    private static byte[] firstPicture(String... from) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(from));
        arguments.addAll(List.of("-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"));
        byte[] picture = ffmpeg(arguments.toArray(String[]::new));
        assertThat(picture).hasSize(3 * WIDTH * HEIGHT);
        return picture;
    }

    /// {@return what it wrote on standard output}
    private static byte[] ffmpeg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-loglevel", "error", "-y"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] written = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return written;
    }
}
