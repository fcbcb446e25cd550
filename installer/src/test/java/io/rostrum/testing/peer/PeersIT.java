package io.rostrum.testing.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ReferenceCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the peers themselves work here, with each other, so that a failure elsewhere is ours.
class PeersIT {
    @TempDir
    Path folder;

    @Test
    void vlcAsANormalUserShowsTheCardAndHearsIt() throws IOException, InterruptedException {
        Path open = Files.createDirectories(folder.resolve("open"));
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        assertThat(folder.toFile().setReadable(true, false)).isTrue();
        assertThat(open.toFile().setWritable(true, false)).isTrue();
        Path card = folder.resolve("card.mp4");
        new ReferenceCard(640, 384, 6).write(card, 0, List.of());

        VlcPlayer.Result result = VlcPlayer.play(card.toString(), Duration.ofSeconds(30), open);

        assertThat(result.pictures()).hasSizeGreaterThan(4);
        assertThat(result.heard()).isTrue();
        assertThat(MediaReading.of(result.pictures().getLast(), MediaReading.Tracks.VIDEO)
                        .frames()
                        .getFirst()
                        .counter())
                .isPresent();
    }

    @Test
    void obsStreamsADisplayToNginx() throws InterruptedException {
        try (VirtualDisplay display = VirtualDisplay.start(2600, 760);
                SoundServer sound = SoundServer.start();
                NginxRtmp nginx = NginxRtmp.start();
                Child player = Child.start(
                        "ffplay",
                        List.of(
                                "ffplay -loglevel error -f lavfi -i testsrc2=size=1280x720:rate=10 -left 0 -top 0 -noborder"
                                        .split(" ", -1)),
                        Map.of("DISPLAY", display.name(), "SDL_AUDIODRIVER", "dummy"));
                ObsStudio obs = ObsStudio.publish(
                        display, sound.environment(), "rtmp://127.0.0.1:" + nginx.rtmpPort() + "/live", "obs", 2)) {
            obs.awaitStreaming();
            List<MediaReading.Frame> frames = Awaitility.await(
                            "pictures of OBS, " + obs.process().tail())
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> frames(nginx), seen -> seen.size() > 10);
            assertThat(player.isAlive()).isTrue();
            assertThat(CounterReport.of(frames).share()).isZero();
        }
    }

    private static List<MediaReading.Frame> frames(NginxRtmp nginx) {
        return nginx.received("obs").stream()
                .findFirst()
                .map(file -> MediaReading.of(file, MediaReading.Tracks.VIDEO).frames())
                .orElse(List.of());
    }
}
