package io.rostrum.capture.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.ColourPlanes;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are over before anybody reads them.
class ShortFileTest {
    private static final PictureSize SIZE = new PictureSize(64, 36);
    private static final Rational RATE = new Rational(30, 1);
    private static final int SAMPLES_A_FRAME = AudioBlock.SAMPLE_RATE / 30;

    @TempDir
    Path folder;

    /// {@return a file of so many pictures, with a loud sound for as long}
    private Path film(int pictures) throws Exception {
        Path file = folder.resolve("short.mkv");
        Process ffmpeg = new ProcessBuilder(
                        FfmpegProgram.path().toString(),
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=64x36:r=30",
                        "-f",
                        "lavfi",
                        "-i",
                        "aevalsrc=0.5|0.5:s=48000,atrim=end_sample=" + pictures * SAMPLES_A_FRAME,
                        "-frames:v",
                        Integer.toString(pictures),
                        "-c:v",
                        "ffv1",
                        "-c:a",
                        "pcm_s16le",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffmpeg.waitFor()).as(words).isZero();
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void allOfItIsSeenAndHeard(int pictures) throws Exception {
        MediaClock clock = MediaClock.startingNow();
        AtomicInteger loud = new AtomicInteger();
        AtomicBoolean soundEnded = new AtomicBoolean();
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink()) {
            MediaFile file =
                    new MediaFile(film(pictures), /* loop= */ false, SIZE, RATE, EnumSet.allOf(MediaKind.class));
            Source video = file.video(pool);
            AudioSource audio = file.audio();
            video.start(clock, sink);
            audio.start(clock, new AudioSink() {
                @Override
                public void block(AudioBlock block) {
                    for (int i = 0; i < block.frames(); i++) {
                        loud.addAndGet(block.samples()[2 * i] > 0.4 ? 1 : 0);
                    }
                }

                @Override
                public void lost(DeviceException why) {
                    throw new AssertionError(why);
                }

                @Override
                public void ended() {
                    soundEnded.set(true);
                }
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.hasEnded() && soundEnded.get());
            assertThat(sink.size()).isEqualTo(pictures);
            assertThat(loud).hasValue(pictures * SAMPLES_A_FRAME);
            video.close();
            audio.close();
        }
    }

    @Test
    void whatADecoderWroteIsThereWhenItIsGone() throws Exception {
        Path file = film(3);
        try (MediaDecoder decoder = new MediaDecoder(
                file, MediaInfo.of(file), /* loop= */ false, Duration.ZERO, SIZE, RATE, /* sound= */ true)) {
            ProcessHandle.current().children().forEach(child -> child.onExit().join());
            ByteBuffer pictures = ByteBuffer.allocate(3 * ColourPlanes.COUNT * SIZE.width() * SIZE.height());
            assertThat(Objects.requireNonNull(decoder.pictures()).read(pictures))
                    .isTrue();
            ByteBuffer samples = ByteBuffer.allocate(3 * SAMPLES_A_FRAME * AudioBlock.CHANNELS * Float.BYTES);
            assertThat(Objects.requireNonNull(decoder.sound()).read(samples)).isTrue();
            assertThat(samples.array()).contains(0x3F);
            assertThat(Objects.requireNonNull(decoder.pictures()).read(ByteBuffer.allocate(1)))
                    .isFalse();
        }
    }
}
