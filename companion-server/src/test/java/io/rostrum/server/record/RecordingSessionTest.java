package io.rostrum.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.rostrum.push.file.OutputFile;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.record.RecordCounters.Deleted;
import io.rostrum.server.record.RecordCounters.Stopped;
import io.rostrum.server.record.Recording.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakGuard.class)
class RecordingSessionTest {
    private static final RecordConfig PLAIN = Broadcasts.config(Container.MP4, Duration.ZERO, 0, 0, 0, false);

    @TempDir
    private Path path;

    private final RecordCounters counters = new RecordCounters();
    private final SmallDisk disk = new SmallDisk(1L << 40);
    private RecordingFolder folder;
    private RecordingSession session;
    /// What the clock is ahead of media time.
    private long lateMillis;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    /// What the channel says of itself.
    private Recording.About about = Recording.About.NOTHING;

    @BeforeEach
    void open() throws IOException {
        folder = RecordingFolder.open(path, disk);
        session = session(PLAIN);
    }

    private RecordingSession session(RecordConfig config) {
        InstantSource clock = () -> now;
        return new RecordingSession(
                new StreamName("cam"),
                config,
                folder,
                new Room(config, folder, counters),
                counters,
                clock,
                () -> about);
    }

    private void take(MediaMessage message) {
        session.media(message, TimeUnit.MILLISECONDS.toNanos(message.timestampMillis() + lateMillis));
    }

    private long send(long atMillis, int seconds) {
        return Broadcasts.send(atMillis, seconds, this::take);
    }

    private Recording only() {
        assertThat(folder.list()).hasSize(1);
        return folder.list().getFirst();
    }

    private Movie movie(Recording recording) throws IOException {
        return Broadcasts.movie(folder.file(recording));
    }

    @Test
    void everyPictureAndUnitIsInTheFileInOrder() throws IOException {
        send(5_000, 3);
        session.ended();

        Recording recording = only();
        Movie movie = movie(recording);
        assertThat(recording.id()).isEqualTo("cam-1");
        assertThat(recording.state()).isEqualTo(State.FINISHED);
        assertThat(recording.durationMillis()).isBetween(2_950L, 3_100L);
        assertThat(recording.bytes()).isEqualTo(Files.size(folder.file(recording)));
        assertThat(movie.indexed()).isTrue();
        assertThat(Broadcasts.times(movie, MediaKind.VIDEO))
                .hasSize(3 * Broadcasts.PICTURES)
                .isSorted()
                .startsWith(0L);
        assertThat(Broadcasts.times(movie, MediaKind.AUDIO))
                .hasSizeGreaterThan(130)
                .isSorted();
        assertThat(Sidecar.read(path, "cam-1")).contains(recording);
        assertThat(counters.runningNow()).isZero();
    }

    @Test
    void chaptersBeginWhereTheyWereMarkedAndStayWithTheFile() throws IOException {
        session.mark("before anything is there");
        long end = send(0, 2);
        session.mark("Slide 2");
        assertThat(Sidecar.read(path, "cam-1").orElseThrow().chapters())
                .as("should the server be killed now")
                .singleElement()
                .satisfies(chapter -> assertThat(chapter.atMillis()).isBetween(1_900L, 2_100L));
        session.interrupted();
        lateMillis = 60_000;
        end = send(end + 60_000, 2);
        session.mark("After a pause <b>");
        send(end, 1);
        session.ended();
        assertThat(only().chapters())
                .extracting(Recording.Chapter::title)
                .containsExactly("Slide 2", "After a pause <b>");
        assertThat(only().chapters().getLast().atMillis())
                .as("in playing time, which has no pauses")
                .isBetween(3_900L, 4_200L);
        assertThat(Sidecar.read(path, "cam-1")).contains(only());
    }

    /// Also where it was said only while it was recorded, and was taken back before the end.
    @Test
    void whatTheChannelSaysIsKeptWithTheFile() throws IOException {
        Recording.About maths = new Recording.About("Maths <7b>", "# Sets\n\nof *numbers*", List.of("sets", "7b"));
        about = maths;
        long end = send(0, 2);
        assertThat(Sidecar.read(path, "cam-1").orElseThrow().about())
                .as("should the server be killed now")
                .isEqualTo(maths);
        about = new Recording.About("Maths, again", "", List.of());
        send(end, 2);
        session.ended();
        assertThat(Sidecar.read(path, "cam-1")).contains(only());
        assertThat(only().about()).isEqualTo(about);

        about = maths;
        session = session(PLAIN);
        send(0, 2);
        about = Recording.About.NOTHING;
        session.ended();
        assertThat(Sidecar.read(path, "cam-1-2").orElseThrow().about()).isEqualTo(maths);
    }

    @Test
    void whatCameMoreThanASecondAgoIsOnTheDisk() throws IOException {
        send(0, 3);

        assertThat(only().state()).isEqualTo(State.RECORDING);
        assertThat(movie(only()).durationMillis()).isGreaterThan(3 * Broadcasts.SECOND - 1_000);
        assertThat(Sidecar.read(path, "cam-1")).isPresent();
        session.ended();
    }

    /// The stream's time may stand still while the publisher is away, or go on.
    @ParameterizedTest
    @ValueSource(longs = {0, 30_000})
    void aPublisherThatComesBackGoesOnInTheSameFile(long stampsAhead) throws IOException {
        long end = send(0, 2);
        session.interrupted();
        lateMillis = 30_000 - stampsAhead;
        send(end + stampsAhead, 2);
        session.ended();

        Recording recording = only();
        assertThat(recording.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.atMillis()).isBetween(1_950L, 2_150L);
            assertThat(gap.awayMillis()).isBetween(29_900L, 30_200L);
        });
        assertThat(Sidecar.read(path, recording.id()).orElseThrow().gaps()).isEqualTo(recording.gaps());
        Movie movie = movie(recording);
        List<Long> video = Broadcasts.times(movie, MediaKind.VIDEO);
        List<Long> audio = Broadcasts.times(movie, MediaKind.AUDIO);
        assertThat(video).hasSize(4 * Broadcasts.PICTURES).isSorted();
        assertThat(steps(video)).allSatisfy(step -> assertThat(step).isBetween(0L, 150L));
        assertThat(steps(audio)).allSatisfy(step -> assertThat(step).isBetween(0L, 150L));
        long before = audio.get(Broadcasts.UNITS) - video.get(Broadcasts.PICTURES);
        long after = audio.get(3 * Broadcasts.UNITS) - video.get(3 * Broadcasts.PICTURES);
        assertThat(Math.abs(after - before)).isLessThanOrEqualTo(40);
    }

    /// A publisher that is cut off has sent a picture, and not those that are shown before it.
    @Test
    void whatFollowsAnInterruptionIsShownAfterAllThatWasBefore() throws IOException {
        long end = send(0, 2);
        take(MediaMessage.of( // §E.4.3: composition time 133 ms
                MediaMessage.Kind.VIDEO,
                end,
                Unpooled.wrappedBuffer(HexFormat.of().parseHex("2701000085" + "00000001" + "41"))));
        session.interrupted();
        send(end + 33, 2);
        session.ended();

        List<Long> shown = new ArrayList<>();
        Movie movie = movie(only());
        for (Movie.Piece piece : movie.fragments()) {
            for (Movie.Run run : piece.runs()) {
                if (movie.track(run.trackId()).kind() == MediaKind.VIDEO) {
                    run.samples()
                            .forEach(sample -> shown.add(
                                    movie.millis(run.trackId(), sample.decodeTime() + sample.compositionOffset())));
                }
            }
        }
        int cut = 2 * Broadcasts.PICTURES + 1;
        long last =
                shown.subList(0, cut).stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(shown.subList(cut, shown.size()))
                .hasSize(2 * Broadcasts.PICTURES)
                .allMatch(at -> at > last);
    }

    private static List<Long> steps(List<Long> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> times.get(i) - times.get(i - 1))
                .toList();
    }

    @Test
    void nothingIsMissingBetweenTwoFilesOfASplitRecording() throws IOException {
        session = session(Broadcasts.config(Container.MP4, Duration.ofSeconds(1), 0, 0, 0, false));
        send(0, 3);
        session.ended();

        int pictures = 0;
        assertThat(folder.list()).extracting(Recording::id).containsExactlyInAnyOrder("cam-1", "cam-2", "cam-3");
        for (Recording recording : folder.list()) {
            List<Long> video = Broadcasts.times(movie(recording), MediaKind.VIDEO);
            assertThat(video.getFirst()).isZero();
            assertThat(movie(recording).fragments().getFirst().runs().getFirst().startsWithSync())
                    .isTrue();
            pictures += video.size();
        }
        assertThat(pictures).isEqualTo(3 * Broadcasts.PICTURES);
    }

    @Test
    void aDiskThatFillsUpEndsTheFileAndTheNextBeginsWhenThereIsSpace() throws IOException {
        disk.free((40 << 10) - disk.usableBytes(path));
        session = session(Broadcasts.config(Container.MP4, Duration.ZERO, 0, 0, 1 << 20, false));
        long end = send(0, 8);

        Recording full = only();
        assertThat(full.state()).isEqualTo(State.FINISHED);
        assertThat(full.endedBecause()).contains("the disk is full");
        Movie movie = movie(full);
        assertThat(movie.durationMillis()).isGreaterThan(500);
        assertThat(movie.wholeBytes()).isLessThanOrEqualTo(Files.size(folder.file(full)));
        assertThat(counters.stoppedTotal(Stopped.DISK_FULL)).isPositive();

        disk.free(10 << 20);
        send(end + 2_000, 2);
        session.ended();

        assertThat(folder.list()).hasSize(2);
        Recording next = folder.list().stream()
                .filter(recording -> !recording.id().equals(full.id()))
                .findFirst()
                .orElseThrow();
        assertThat(movie(next).durationMillis()).isGreaterThan(1_900);
        assertThat(counters.resumedTotal()).isEqualTo(1);
    }

    @Test
    void belowTheLowWatermarkNothingMoreIsWrittenUntilTheHighOne() throws IOException {
        disk.free((1 << 20) - disk.usableBytes(path));
        session = session(Broadcasts.config(Container.MP4, Duration.ZERO, 0, (1 << 20) - (20 << 10), 2 << 20, false));
        long end = send(0, 6);
        assertThat(only().endedBecause()).isPresent();

        disk.free(100 << 10);
        end = send(end, 3);
        assertThat(folder.list()).hasSize(1);

        disk.free(2 << 20);
        send(end, 3);
        session.ended();
        assertThat(folder.list()).hasSize(2);
    }

    @Test
    void theOldestFinishedRecordingsGoWhenTheQuotaIsReachedAndNeverTheRunningOne() throws IOException {
        RecordConfig config = Broadcasts.config(Container.MP4, Duration.ofSeconds(1), 1, 0, 0, false);
        session = session(Broadcasts.config(Container.MP4, Duration.ofSeconds(1), 0, 0, 0, false));
        for (int i = 0; i < 3; i++) {
            send(i * Broadcasts.SECOND, 1);
            now = now.plusSeconds(1);
        }
        assertThat(folder.list()).hasSize(3);

        new Room(config, folder, counters).make();

        assertThat(only().state()).isEqualTo(State.RECORDING);
        assertThat(only().id()).isEqualTo("cam-3");
        assertThat(counters.deletedTotal(Deleted.QUOTA)).isEqualTo(2);
        try (var files = Files.list(path)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cam-3.mp4", "cam-3.json");
        }
        session.ended();
    }

    @Test
    void aRecordingEndsBeforeTheQuotaAndGoesForTheNextBroadcastAlone() throws IOException {
        long quota = 400 << 10;
        RecordConfig config = Broadcasts.config(Container.MP4, Duration.ZERO, quota, 0, 0, false);
        session = session(config);
        long end = send(0, 60);

        Recording first = only();
        assertThat(first.endedBecause()).contains("recordings take all they may");
        assertThat(movie(first).durationMillis()).isGreaterThan(1_000);
        assertThat(Files.size(folder.file(first))).isBetween(quota / 2, quota);
        assertThat(counters.stoppedTotal(Stopped.QUOTA)).isEqualTo(1);
        new Room(config, folder, counters).make();
        send(end, 5);
        assertThat(only().id()).isEqualTo(first.id());
        session.ended();

        now = now.plusSeconds(60);
        session = session(config);
        send(0, 3);
        session.ended();

        assertThat(only().startedAt()).isEqualTo(now);
        assertThat(counters.deletedTotal(Deleted.QUOTA)).isEqualTo(1);
    }

    /// Bytes that a transport stream cannot be made of: a NAL unit that is longer than its picture.
    @Test
    void whatThePublisherSentWrongIsLeftOutAndEndsNoFile() throws IOException {
        session = session(Broadcasts.config(Container.TS, Duration.ZERO, 0, 0, 0, false));
        long end = send(0, 2);
        take(MediaMessage.of(
                MediaMessage.Kind.VIDEO,
                end,
                Unpooled.wrappedBuffer(HexFormat.of().parseHex("2701000000" + "00ffffff" + "41"))));
        send(end + 33, 2);
        session.ended();

        assertThat(only().durationMillis()).isGreaterThan(3_900);
        assertThat(only().endedBecause()).isEmpty();
    }

    /// {@return what is on the disk of a recording while its stream goes on}
    private byte[] leaveFourSeconds() throws IOException {
        send(0, 4);
        byte[] left = Files.readAllBytes(folder.file(only()));
        session.ended();
        return left;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MP4", "FLV", "TS"})
    void theZerosThatAPowerCutLeavesAreCutOff(Container container) throws IOException {
        session = session(Broadcasts.config(container, Duration.ZERO, 0, 0, 0, false));
        byte[] left = leaveFourSeconds();
        Path file = folder.file(only());
        Files.write(file, Arrays.copyOf(left, left.length + (3 << 20) + 5));

        Recording recovered = Recovery.recover(file, only(), disk).orElseThrow();

        assertThat(recovered.durationMillis()).isBetween(2_000L, 4_100L);
        assertThat(recovered.bytes()).isEqualTo(Files.size(file)).isLessThan(left.length + 1_000);
    }

    @Test
    void aRecordingIsMadeWholeOnAFullDiskToo() throws IOException {
        byte[] left = leaveFourSeconds();
        Path file = folder.file(only());
        Files.write(file, left);

        Recording recovered = Recovery.recover(file, only(), new SmallDisk(0)).orElseThrow();

        assertThat(recovered.state()).isEqualTo(State.RECOVERED);
        assertThat(recovered.durationMillis()).isGreaterThan(3_000);
        assertThat(recovered.bytes()).isEqualTo(left.length);
        assertThat(movie(recovered).durationMillis()).isEqualTo(recovered.durationMillis());
    }

    @Test
    @Timeout(20)
    void aDiskThatHangsHoldsUpNobodyWhoWantsRoom() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Disk hanging = new Disk() {
            @Override
            public OutputFile createNew(Path file) throws IOException {
                return disk.createNew(file);
            }

            @Override
            public OutputFile append(Path file) throws IOException {
                return disk.append(file);
            }

            @Override
            public long usableBytes(Path of) throws IOException {
                asked.countDown();
                try {
                    answers.await();
                    return disk.usableBytes(of);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        RecordConfig config = Broadcasts.config(Container.MP4, Duration.ZERO, 0, 0, 0, true);
        try (Recordings recordings =
                Recordings.open(config, path, hanging, counters, () -> now, _ -> Recording.About.NOTHING, _ -> {})) {
            recordings.keepHouse();

            await().until(() -> asked.getCount() == 0);
            answers.countDown();
        }
    }

    /// A server may be killed at any moment: a file that nothing is known of would stay for ever and count nowhere.
    @Test
    void noFileBeginsBeforeItIsWrittenDownWhatItIs() throws IOException {
        Files.createDirectories(path.resolve("cam-1.json.tmp/in-use")); // where it would be written
        send(0, 2);

        assertThat(path.resolve("cam-1.mp4")).doesNotExist();
        assertThat(counters.stoppedTotal(Stopped.DISK_FAILED)).isPositive();
        session.ended();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MP4", "FLV", "TS"})
    void whatAKilledServerLeftBehindIsMadeWhole(Container container) throws IOException {
        session = session(Broadcasts.config(container, Duration.ZERO, 0, 0, 0, false));
        byte[] left = leaveFourSeconds();
        Path file = folder.file(only());
        for (int torn : new int[] {0, 1, 60, 700, 2_000}) {
            Files.write(file, Arrays.copyOf(left, left.length - torn));

            Recording recovered = Recovery.recover(file, only(), disk).orElseThrow();

            assertThat(recovered.state()).isEqualTo(State.RECOVERED);
            assertThat(recovered.durationMillis()).as("%d torn off", torn).isBetween(2_000L, 4_100L);
            assertThat(recovered.bytes()).isEqualTo(Files.size(file));
            if (container == Container.MP4) {
                Movie movie = Broadcasts.movie(file);
                assertThat(movie.indexed()).isTrue();
                assertThat(movie.durationMillis()).isEqualTo(recovered.durationMillis());
            }
        }
    }

    @Test
    void atItsStartTheServerMakesWholeWhatPlaysAndDeletesWhatDoesNot() throws IOException {
        Path kept = Files.createDirectories(path.resolve("recordings"));
        folder = RecordingFolder.open(kept, disk);
        session = session(PLAIN);
        send(0, 3);
        Recording empty = new Recording(
                "empty",
                "cam",
                Container.MP4,
                State.RECORDING,
                now,
                0,
                0,
                List.of(),
                Optional.empty(),
                about,
                List.of());
        Files.write(kept.resolve("empty.mp4"), new byte[20]);
        folder.save(empty);

        Recordings recordings =
                Recordings.open(PLAIN, path, counters, () -> now, _ -> Recording.About.NOTHING, _ -> {});

        await().until(() -> recordings.list().stream().allMatch(Recording::isFinished));
        assertThat(recordings.list()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("cam-1");
            assertThat(one.state()).isEqualTo(State.RECOVERED);
            assertThat(one.durationMillis()).isGreaterThan(2_000);
        });
        assertThat(kept.resolve("empty.mp4")).doesNotExist();
        assertThat(counters.recoveredTotal()).isEqualTo(1);
        session.ended();
    }
}
