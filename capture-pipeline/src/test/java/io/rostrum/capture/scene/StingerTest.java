package io.rostrum.capture.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.media.StingerPlayback;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Rational;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real film over a change of scenes, picture by picture, and its sound.
final class StingerTest {
    private static final PictureSize SIZE = new PictureSize(64, 36);
    private static final Rational RATE = new Rational(30, 1);
    private static final int PICTURES = 18;

    @TempDir
    static Path folder;

    private static Path film = Path.of("");

    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool pool = new FramePool();
    private final Queue<AudioBlock> heard = new ConcurrentLinkedQueue<>();
    private final AudioMixer mixer = new AudioMixer(
            clock,
            AudioMixer.DEFAULT_LATENCY,
            (_, block) ->
                    heard.add(new AudioBlock(block.ptsNanos(), block.samples().clone())),
            defect -> {
                throw new AssertionError(defect);
            });
    private final ScenePainter painter = new ScenePainter(SIZE, pool);
    private final List<SourceSlot> slots = new ArrayList<>();
    private final OnAir onAir = new OnAir(scene(200));
    private final List<StingerPlayback> opened = new ArrayList<>();
    private long tick = 10;

    /// Its left half is opaque and one brighter from picture to picture, its right half is clear.
    @BeforeAll
    static void makeFilm() throws Exception {
        film = folder.resolve("stinger.mov");
        Process made = new ProcessBuilder(
                        FfmpegProgram.path().toString(),
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "color=s=64x36:r=30:d=0.6,format=rgba,geq=r='10+N':g='10+N':b='10+N':a='if(lt(X,32),255,0)'",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=1000:d=0.6,volume=4",
                        "-c:v",
                        "qtrle",
                        "-c:a",
                        "pcm_s16le",
                        film.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
    }

    @AfterEach
    void everythingWasClosed() {
        onAir.close();
        opened.forEach(StingerPlayback::stop);
        opened.forEach(each -> each.closed().orTimeout(30, TimeUnit.SECONDS).join());
        await("the end of its sound").until(() -> mixer.inputs().isEmpty());
        mixer.close();
        painter.close();
        slots.forEach(SourceSlot::close);
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    private List<SceneItem> scene(int grey) {
        SourceSlot slot = new SourceSlot(
                "grey",
                () -> {
                    throw new IllegalStateException("never opened");
                },
                () -> 0);
        slots.add(slot);
        VideoFrame frame = pool.take(SIZE, 0, true);
        try (Canvas canvas = new Canvas()) {
            canvas.fill(frame, 0xFF000000 | grey * 0x010101);
        }
        slot.frame(frame);
        return List.of(new SceneItem(slot, Transform.fullCanvas(SIZE)));
    }

    private StingerPlayback open() throws DeviceException {
        StingerPlayback playback = StingerPlayback.open(film, SIZE, RATE, clock, pool, mixer);
        opened.add(playback);
        return playback;
    }

    private Transition transition(int switchMillis) throws DeviceException {
        return Transition.lasting(open(), Duration.ofMillis(switchMillis), RATE);
    }

    /// {@return the blue in the left and in the right half of the next picture}
    private List<Integer> next() {
        onAir.turn(tick, RATE.nanosOfTick(tick), RATE.nanosOfTick(1), painter);
        try (VideoFrame frame = onAir.draw(painter, RATE.nanosOfTick(tick), /* unfiltered= */ false)
                .frame()) {
            tick++;
            long row = 18L * frame.strideBytes();
            return List.of(
                    frame.pixels().get(row + 4L * 5) & 0xFF, frame.pixels().get(row + 4L * 60) & 0xFF);
        }
    }

    @Test
    void everyPictureOfTheFilmIsSeenOnceAndTheScenesChangeBeneathItAtTheSwitchPoint() throws Exception {
        next();
        onAir.take(scene(100), transition(200));
        for (int i = 0; i < PICTURES; i++) {
            assertThat(next()).as("picture %s", i).containsExactly(10 + i, i < 6 ? 200 : 100);
            if (i == 8) {
                // the last ones are decoded meanwhile; in a programme there is a tick for each
                await().until(() -> opened.getFirst().ahead() >= PICTURES - 9);
            }
        }
        assertThat(next()).containsExactly(100, 100);
        opened.getFirst().closed().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(opened.getFirst().late()).isZero();
    }

    @Test
    void missedTicksLeavePicturesOfTheFilmOut() throws Exception {
        next();
        onAir.take(scene(100), transition(200));
        assertThat(next()).containsExactly(10, 200);
        tick += 4;
        assertThat(next()).containsExactly(15, 200);
        tick += PICTURES;
        assertThat(next()).containsExactly(100, 100);
    }

    @Test
    void aTakeBeforeItBeganOrWhileItIsSeenEndsIt() throws Exception {
        next();
        Transition never = transition(200);
        onAir.take(scene(100), never);
        onAir.take(scene(90), transition(200));
        opened.getFirst().closed().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(next()).containsExactly(10, 200);
        onAir.take(scene(80), Transition.CUT);
        assertThat(next()).containsExactly(80, 80);
        assertThat(next()).containsExactly(80, 80); // another canvas had its last picture with the one before
        opened.getLast().closed().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void itsSoundBeginsWithItsFirstPictureAsLoudAsItIsSet() throws Exception {
        mixer.start();
        StingerPlayback playback = open();
        playback.gain(0.5f);
        assertThat(mixer.inputs()).as("nothing is mixed while it waits").isEmpty();
        long begin = RATE.nanosOfTick(clock.nanoTime() * 30 / 1_000_000_000L + 2);
        playback.begin(begin);
        playback.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> last() > begin + 700_000_000L);
        double peak = 0;
        long first = -1;
        long end = -1;
        for (AudioBlock block : heard) {
            for (int i = 0; i < block.frames(); i++) {
                double loud = Math.abs(block.samples()[2 * i]);
                peak = Math.max(peak, loud);
                if (loud > 0.02) {
                    end = block.ptsNanos() + AudioBlock.nanosOf(i);
                    first = first < 0 ? end : first;
                }
            }
        }
        assertThat((first - begin) / 1e6).as("ms after the picture").isBetween(-1.0, 3.0);
        assertThat((end - begin) / 1e6).as("ms until the last of it").isCloseTo(600, within(5.0));
        assertThat(peak).isCloseTo(0.5 * 0.5 / Math.sqrt(2), within(0.01)); // mono is heard on both sides 3 dB quieter
        await().atMost(Duration.ofSeconds(30)).until(() -> mixer.inputs().isEmpty());
    }

    private long last() {
        long last = 0;
        for (AudioBlock block : heard) {
            last = block.ptsNanos();
        }
        return last;
    }

    @Test
    void whatCannotBePlayedIsSaid() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.webm"), "no film");
        assertThatThrownBy(() -> StingerPlayback.open(broken, SIZE, RATE, clock, pool, mixer))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("broken.webm");
        assertThatThrownBy(() -> StingerPlayback.open(folder.resolve("away.webm"), SIZE, RATE, clock, pool, mixer))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("is not there");
    }
}
