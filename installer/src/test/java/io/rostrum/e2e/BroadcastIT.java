package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
                                "--duration",
                                "8s",
                                "--record",
                                recording.toString(),
                                "--to",
                                companion.rtmp("card"),
                                "--to",
                                nginx.live("card")))) {
            assertThat(broadcast.awaitExit(Duration.ofSeconds(60)))
                    .as(broadcast.process().tail())
                    .hasValue(0);
            viewer.awaitEnd(Duration.ofSeconds(30));
            JsonObject stats = broadcast.stats().getLast();
            int encoded = stats.get("frames").getAsInt();
            assertThat(encoded).isPositive();
            JsonArray targets = stats.getAsJsonArray("targets");
            Map<Path, Integer> sent = Map.of(
                    recording,
                    encoded,
                    download,
                    encoded - givenUp(targets.get(0)),
                    nginx.received("card").getFirst(),
                    encoded - givenUp(targets.get(1)));
            for (Path file : sent.keySet()) {
                MediaReading reading = MediaReading.of(file, MediaReading.Tracks.BOTH);
                CounterReport counters = CounterReport.of(reading.frames());
                assertThat(counters.frames()).as("frames of %s", file).isEqualTo(sent.get(file));
                assertThat(counters.unreadable()).isZero();
                assertThat(counters.backwards()).isZero();
                SyncReport sync = SyncReport.of(reading);
                assertThat(sync.pairs()).isGreaterThanOrEqualTo(4);
                assertThat(sync.maxMillis()).as("sync of %s", file).isLessThanOrEqualTo(40);
                ColorReader colors = ColorReader.of(file.toString(), 2, List.of());
                assertThat(colors.maxError()).as("%s", colors).isLessThanOrEqualTo(4);
                assertThat(colors.space()).isEqualTo(new ColorReader.Space("bt709", "tv", "bt709", "bt709"));
            }
        }
    }

    /// {@return frames that a target says it did not send}
    private static int givenUp(JsonElement target) {
        JsonObject figures = target.getAsJsonObject();
        return figures.get("dropped_frames").getAsInt()
                + figures.get("missed_frames").getAsInt();
    }

    @Test
    void screenAndDeviceWithAllFiltersArriveReadable() throws InterruptedException {
        try (CounterScreen screen = CounterScreen.open(Duration.ofSeconds(90));
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
                                "--duration",
                                "8s",
                                "--to",
                                nginx.live("screen")))) {
            assertThat(broadcast.awaitExit(Duration.ofSeconds(60)))
                    .as(broadcast.process().tail())
                    .hasValue(0);

            MediaReading reading = MediaReading.of(nginx.received("screen").getFirst(), MediaReading.Tracks.BOTH);

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
            assertThat(counters.inOrder()).isGreaterThan(60);
            assertThat(reading.beepNanos()).hasSizeGreaterThan(4);
        }
    }
}
