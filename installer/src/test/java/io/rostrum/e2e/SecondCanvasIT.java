package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.scene.Fit;
import io.rostrum.studio.engine.CanvasSetting;
import io.rostrum.studio.engine.CanvasSetting.Recorded;
import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioEngine;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.testing.MediaReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two canvases of one studio at once: both are recorded, the vertical one is sent, and FFmpeg decodes
/// all three.
class SecondCanvasIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static void awaitState(StudioEngine studio, Predicate<StudioSnapshot> state) {
        await().atMost(LIMIT).until(() -> state.test(studio.snapshot()));
    }

    private Path recording(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("recordings"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            return all.stream()
                    .filter(file -> file.toString().endsWith("360x640.mp4") == ending.equals("360x640"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// {@return media time of each picture, by what its counter says}
    private static Map<Integer, Long> times(MediaReading of) {
        Map<Integer, Long> times = new HashMap<>();
        of.frames().stream()
                .filter(frame -> frame.counter().isPresent())
                .forEach(frame -> times.put(frame.counter().getAsInt(), frame.ptsNanos()));
        return times;
    }

    @Test
    void bothAreRecordedPictureByPictureAndThePhoneGetsTheVerticalOne() throws Exception {
        MediaReading phone;
        try (TestServer server = TestServer.start();
                StudioEngine studio = StudioEngine.open(folder.resolve("studio"))) {
            studio.output(new OutputSetting(
                            "640x360",
                            "30",
                            800_000,
                            1,
                            "x264",
                            folder.resolve("recordings").toString(),
                            1)
                    .withCanvas(new CanvasSetting(true, "360x640", 800_000, Recorded.BOTH)));
            studio.enable(DestinationSetting.OWN_SERVER, false);
            studio.destination(new DestinationSetting(
                    "phones",
                    "Phones",
                    server.rtmp("").replaceAll("/$", ""),
                    "phones",
                    true,
                    DeliverySetting.USUAL.withSecondCanvas(true)));
            String card = studio.addSource(new SourceSetting("Card", "testcard"));
            studio.addChannel(new ChannelSetting("Beep", "testcard"));
            studio.scenes().canvas(true);
            studio.scenes().place(card, Layout.WHOLE.withFit(Fit.STRETCH)); // so that all of it is read
            awaitState(
                    studio,
                    now -> now.sources().size() == 1
                            && now.sources().getFirst().health() instanceof Health.Running
                            && now.sources().getFirst().layout().fit() == Fit.STRETCH);

            studio.goLive();
            studio.record(true);
            awaitState(studio, now -> now.destinations().getLast().state() instanceof DestinationState.Sending);
            phone = MediaReading.ofPictures(server.url("/live/phones.flv"), MediaReading.Tracks.BOTH, 60, LIMIT);
            awaitState(studio, now -> now.recording() instanceof Recording.On on && on.bytes() > 100_000);
            studio.record(false);
            studio.endLive();
            awaitState(studio, now -> now.recording() instanceof Recording.Off && now.live() instanceof Live.Off);
            assertThat(studio.snapshot().notices()).isEmpty();
        }
        assertThat(String.join("\n", phone.log())).contains("360x640");
        assertThat(times(phone)).hasSizeGreaterThan(30);
        assertThat(phone.beepNanos()).isNotEmpty();

        MediaReading wide = MediaReading.of(recording("wide"), MediaReading.Tracks.BOTH);
        MediaReading tall = MediaReading.of(recording("360x640"), MediaReading.Tracks.BOTH);
        assertThat(String.join("\n", wide.log())).contains("640x360");
        assertThat(String.join("\n", tall.log())).contains("360x640");
        Map<Integer, Long> first = times(wide);
        Map<Integer, Long> second = times(tall);
        assertThat(second).hasSizeGreaterThan(30);
        List<Long> apart = second.entrySet().stream()
                .filter(tallOne -> first.containsKey(tallOne.getKey()))
                .map(tallOne -> (first.getOrDefault(tallOne.getKey(), 0L) - tallOne.getValue()) / 1_000_000)
                .distinct()
                .toList();
        assertThat(apart.stream().mapToLong(Long::longValue).max().orElseThrow()
                        - apart.stream().mapToLong(Long::longValue).min().orElseThrow())
                .as("ms that the same picture is earlier or later in one file than in the other: as much for all")
                .isLessThanOrEqualTo(1);
    }
}
