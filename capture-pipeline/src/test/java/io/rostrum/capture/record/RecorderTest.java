package io.rostrum.capture.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.PacketPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final Set<MediaKind> BOTH = EnumSet.allOf(MediaKind.class);

    @TempDir
    Path folder = Path.of("");

    private final PacketPool pool = new PacketPool();
    private final List<RecordingState> told = new CopyOnWriteArrayList<>();
    private FlvPackets packets = new FlvPackets(pool);

    RecorderTest() throws IOException {}

    @BeforeEach
    void freshPackets() throws IOException {
        packets = new FlvPackets(pool);
    }

    @AfterEach
    void everyPacketWasGivenBack() {
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void writesFragmentsOfASecondAtMostAndAnIndex() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            for (int second = 0; second < 4; second++) {
                packets.give(second, recorder);
            }
        }

        assertThat(boxes(file)).startsWith("ftyp", "moov").endsWith("mfra");
        assertThat(boxes(file).stream().filter("moof"::equals).count()).isBetween(4L, 8L);
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isInstanceOfSatisfying(RecordingState.Finished.class, finished -> {
            assertThat(finished.files()).containsExactly(file);
            assertThat(finished.recorded()).isBetween(Duration.ofMillis(3900), Duration.ofMillis(4100));
        });
    }

    @Test
    void neverOverwritesAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("show.mp4"), "precious");
        Files.writeString(folder.resolve("show-2.mp4"), "too");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            packets.give(0, recorder);
        }

        assertThat(file).hasContent("precious");
        assertThat(folder.resolve("show-2.mp4")).hasContent("too");
        assertThat(boxes(folder.resolve("show-3.mp4"))).contains("moof");
    }

    @Test
    void beginsANewFileWhenTheParametersChange() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            packets.give(0, recorder);
            packets.give(1, recorder, RecorderTest::otherPicture);
            packets.give(2, recorder, RecorderTest::otherPicture);
        }

        assertThat(boxes(file)).contains("moof").endsWith("mfra");
        assertThat(boxes(folder.resolve("show-2.mp4")))
                .startsWith("ftyp", "moov")
                .endsWith("mfra");
        assertThat(told.getLast()).isInstanceOfSatisfying(RecordingState.Finished.class, finished -> {
            assertThat(finished.files()).containsExactly(file, folder.resolve("show-2.mp4"));
            assertThat(finished.recorded()).isBetween(Duration.ofMillis(2850), Duration.ofMillis(3100));
        });
    }

    @Test
    void beginsANewFileAtTheKeyFrameAfterSomeTimeOrSize() throws Exception {
        RecordingSettings byTime = settings(folder.resolve("time.mp4"), BOTH, 0).withSplit(Duration.ofSeconds(2), 0);
        try (Recorder recorder = start(byTime, new RecordingStorage.Disk())) {
            for (int second = 0; second < 5; second++) {
                packets.give(second, recorder);
            }
        }
        assertThat(told.getLast()).isInstanceOfSatisfying(RecordingState.Finished.class, finished -> {
            assertThat(finished.files())
                    .containsExactly(
                            folder.resolve("time.mp4"), folder.resolve("time-2.mp4"), folder.resolve("time-3.mp4"));
        });
        int pictures = 0;
        for (String name : List.of("time.mp4", "time-2.mp4", "time-3.mp4")) {
            pictures += ReplayBufferTest.pictures(folder.resolve(name)).size();
        }
        assertThat(pictures).as("nothing is lost between").isEqualTo(150);
        for (Path file : List.of(folder.resolve("time.mp4"), folder.resolve("time-3.mp4"))) {
            assertThat(boxes(file)).startsWith("ftyp", "moov").endsWith("mfra");
        }

        told.clear();
        RecordingSettings bySize = settings(folder.resolve("size.mp4"), BOTH, 0)
                .withSplit(Duration.ZERO, Files.size(folder.resolve("time.mp4")) / 2);
        try (Recorder recorder = start(bySize, new RecordingStorage.Disk())) {
            for (int second = 0; second < 5; second++) {
                packets.give(second, recorder);
            }
        }
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        RecordingState.Finished.class,
                        finished -> assertThat(finished.files()).hasSizeGreaterThan(3));
    }

    @Test
    void aPauseIsLeftOutOfTheOneFile() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            packets.give(0, recorder);
            recorder.pause();
            packets.give(1, recorder);
            packets.give(2, recorder);
            recorder.resume();
            packets.give(3, recorder);
        }
        assertThat(told.getLast()).isInstanceOfSatisfying(RecordingState.Finished.class, finished -> {
            assertThat(finished.files()).containsExactly(file);
            assertThat(finished.recorded()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
        });
    }

    private static CodecParameters otherPicture(CodecParameters usual) {
        return switch (usual) {
            case CodecParameters.Video video ->
                new CodecParameters.Video(
                        video.codec(), 64, 48, video.frameRate(), video.color(), video.configuration(), 0);
            case CodecParameters.Audio audio -> audio;
        };
    }

    @Test
    void endsWithAFileThatPlaysWhenTheDiskIsFull() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new FullDisk(40_000))) {
            for (int second = 0; second < 20; second++) {
                packets.give(second, recorder);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.state() instanceof RecordingState.Failed);
            packets.give(20, recorder); // the stream goes on and nothing is held
            assertThat(pool.outstanding()).isZero();
        }

        assertThat(told.getLast()).isInstanceOfSatisfying(RecordingState.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("The disk of " + folder + " is full.");
            assertThat(failed.remedy()).isEqualTo("Free some space, or record to another disk.");
            assertThat(failed.files()).containsExactly(file);
            assertThat(failed.recorded()).isGreaterThan(Duration.ofSeconds(2));
        });
        assertThat(Files.size(file)).isLessThanOrEqualTo(40_000);
        assertThat(boxes(file)).as("whole boxes only").startsWith("ftyp", "moov", "moof", "mdat");
    }

    @Test
    void refusesADiskThatIsNearlyFull() {
        RecordingSettings settings = settings(folder.resolve("show.mp4"), BOTH, Long.MAX_VALUE);

        assertThatThrownBy(() -> start(settings, new RecordingStorage.Disk()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("MiB left")
                .hasMessageEndingWith("Free some space, or record to another disk.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path file = folder.resolve("none").resolve("show.mp4");

        assertThatThrownBy(() -> start(file, new RecordingStorage.Disk()))
                .isInstanceOf(RecordingException.class)
                .hasMessage("There is no folder " + folder.resolve("none") + ". Make it, or record to another folder.");
    }

    @Test
    void refusesAFolderAndAnEmptyName() {
        assertThatThrownBy(() -> start(folder, new RecordingStorage.Disk()))
                .isInstanceOf(RecordingException.class)
                .hasMessage(folder + " is a folder. Name a file in it, such as " + folder.resolve("show.mp4") + ".");
        assertThatThrownBy(() -> start(Path.of(""), new RecordingStorage.Disk()))
                .isInstanceOf(RecordingException.class)
                .hasMessage("The recording has no name. Name a file, such as show.mp4.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void goesOnWhenTheFileIsTakenAway() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            packets.give(0, recorder);
            packets.give(1, recorder);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.state() instanceof RecordingState.Recording);
            Files.delete(file);
            packets.give(2, recorder);
            packets.give(3, recorder);
        }

        assertThat(told.getLast()).isInstanceOf(RecordingState.Finished.class);
    }

    @Test
    void saysHowMuchASlowDiskCost() throws Exception {
        FullDisk slow = new FullDisk(Long.MAX_VALUE);
        try (Recorder recorder = start(folder.resolve("show.mp4"), slow)) {
            packets.give(0, recorder);
            packets.give(1, recorder);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.state() instanceof RecordingState.Recording);
            slow.stall();
            for (int second = 2; second < 20; second++) {
                packets.give(second, recorder);
            }
            slow.goOn();
        }

        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        RecordingState.Finished.class,
                        finished -> assertThat(finished.dropped()).isGreaterThan(300));
    }

    @Test
    void leavesNoFileWhenNothingCame() throws Exception {
        try (Recorder recorder = start(folder.resolve("show.mp4"), new RecordingStorage.Disk())) {
            assertThat(recorder.state()).isInstanceOf(RecordingState.Waiting.class);
        }

        assertThat(folder).isEmptyDirectory();
        assertThat(told).singleElement().isInstanceOf(RecordingState.Finished.class);
    }

    @Test
    void recordsSoundAlone() throws Exception {
        Path file = folder.resolve("sound.mp4");
        RecordingSettings settings = settings(file, EnumSet.of(MediaKind.AUDIO), 0);
        try (Recorder recorder = start(settings, new RecordingStorage.Disk())) {
            packets.give(0, recorder);
            packets.give(1, recorder);
        }

        assertThat(boxes(file)).startsWith("ftyp", "moov", "moof", "mdat").endsWith("mfra");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("mp4a")
                .doesNotContain("avc1");
    }

    @Test
    void beginsWithoutPromisedSoundThatDoesNotCome() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            for (int second = 0; second < 4; second++) {
                packets.give(second, packet -> {
                    if (packet.isVideo()) {
                        recorder.accept(packet);
                    } else {
                        packet.close();
                    }
                });
            }
        }

        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("avc1")
                .doesNotContain("mp4a");
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        RecordingState.Finished.class,
                        finished -> assertThat(finished.recorded()).isGreaterThan(Duration.ofMillis(3900)));
    }

    @Test
    void keepsAMomentThatEndsWhilePromisedSoundIsWaitedFor() throws Exception {
        Path file = folder.resolve("show.mp4");
        try (Recorder recorder = start(file, new RecordingStorage.Disk())) {
            packets.give(0, packet -> {
                if (packet.isVideo()) {
                    recorder.accept(packet);
                } else {
                    packet.close();
                }
            });
        }

        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        RecordingState.Finished.class,
                        finished -> assertThat(finished.recorded()).isGreaterThan(Duration.ofMillis(900)));
    }

    /// As usual, but for the space that is left free.
    static RecordingSettings settings(Path file, Set<MediaKind> kinds, long reserveBytes) {
        return new RecordingSettings(file, kinds, Duration.ofSeconds(1), Duration.ofSeconds(10), reserveBytes);
    }

    private Recorder start(Path file, RecordingStorage storage) throws RecordingException {
        return start(settings(file, BOTH, 0), storage);
    }

    @SuppressWarnings("MustBeClosedChecker") // the callers close it
    private Recorder start(RecordingSettings settings, RecordingStorage storage) throws RecordingException {
        return Recorder.start(settings, storage, told::add);
    }

    /// {@return types of the file's boxes; fails unless they end exactly with the file}
    private static List<String> boxes(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<String> types = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            int size = bytes.getInt();
            byte[] type = new byte[4];
            bytes.get(type);
            types.add(new String(type, StandardCharsets.US_ASCII));
            bytes.position(start + size);
        }
        return types;
    }
}
