package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.mixer.MixerStats;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingSettings;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole sessions, recorded and read back by FFmpeg.
final class BroadcastSessionIT {
    private static final PictureSize SIZE = new PictureSize(640, 360);
    private static final Rational RATE = new Rational(30, 1);
    /// Twice as long as what is asked of the pictures: a busy machine leaves out some, and a flash is one or two of
    /// them.
    private static final long RUN_NANOS = 8_000_000_000L;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /// Changes nothing.
    private static final class NoFilter implements VideoFilter {
        @Override
        public VideoFrame apply(VideoFrame input) {
            return input;
        }

        @Override
        public void close() {}
    }

    private static VideoPart testCard() {
        return new VideoPart(
                "test card",
                pool -> new TestCardSource(SIZE, RATE, pool),
                NoFilter::new,
                "auto",
                VideoSettings.live(SIZE, RATE, 1_000_000, Duration.ofSeconds(1)));
    }

    private static AudioPart beep() {
        return new AudioPart(GeneratedAudioSource::testCardBeep, AudioSettings.DEFAULT);
    }

    private static final double HALF_A_SECOND = 0.5;

    private Path file() {
        return folder.resolve("session.mp4");
    }

    /// {@return its figures at the end}
    private SessionStats record(@Nullable VideoPart video, @Nullable AudioPart audio, Set<MediaKind> kinds)
            throws IOException {
        Path file = file();
        BroadcastSession ended;
        try (Recorder recorder = Recorder.start(RecordingSettings.of(file, kinds), state -> {});
                BroadcastSession session = BroadcastSession.start(
                        video,
                        audio,
                        new FfmpegVideoEncoders(),
                        AacEncoder::new,
                        Optional.empty(),
                        List.of(recorder))) {
            ended = session;
            await().atMost(DEADLINE).until(() -> made(session.stats()) > RUN_NANOS);
            assertThat(session.state()).isEqualTo(new SessionState.Running());
        }
        SessionStats stats = ended.stats();
        assertThat(stats.pictures()).isZero();
        assertThat(stats.packets()).isZero();
        return stats;
    }

    /// Media that was encoded, nanoseconds.
    private static long made(SessionStats stats) {
        return stats.video()
                .map(video -> RATE.nanosOfTick(video.encoded()))
                .orElseGet(() -> AudioBlock.nanosOf(
                        1024 * stats.audio().map(MixerStats::blocks).orElse(0L)));
    }

    /// A machine that is busy shows a picture whole pictures late, which the session counts; none is ever early.
    @Test
    void flashAndBeepAreRecordedAtTheSameTime() throws IOException, InterruptedException {
        SessionStats.Video video = record(testCard(), beep(), EnumSet.allOf(MediaKind.class))
                .video()
                .orElseThrow();
        Path file = file();
        // the first second begins with the session and is cut into; what is mixed last may lack its beep's end
        List<Double> beeps =
                beeps(file).stream().filter(beep -> beep > HALF_A_SECOND).toList();
        List<Double> flashes = flashes(file).stream()
                .filter(flash -> flash > HALF_A_SECOND && flash < beeps.getLast() + HALF_A_SECOND)
                .toList();
        assertThat(flashes).hasSizeGreaterThanOrEqualTo(3);
        List<Double> skews = flashes.stream()
                .map(flash -> beeps.stream()
                        .map(beep -> flash - beep)
                        .min(Comparator.comparingDouble(skew -> Math.abs(skew)))
                        .orElseThrow())
                .toList();
        assertThat(skews).allSatisfy(skew -> {
            long pictures = Math.round(skew * RATE.numerator() / RATE.denominator());
            assertThat(pictures).isNotNegative();
            assertThat(skew - RATE.nanosOfTick(pictures) / 1e9).isCloseTo(0, within(0.002));
        });
        long late = skews.stream().filter(skew -> skew > 0.002).count();
        long missed = video.compositor().skippedLate()
                + video.compositor().droppedFull()
                + video.compositor().repeated();
        assertThat(late).as("late among %s", skews).isLessThanOrEqualTo(missed);
        assertThat(skews).as("not all of them").anyMatch(skew -> skew < 0.002);
        for (int i = 1; i < beeps.size(); i++) {
            assertThat(beeps.get(i) - beeps.get(i - 1)).isCloseTo(1, within(0.0005));
        }
    }

    @Test
    void soundAloneIsABroadcastToo() throws IOException, InterruptedException {
        record(null, beep(), EnumSet.of(MediaKind.AUDIO));
        assertThat(beeps(file())).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void picturesAloneAreABroadcastToo() throws IOException, InterruptedException {
        record(testCard(), null, EnumSet.of(MediaKind.VIDEO));
        assertThat(flashes(file())).hasSizeGreaterThanOrEqualTo(4);
    }

    /// Seconds at which the flash of the test card (grid columns 2 to 5, rows 1 to 3 of 32 by 16) goes on.
    private List<Double> flashes(Path file) throws IOException, InterruptedException {
        Path text = folder.resolve("luma.txt");
        ffmpeg(
                "-i",
                file.toString(),
                "-map",
                "0:v",
                "-vf",
                "crop=60:40:50:30,signalstats,metadata=mode=print:key=lavfi.signalstats.YAVG:file=" + text,
                "-f",
                "null",
                "-");
        List<Double> onsets = new ArrayList<>();
        double time = 0;
        boolean lit = true;
        for (String line : Files.readAllLines(text)) {
            if (line.contains("pts_time:")) {
                time = Double.parseDouble(line.substring(line.indexOf("pts_time:") + 9));
            } else {
                boolean now = Double.parseDouble(line.substring(line.indexOf('=') + 1)) > 128;
                if (now && !lit) {
                    onsets.add(time);
                }
                lit = now;
            }
        }
        return onsets;
    }

    /// Seconds at which a beep begins, after 10 ms of silence.
    private List<Double> beeps(Path file) throws IOException, InterruptedException {
        Path raw = folder.resolve("sound.f32");
        ffmpeg(
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-af",
                "aresample=async=1:first_pts=0",
                "-ac",
                "1",
                "-ar",
                "48000",
                "-f",
                "f32le",
                raw.toString());
        ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> onsets = new ArrayList<>();
        int quiet = 0;
        for (int i = 0; samples.hasRemaining(); i++) {
            boolean loud = Math.abs(samples.getFloat()) > 0.1f;
            if (loud && quiet > 480) {
                onsets.add(i / 48_000.0);
            }
            quiet = loud ? 0 : quiet + 1;
        }
        return onsets;
    }

    private static void ffmpeg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
