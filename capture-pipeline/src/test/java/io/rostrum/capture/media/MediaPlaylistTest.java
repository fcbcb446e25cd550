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
import io.rostrum.capture.media.MediaPlaylist.End;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against files of one colour each, which FFmpeg's program makes: half a second, 30 a second, with a tone.
class MediaPlaylistTest {
    private static final PictureSize CANVAS = new PictureSize(1280, 720);
    private static final Rational RATE = new Rational(30, 1);
    private static final long TICK = RATE.nanosOfTick(1);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final Set<MediaKind> BOTH = EnumSet.allOf(MediaKind.class);
    private static final Set<MediaKind> PICTURES = EnumSet.of(MediaKind.VIDEO);

    @TempDir
    static Path folder;

    private static Path red = Path.of("");
    private static Path green = Path.of("");
    private static Path blue = Path.of("");

    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    @BeforeAll
    static void films() throws Exception {
        red = film("red");
        green = film("green");
        blue = film("blue");
    }

    @AfterEach
    void everythingIsGivenBack() {
        await().atMost(SOON).until(() -> pool.outstanding() == 0);
        pool.close();
    }

    private static Path film(String colour) throws Exception {
        Path file = folder.resolve(colour + ".mkv");
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-v", "error", "-y"));
        command.addAll(List.of("-f", "lavfi", "-i", "color=c=" + colour + ":s=64x36:r=30:d=0.5"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=48000:duration=0.5"));
        command.addAll(List.of("-c:v", "ffv1", "-pix_fmt", "yuv444p", "-c:a", "pcm_s16le", file.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return file;
    }

    private static MediaPlaylist playlist(PlaylistOrder order, boolean repeatFile, End end, Set<MediaKind> wanted) {
        return new MediaPlaylist(order, repeatFile, end, CANVAS, RATE, wanted);
    }

    private static MediaPlaylist pictures(boolean loop, Path... files) {
        return playlist(MediaPlaylist.listed(List.of(files), loop), false, End.STAY, PICTURES);
    }

    /// A frame's time, and its colour: `r`, `g`, `b`, or `-` where there is none.
    private record Looked(long ptsNanos, char colour) {}

    private static Looked look(CollectingSink sink) {
        Looked[] looked = new Looked[1];
        sink.next(frame -> {
            int pixel = DrawnPicture.pixelsOf(frame).get(0);
            int red = pixel >> 16 & 0xFF;
            int green = pixel >> 8 & 0xFF;
            int blue = pixel & 0xFF;
            char colour = pixel >>> 24 == 0 ? '-' : red > 100 ? 'r' : green > 100 ? 'g' : blue > 100 ? 'b' : '?';
            looked[0] = new Looked(frame.ptsNanos(), colour);
        });
        return looked[0];
    }

    private static void awaitColour(CollectingSink sink, char wanted) {
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> look(sink).colour() == wanted);
    }

    @Test
    void filesFollowEachOtherWithoutATickBetweenThem() throws Exception {
        MediaPlaylist playlist = pictures(true, red, green, blue);
        Source source = playlist.video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            List<Looked> looked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                looked.add(look(sink));
            }
            source.close();
            for (int i = 1; i < looked.size(); i++) {
                assertThat(looked.get(i).ptsNanos() - looked.get(i - 1).ptsNanos())
                        .as("frame %d", i)
                        .isCloseTo(TICK, within(2L));
            }
            StringBuilder colours = new StringBuilder();
            looked.forEach(each -> colours.append(each.colour()));
            assertThat(colours.toString()).isEqualTo("r".repeat(15) + "g".repeat(15) + "b".repeat(15) + "r".repeat(5));
        }
    }

    @Test
    void soundGoesOnWithThePictures() throws Exception {
        MediaPlaylist playlist = playlist(MediaPlaylist.listed(List.of(red, green), false), false, End.STAY, BOTH);
        Source video = playlist.video(pool);
        AudioSource audio = playlist.audio();
        List<AudioBlock> blocks = new CopyOnWriteArrayList<>();
        List<String> ends = new CopyOnWriteArrayList<>();
        try (CollectingSink sink = new CollectingSink()) {
            audio.start(clock, new AudioSink() {
                @Override
                public void block(AudioBlock block) {
                    blocks.add(block);
                }

                @Override
                public void lost(DeviceException why) {
                    ends.add("lost: " + why.getMessage());
                }

                @Override
                public void ended() {
                    ends.add("ended");
                }
            });
            video.start(clock, sink);
            await().atMost(SOON).until(sink::hasEnded);
            await().atMost(SOON).until(() -> !ends.isEmpty());
            video.close();
            audio.close();
            long heard = blocks.stream().mapToLong(AudioBlock::frames).sum();
            assertThat(heard / (double) AudioBlock.SAMPLE_RATE).isCloseTo(1.0, within(0.05));
            assertThat(blocks.getLast().ptsNanos() - blocks.getFirst().ptsNanos())
                    .isCloseTo(990_000_000L, within(40_000_000L));
            assertThat(ends).containsExactly("ended");
            assertThat(sink.size()).isEqualTo(30);
        }
    }

    @Test
    void whatCannotBePlayedIsLeftOutWithAWordAndNothingIsSeenAtTheEnd() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "no film");
        Path missing = folder.resolve("missing.mp4");
        MediaPlaylist playlist =
                playlist(MediaPlaylist.listed(List.of(missing, red, broken, green), false), false, End.HIDE, PICTURES);
        Source source = playlist.video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            assertThat(playlist.caption()).isEqualTo("file 2 of 4: red.mkv");
            await().atMost(SOON).pollInterval(OFTEN).until(playlist::caption, "file 4 of 4: green.mkv"::equals);
            awaitColour(sink, 'g');
            assertThat(playlist.trouble())
                    .hasValueSatisfying(
                            why -> assertThat(why).startsWith("2 files are left out; the first: file " + missing));
            awaitColour(sink, '-');
            await().atMost(SOON).until(sink::hasEnded);
            source.close();
        }
    }

    @Test
    void theListIsGoneThroughByHandWhileAFileRepeats() throws Exception {
        MediaPlaylist playlist =
                playlist(MediaPlaylist.listed(List.of(red, green, blue), true), true, End.STAY, PICTURES);
        Source source = playlist.video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            for (int i = 0; i < 18; i++) {
                assertThat(look(sink).colour()).as("frame %d", i).isEqualTo('r');
            }
            playlist.turn(1);
            awaitColour(sink, 'g');
            playlist.turn(-2);
            awaitColour(sink, 'b');
            playlist.seek(Duration.ofMillis(300));
            await().atMost(SOON)
                    .until(() -> playlist.position()
                            .filter(at -> at.at().toMillis() >= 300)
                            .isPresent());
            source.close();
        }
        assertThat(playlist.position()).isEmpty();
    }

    @Test
    void theNextFileComesAtOnceWhenItIsAskedFor() throws Exception {
        MediaPlaylist playlist = pictures(false, red, green);
        Source source = playlist.video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            source.start(clock, sink);
            Looked last = look(sink);
            playlist.turn(1);
            for (Looked next = look(sink); next.colour() != 'g'; next = look(sink)) {
                last = next;
            }
            assertThat(last.colour()).isEqualTo('r');
            assertThat(playlist.caption()).isEqualTo("file 2 of 2: green.mkv");
            source.close();
        }
    }

    @Test
    void aListOfNothingSaysSo() {
        Source source = pictures(true, folder.resolve("gone.mp4")).video(pool);
        try (CollectingSink sink = new CollectingSink()) {
            assertThatThrownBy(() -> source.start(clock, sink))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("none of the 1 files of the playlist can be played")
                    .hasMessageContaining("gone.mp4");
        }
    }

    @Test
    void aShuffledListPlaysEachFileOnceARoundAndNoneTwiceInARow() {
        PlaylistOrder order = MediaPlaylist.shuffled(List.of(red, green, blue), true, new Random(1));
        order.begin();
        Path before = Path.of("");
        for (int round = 0; round < 20; round++) {
            List<Path> played = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                order.at(order.after(order.index(), 1));
                Path file = order.file(order.index());
                assertThat(played.isEmpty() ? before : Path.of("")).isNotEqualTo(file);
                played.add(file);
            }
            before = played.getLast();
            assertThat(played).containsExactlyInAnyOrder(red, green, blue);
        }
        assertThat(PlaylistOrder.files(List.of(folder)))
                .contains(blue, green, red)
                .isSorted();
    }
}
