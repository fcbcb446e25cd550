package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.rostrum.testing.ColorReader;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.FlvDownload;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.SyncReport;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The studio's command line to the companion and to nginx-rtmp, read back with FFmpeg.
class BroadcastIT {
    @TempDir
    Path folder;

    @Test
    void theTestCardReachesEveryTargetAndTheRecordingWholeInStepAndInColour() throws InterruptedException {
        Path download = folder.resolve("companion.flv");
        Path recording = folder.resolve("recording.mp4");
        try (NginxRtmp nginx = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start();
                FlvDownload viewer = new FlvDownload(companion.flv("card"), download);
                Broadcast broadcast = Broadcast.start(
                        Map.of(),
                        List.of(
                                "--video",
                                "testcard",
                                "--audio",
                                "testcard",
                                "--size",
                                "1280x720",
                                "--fps",
                                "30",
                                "--keyint",
                                "2s",
                                "--record",
                                recording.toString(),
                                "--to",
                                companion.rtmp("card"),
                                "--to",
                                nginx.live("card")))) {
            await("flashes with their beeps")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() ->
                            SyncReport.ofCounted(reading(nginx, "card"), 30).pairs() > 5);
            assertThat(broadcast.stop()).as(broadcast.process().tail()).hasValue(0);
            viewer.awaitEnd(Duration.ofSeconds(30));
            JsonObject stats = broadcast.stats().getLast();
            int encoded = stats.get("frames").getAsInt();
            assertThat(encoded).isPositive();
            JsonArray targets = stats.getAsJsonArray("targets");
            Path received = nginx.received("card").getFirst();
            List<Integer> recorded = counters(recording);
            assertThat(recorded).hasSize(encoded);
            assertThat(counters(received)).hasSize(encoded - givenUp(targets.get(1)));
            List<Integer> seen = counters(download);
            assertThat(recorded).containsSubsequence(seen);
            assertThat(recorded.get(encoded - seen.size() - dropped(targets.get(0))))
                    .as("where the viewer came in, if it lacks nothing since then")
                    .isEqualTo(seen.getFirst());
            for (Path file : List.of(recording, received, download)) {
                MediaReading reading = MediaReading.of(file, MediaReading.Tracks.BOTH);
                CounterReport counters = CounterReport.of(reading.frames());
                assertThat(counters.unreadable()).isZero();
                assertThat(counters.backwards()).isZero();
                SyncReport sync = SyncReport.ofCounted(reading, 30);
                assertThat(sync.pairs()).isGreaterThanOrEqualTo(4);
                assertThat(sync.maxMillis()).as("sync of %s", file).isLessThanOrEqualTo(40);
                ColorReader colors = ColorReader.of(file.toString(), 2, List.of());
                assertThat(colors.maxError()).as("%s", colors).isLessThanOrEqualTo(4);
                assertThat(colors.space()).isEqualTo(new ColorReader.Space("bt709", "tv", "bt709", "bt709"));
            }
        }
    }

    private static List<Integer> counters(Path file) {
        return MediaReading.of(file, MediaReading.Tracks.VIDEO).frames().stream()
                .map(frame -> frame.counter().orElseThrow())
                .toList();
    }

    /// {@return frames that a target says it did not send}
    private static int givenUp(JsonElement target) {
        return dropped(target) + target.getAsJsonObject().get("missed_frames").getAsInt();
    }

    /// {@return those of them that it had no time for; the others came while it was not connected}
    private static int dropped(JsonElement target) {
        return target.getAsJsonObject().get("dropped_frames").getAsInt();
    }

    @Test
    void screenAndDeviceWithAllFiltersArriveReadable() throws InterruptedException {
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(3));
                NginxRtmp nginx = NginxRtmp.start();
                Broadcast broadcast = Broadcast.start(
                        screen.environment(),
                        List.of(
                                "--video",
                                "screen",
                                "--audio",
                                "device",
                                "--size",
                                "1280x720",
                                "--fps",
                                "30",
                                "--filter",
                                "beauty=0.6",
                                "--filter",
                                "watermark=text:ROSTRUM,corner=top-right",
                                "--filter",
                                "blur=320,45,600,135,radius=12",
                                "--to",
                                nginx.live("screen")))) {
            await("pictures of the screen, in order, and beeps")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(
                            () -> reading(nginx, "screen"),
                            seen -> CounterReport.of(seen.frames()).inOrder() > 60
                                    && seen.beepNanos().size() > 4);
            assertThat(broadcast.stop()).as(broadcast.process().tail()).hasValue(0);

            MediaReading reading = reading(nginx, "screen");

            CounterReport counters = CounterReport.of(reading.frames());
            JsonObject stats = broadcast.stats().getLast();
            int sent = stats.get("frames").getAsInt()
                    - givenUp(stats.getAsJsonArray("targets").get(0));
            assertThat(sent).isPositive();
            assertThat(counters.frames()).isEqualTo(sent);
            assertThat(stats.getAsJsonArray("filters"))
                    .extracting(cost -> cost.getAsJsonObject().get("name").getAsString())
                    .containsExactly("beauty", "watermark", "blur");
            assertThat(stats.getAsJsonArray("filters")).allSatisfy(cost -> {
                assertThat(cost.getAsJsonObject().get("active").getAsBoolean()).isTrue();
                assertThat(cost.getAsJsonObject().get("ms").getAsDouble()).isPositive();
            });
            assertThat(counters.unreadable()).isZero();
            assertThat(counters.backwards()).isZero();
        }
    }

    /// {@return what nginx has received of a stream so far}
    private static MediaReading reading(NginxRtmp nginx, String stream) {
        return nginx.received(stream).stream()
                .findFirst()
                .map(file -> MediaReading.of(file, MediaReading.Tracks.BOTH))
                .orElseGet(() -> new MediaReading(List.of(), List.of(), List.of()));
    }
}
