package io.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.NginxRtmp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The probe on a plain page with a file that FFmpeg made.
class BrowserProbeIT {
    @Test
    void countersColoursAndSoundOfAPlayingFileAreSeen() throws IOException, InterruptedException {
        try (NginxRtmp nginx = NginxRtmp.start();
                Chromium chromium = Chromium.start(Chromium.Drawing.EXACT)) {
            new ReferenceCard(640, 384, 8)
                    .write(nginx.folder().resolve("card.mp4"), 0, List.of("-movflags", "+faststart"));
            Files.writeString(
                    nginx.folder().resolve("page.html"), "<!DOCTYPE html><video src=card.mp4 autoplay loop></video>");
            chromium.open(nginx.http("page.html"));
            BrowserProbe probe = BrowserProbe.attach(chromium, Duration.ofSeconds(60));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> probe.seen().counters().size() > 60);

            BrowserProbe.Seen seen = probe.seen();
            assertThat(seen.counters()).allMatch(counter -> counter < 240);
            assertThat(seen.counters().stream().distinct()).hasSizeGreaterThan(40);
            assertThat(seen.ageMillis()).isNotEmpty();
            assertThat(seen.mediaSeconds()).isPositive();
            assertThat(seen.audioBytes()).isPositive();
            assertThat(probe.colorError()).isLessThanOrEqualTo(4);
        }
    }
}
