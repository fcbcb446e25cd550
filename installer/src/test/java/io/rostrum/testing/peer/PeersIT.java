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

        VlcPlayer.Result result = VlcPlayer.play(card.toString(), Duration.ofSeconds(5), open);

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
            Awaitility.await("what OBS sends, " + obs.process().tail())
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !nginx.received("obs").isEmpty()
                            && Files.size(nginx.received("obs").getFirst()) > 100_000);
            assertThat(player.isAlive()).isTrue();
            List<MediaReading.Frame> frames = MediaReading.of(
                            nginx.received("obs").getFirst(), MediaReading.Tracks.VIDEO)
                    .frames();
            assertThat(frames).hasSizeGreaterThan(10);
            assertThat(CounterReport.of(frames).share()).isZero();
        }
    }
}
