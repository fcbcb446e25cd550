package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader against files that FFmpeg made: an instrument that reads nothing, or reads late, fails here.
class MediaReadingIT {
    private static final int SECONDS = 4;

    @TempDir
    Path folder;

    @Test
    void everyCounterClockAndFlashOfAFileIsRead() {
        Path file = folder.resolve("card.mp4");
        new ReferenceCard(1280, 720, SECONDS).write(file, 0, List.of());

        MediaReading reading = MediaReading.of(file, MediaReading.Tracks.BOTH);

        assertThat(reading.frames()).hasSize(SECONDS * 30);
        for (int i = 0; i < reading.frames().size(); i++) {
            MediaReading.Frame frame = reading.frames().get(i);
            assertThat(frame.counter()).hasValue(i);
            assertThat(frame.clock()).hasValue((int) ReferenceCard.clockMillis(i));
            assertThat(frame.flash()).as("flash of frame %d", i).isEqualTo(i % 30 < 2);
        }
        assertThat(CounterReport.of(reading.frames())).isEqualTo(new CounterReport(120, 0, 120, 120, 0, 0));
    }

    @Test
    void syncIsReadWithinTwoMillisecondsInEveryContainer() {
        for (String name : List.of("card.mp4", "card.flv", "card.ts", "index.m3u8")) {
            Path file = folder.resolve(name);
            List<String> options =
                    name.endsWith("m3u8") ? List.of("-hls_segment_type", "fmp4", "-hls_time", "1") : List.of();
            new ReferenceCard(320, 192, SECONDS).write(file, 0, options);

            SyncReport sync = SyncReport.of(MediaReading.of(file, MediaReading.Tracks.BOTH));

            assertThat(sync.pairs()).as(name).isGreaterThanOrEqualTo(SECONDS - 1);
            assertThat(sync.maxMillis()).as(name).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void lateSoundIsReadAsLate() {
        Path file = folder.resolve("late.mp4");
        new ReferenceCard(320, 192, SECONDS).write(file, 70, List.of());

        SyncReport sync = SyncReport.of(MediaReading.of(file, MediaReading.Tracks.BOTH));

        assertThat(sync.medianMillis()).isBetween(68.0, 72.0);
    }

    @Test
    void missingAndRepeatedPicturesAreCounted() {
        Path file = folder.resolve("holes.mp4");
        String drop = "select='not(eq(n,50)+eq(n,51))',tpad=stop_mode=clone:stop=3,format=yuv420p";
        new ReferenceCard(320, 192, SECONDS).write(file, 0, List.of("-vf", drop, "-fps_mode", "vfr", "-t", "10"));

        CounterReport report = CounterReport.of(
                MediaReading.of(file, MediaReading.Tracks.VIDEO).frames());

        assertThat(report.span()).isEqualTo(120);
        assertThat(report.inOrder()).isEqualTo(118);
        assertThat(report.repeated()).isEqualTo(3);
    }

    @Test
    void aPictureWithoutStripsReadsAsNothing() {
        MediaReading reading = MediaReading.of(
                "testsrc2=size=1280x720:rate=30:duration=1",
                MediaReading.Tracks.VIDEO,
                java.time.Duration.ofSeconds(20),
                List.of("-f", "lavfi"));

        assertThat(reading.frames()).hasSize(30);
        assertThat(CounterReport.of(reading.frames()).share()).isZero();
        assertThat(SyncReport.flashOnsets(reading.frames())).isEmpty();
    }
}
