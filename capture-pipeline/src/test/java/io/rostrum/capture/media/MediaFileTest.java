package io.rostrum.capture.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against files that FFmpeg's program makes.
class MediaFileTest {
    private static final PictureSize CANVAS = new PictureSize(1280, 720);
    private static final Rational RATE = new Rational(30, 1);
    private static final Set<MediaKind> BOTH = EnumSet.allOf(MediaKind.class);
    private static final Set<MediaKind> PICTURES = EnumSet.of(MediaKind.VIDEO);

    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    @TempDir
    Path folder;

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    /// 75 % yellow, in every way a file may carry it; without a tag the size decides the matrix.
    @ParameterizedTest
    @CsvSource({
        "bt709, tv, yuv420p, 640x360, true",
        "bt709, pc, yuv420p, 640x360, true",
        "smpte170m, tv, yuv420p, 640x360, true",
        "smpte170m, tv, yuv422p, 640x480, false",
        "bt709, tv, yuv420p, 1920x1080, false"
    })
    void coloursComeOutAsTheyWentIn(String matrix, String range, String format, String size, boolean tagged)
            throws Exception {
        Path file = folder.resolve("bars.mkv");
        String tags = tagged
                ? "setparams=colorspace=" + matrix + ":range=" + range
                : "setparams=colorspace=unknown:range=" + range;
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=c=0xBFBF00:s=" + size + ":r=30:d=0.3,format=gbrp",
                "-vf",
                "scale=out_color_matrix=" + matrix + ":out_range=" + range + ":flags=accurate_rnd,format=" + format
                        + "," + tags,
                "-c:v",
                "ffv1",
                file.toString());

        Source source = new MediaFile(file, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            sink.next(frame -> {
                int pixel = DrawnPicture.pixelsOf(frame).get(frame.width() / 2);
                assertThat(pixel >>> 24).isEqualTo(0xFF);
                assertThat(pixel >> 16 & 0xFF).isCloseTo(0xBF, within(2));
                assertThat(pixel >> 8 & 0xFF).isCloseTo(0xBF, within(2));
                assertThat(pixel & 0xFF).isCloseTo(0, within(2));
                assertThat(frame.width()).isLessThanOrEqualTo(CANVAS.width());
            });
            source.close();
        }
    }

    @Test
    void picturesAndSoundShareOneTimeThroughALoop() throws Exception {
        Path file = folder.resolve("clip.mp4");
        // white from 0 to 0.2 s, and a tone for as long: 1 s in all
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=c=black:s=320x180:r=30:d=1,drawbox=c=white:t=fill:enable='lt(t,0.19)'",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='0.5*sin(2*PI*1000*t)*lt(t,0.2)':s=48000:d=1",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-c:a",
                "aac",
                file.toString());
        MediaFile media = new MediaFile(file, true, CANVAS, RATE, BOTH);
        Source video = media.video(pool);
        AudioSource audio = media.audio();
        SoundSink sound = new SoundSink();
        List<Long> flashes = new ArrayList<>();
        try (CollectingSink sink = new CollectingSink()) {
            audio.start(clock, sound);
            video.start(clock, sink);
            boolean[] white = {false};
            for (int i = 0; i < 80; i++) {
                sink.next(frame -> {
                    boolean nowWhite = (DrawnPicture.pixelsOf(frame).get(0) & 0xFF) > 127;
                    if (nowWhite && !white[0]) {
                        flashes.add(frame.ptsNanos());
                    }
                    white[0] = nowWhite;
                });
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> sound.onsets().size() >= flashes.size());
            video.close();
            audio.close();
        }
        assertThat(flashes).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 0; i < flashes.size(); i++) {
            assertThat(flashes.get(i) - sound.onsets().get(i))
                    .as("flash %d against beep, ns", i)
                    .isCloseTo(0, within(40_000_000L));
        }
        assertThat(flashes.get(2) - flashes.get(0)).isCloseTo(2_000_000_000L, within(80_000_000L));
        assertThat(sound.gaps()).isZero();
    }

    @Test
    void aFilmIsGoneOnAndBackIn() throws Exception {
        Path file = folder.resolve("halves.mkv");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=c=black:s=160x90:r=30:d=60,drawbox=c=white:t=fill:enable='gte(t,30)'",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                file.toString());
        MediaFile media = new MediaFile(file, true, CANVAS, RATE, PICTURES);
        Source source = media.video(pool);
        assertThat(media.position()).isEmpty();
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            awaitWhite(sink, false);
            media.skip(Duration.ofSeconds(32));
            awaitWhite(sink, true);
            assertThat(media.position()).hasValueSatisfying(position -> {
                assertThat(position.at()).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(60));
                assertThat(position.whole()).isEqualTo(Duration.ofSeconds(60));
            });
            media.skip(Duration.ofSeconds(-90));
            awaitWhite(sink, false);
            media.seek(Duration.ofSeconds(45));
            assertThat(media.position())
                    .hasValueSatisfying(position ->
                            assertThat(position.at()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60)));
            awaitWhite(sink, true);
            media.seek(Duration.ofSeconds(61));
            awaitWhite(sink, false);
            source.close();
        }
        assertThat(media.position()).isEmpty();
    }

    private static void awaitWhite(CollectingSink sink, boolean white) {
        boolean[] seen = {!white};
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sink.next(frame -> seen[0] = (DrawnPicture.pixelsOf(frame).get(0) & 0xFF) > 127);
            return seen[0] == white;
        });
    }

    @Test
    void aFileEndsOnceAndFramesAreExactlyARateApart() throws Exception {
        Path file = folder.resolve("short.mkv");
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=320x180:r=25:d=0.4", "-c:v", "ffv1", file.toString());
        Source source = new MediaFile(file, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            await().atMost(Duration.ofSeconds(20)).until(sink::hasEnded);
            assertThat(sink.size()).isEqualTo(12);
            long[] first = new long[1];
            sink.next(frame -> first[0] = frame.ptsNanos());
            sink.next(frame -> assertThat(frame.ptsNanos() - first[0]).isCloseTo(33_333_333L, within(1L)));
            source.close();
        }
    }

    @Test
    void aTurnedPictureIsShownUprightAndALargeOneFits() throws Exception {
        Path flat = folder.resolve("flat.mp4");
        Path turned = folder.resolve("turned.mp4");
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=1920x1080:r=30:d=0.2", "-pix_fmt", "yuv420p", flat.toString());
        ffmpeg("-display_rotation", "90", "-i", flat.toString(), "-c", "copy", turned.toString());
        Source source = new MediaFile(turned, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            sink.next(frame -> assertThat(frame.size()).isEqualTo(new PictureSize(405, 720)));
            source.close();
        }
    }

    @Test
    void transparencyIsKeptAndPremultiplied() throws Exception {
        Path file = folder.resolve("alpha.mov");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=c=0xFF000080:s=64x64:r=30:d=0.2,format=rgba",
                "-c:v",
                "qtrle",
                file.toString());
        Source source = new MediaFile(file, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            sink.next(frame -> {
                int pixel = DrawnPicture.pixelsOf(frame).get(0);
                assertThat(frame.opaque()).isFalse();
                assertThat(pixel >>> 24).isCloseTo(0x80, within(1));
                assertThat(pixel >> 16 & 0xFF).isCloseTo(0x80, within(2));
            });
            source.close();
        }
    }

    @Test
    void whatAFileLacksIsSaid() throws Exception {
        Path sound = folder.resolve("sound.wav");
        ffmpeg("-f", "lavfi", "-i", "sine=d=0.2", sound.toString());
        Path text = Files.writeString(folder.resolve("text.mp4"), "this is no film");
        Path gone = folder.resolve("gone.mp4");

        assertRefused(gone, Reason.NOT_FOUND, "is not there; check the path and the spelling");
        assertRefused(sound, Reason.FORMAT_NOT_SUPPORTED, "has no pictures; use it for sound");
        assertRefused(text, Reason.FORMAT_NOT_SUPPORTED, "holds neither pictures nor sound");
        Path silent = folder.resolve("silent.mkv");
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64:d=0.2", "-c:v", "ffv1", silent.toString());
        AudioSource audio = new MediaFile(silent, false, CANVAS, RATE, EnumSet.of(MediaKind.AUDIO)).audio();
        assertThatThrownBy(() -> audio.start(clock, new SoundSink())).hasMessageContaining("has no sound");
    }

    @Test
    void aFileThatCannotBeDecodedIsLostWithTheReason() throws Exception {
        Path whole = folder.resolve("whole.mkv");
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=320x180:r=30:d=0.5", "-c:v", "libx264", whole.toString());
        byte[] bytes = Files.readAllBytes(whole);
        java.util.Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) 0x55);
        Path broken = Files.write(folder.resolve("broken.mkv"), bytes);
        Source source = new MediaFile(broken, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            DeviceException why = sink.awaitLost();
            assertThat(why).hasMessageContaining("broken.mkv cannot be decoded");
            source.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsOnePictureStays(boolean loop) throws Exception {
        Path file = folder.resolve("poster.tiff");
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=320x180", "-frames:v", "1", file.toString());
        Source source = new MediaFile(file, loop, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            await().atMost(Duration.ofSeconds(20)).until(() -> sink.size() >= 6);
            assertThat(sink.hasEnded()).isFalse();
            source.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDecoderThatDiesIsALossAndNoEnd(boolean loop) throws Exception {
        Path file = folder.resolve("long.mkv");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=30:d=20",
                "-f",
                "lavfi",
                "-i",
                "sine=d=20",
                "-c:v",
                "libx264",
                "-c:a",
                "pcm_s16le",
                file.toString());
        MediaFile media = new MediaFile(file, loop, CANVAS, RATE, BOTH);
        Source video = media.video(pool);
        AudioSource audio = media.audio();
        AtomicReference<DeviceException> soundLost = new AtomicReference<>();
        AtomicBoolean soundEnded = new AtomicBoolean();
        AudioSink sound = new AudioSink() {
            @Override
            public void block(AudioBlock block) {}

            @Override
            public void lost(DeviceException why) {
                soundLost.set(why);
            }

            @Override
            public void ended() {
                soundEnded.set(true);
            }
        };
        try (CollectingSink sink = new CollectingSink()) {
            audio.start(clock, sound);
            video.start(clock, sink);
            sink.next(frame -> assertThat(frame.width()).isEqualTo(320));
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            assertThat(sink.awaitLost().reason()).isEqualTo(Reason.LOST);
            await().atMost(Duration.ofSeconds(20)).until(() -> soundLost.get() != null);
            assertThat(sink.hasEnded()).isFalse();
            assertThat(soundEnded).isFalse();
            video.close();
            audio.close();
        }
        try (CollectingSink again = new CollectingSink()) {
            Source videoAgain = media.video(pool);
            AudioSource audioAgain = media.audio();
            audioAgain.start(clock, sound);
            videoAgain.start(clock, again);
            again.next(frame -> assertThat(frame.width()).isEqualTo(320));
            videoAgain.close();
            audioAgain.close();
        }
    }

    @Test
    void aFilmWhoseSoundIsLeftOutWaitsForItNoMore() throws Exception {
        Path file = folder.resolve("film.mkv");
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=30:d=20",
                "-f",
                "lavfi",
                "-i",
                "sine=d=20",
                "-c:v",
                "libx264",
                "-c:a",
                "pcm_s16le",
                file.toString());
        MediaFile media = new MediaFile(file, true, CANVAS, RATE, BOTH);
        try (CollectingSink sink = new CollectingSink();
                Source video = media.video(pool)) {
            video.start(clock, sink); // and waits for the sound
            media.leaveOut(MediaKind.AUDIO);
            sink.next(frame -> assertThat(frame.width()).isEqualTo(320));
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            assertThat(sink.awaitLost().reason()).isEqualTo(Reason.LOST);
        }
        try (CollectingSink again = new CollectingSink();
                Source video = media.video(pool)) {
            video.start(clock, again);
            again.next(frame -> assertThat(frame.width()).isEqualTo(320));
        }
    }

    private void assertRefused(Path file, Reason reason, String message) {
        Source source = new MediaFile(file, false, CANVAS, RATE, PICTURES).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            assertThatThrownBy(() -> source.start(clock, sink))
                    .isInstanceOfSatisfying(
                            DeviceException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                    .hasMessageContaining(message);
        }
        source.close();
    }

    private static void ffmpeg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    /// Remembers when sound began after silence, and whether blocks followed each other without a gap.
    private static final class SoundSink implements AudioSink {
        private final List<Long> onsets = new ArrayList<>();
        private long silentSamples = AudioBlock.SAMPLE_RATE;
        private long expectedPts = -1;
        private int gaps;

        @Override
        public synchronized void block(AudioBlock block) {
            if (expectedPts >= 0 && Math.abs(block.ptsNanos() - expectedPts) > 1000) {
                gaps++;
            }
            expectedPts = block.ptsNanos() + AudioBlock.nanosOf(block.frames());
            for (int i = 0; i < block.frames(); i++) {
                if (Math.abs(block.samples()[2 * i]) < 0.05) {
                    silentSamples++;
                } else {
                    if (silentSamples > AudioBlock.SAMPLE_RATE / 4) {
                        onsets.add(block.ptsNanos() + AudioBlock.nanosOf(i));
                    }
                    silentSamples = 0;
                }
            }
        }

        @Override
        public void lost(DeviceException why) {
            throw new AssertionError(why);
        }

        @Override
        public void ended() {
            // the files here loop
        }

        synchronized List<Long> onsets() {
            return List.copyOf(onsets);
        }

        synchronized int gaps() {
            return gaps;
        }
    }
}
