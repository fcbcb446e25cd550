package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.record.Recorder;
import io.rostrum.capture.record.RecordingSettings;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.capture.session.SessionState;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.testing.Child;
import io.rostrum.testing.FailingBroadcast;
import io.rostrum.testing.FaultyEncoders.Fault;
import io.rostrum.testing.PictureArrivals;
import io.rostrum.testing.PictureArrivals.Arrival;
import io.rostrum.testing.PlayerWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The encoder fails and hangs in mid-stream; viewers, the playlist and the recording go on.
@Tag("peer")
class EncoderFailureIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern LEFT_BEFORE = Pattern.compile("#EXT-X-DISCONTINUITY-SEQUENCE:(\\d+)");

    @TempDir
    private Path folder;

    @Test
    void theNextEncoderTakesOverAndEverybodyPlaysOn() throws Exception {
        RecordingState recorded;
        try (TestServer server = TestServer.start()) {
            Recorder recorder = Recorder.start(
                    RecordingSettings.of(folder.resolve("show.mp4"), Set.of(MediaKind.VIDEO, MediaKind.AUDIO)),
                    _ -> {});
            try (recorder;
                    FailingBroadcast broadcast = new FailingBroadcast(
                            server.rtmp("faults"), new PictureSize(640, 360), 800_000, 3, List.of(recorder));
                    PictureArrivals arrivals = PictureArrivals.on(server.url("/live/faults.flv"))) {
                awaitLive(server);
                try (PlayerWatch flv = PlayerWatch.open(server.url("/watch/faults?muted&mode=flv"));
                        PlayerWatch hls = PlayerWatch.open(server.url("/watch/faults?muted&mode=hls"))) {
                    assertThat(discontinuities(server)).isZero();

                    broadcast.order(Fault.FAILS);
                    awaitDecodedAnew(server, arrivals, 2, 1);
                    broadcast.order(Fault.HANGS);
                    awaitDecodedAnew(server, arrivals, 3, 2);

                    playOn(List.of(flv, hls));
                    assertThat(discontinuities(server))
                            .as("one for each encoder")
                            .isEqualTo(2);
                }
                assertThat(broadcast.session().state()).isEqualTo(new SessionState.Running());
                assertThat(broadcast.encoder().left()).hasSize(2);
                assertInOrder(arrivals.pictures());
            }
            recorded = recorder.state();
        }
        assertThat(recorded).isInstanceOf(RecordingState.Finished.class);
        if (recorded instanceof RecordingState.Finished finished) {
            assertThat(finished.files()).as("a file for each encoder").hasSize(3);
            for (Path file : finished.files()) {
                decodesWithoutAComplaint(file);
            }
        }
    }

    private static void awaitLive(TestServer server) {
        Awaitility.await("a first segment")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> server.get("/live/faults/index.m3u8").statusCode() == 200);
    }

    /// A new sequence header, a key frame after it, two seconds of pictures, and the playlist knows.
    private static void awaitDecodedAnew(
            TestServer server, PictureArrivals arrivals, int headers, int discontinuities) {
        Awaitility.await("pictures by sequence header " + headers)
                .atMost(LIMIT)
                .until(() -> arrivals.pictures().stream()
                                .filter(picture -> picture.headers() == headers)
                                .count()
                        > 60);
        Awaitility.await("discontinuity " + discontinuities)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> discontinuities(server) >= discontinuities);
    }

    private static void assertInOrder(List<Arrival> pictures) {
        for (int i = 1; i < pictures.size(); i++) {
            Arrival before = pictures.get(i - 1);
            Arrival picture = pictures.get(i);
            assertThat(picture.millis()).isGreaterThan(before.millis());
            assertThat(picture.keyFrame() || picture.headers() == before.headers())
                    .as("a key frame after a sequence header")
                    .isTrue();
        }
    }

    private static void playOn(List<PlayerWatch> players) {
        List<Double> before = players.stream().map(PlayerWatch::mediaSeconds).toList();
        for (int i = 0; i < players.size(); i++) {
            PlayerWatch player = players.get(i);
            double wanted = before.get(i) + 5;
            Awaitility.await("player " + i).atMost(LIMIT).until(() -> player.mediaSeconds() > wanted);
            assertThat(player.troubles()).isEmpty();
            assertThat(player.errors()).isEmpty();
        }
    }

    /// {@return discontinuities in the playlist, and those that have left it}
    private static long discontinuities(TestServer server) throws Exception {
        String multivariant = server.get("/live/faults/index.m3u8").body();
        String media = server.get(
                        "/live/faults/" + multivariant.lines().toList().getLast())
                .body();
        Matcher left = LEFT_BEFORE.matcher(media);
        return (left.find() ? Long.parseLong(left.group(1)) : 0)
                + media.lines().filter("#EXT-X-DISCONTINUITY"::equals).count();
    }

    private static void decodesWithoutAComplaint(Path file) throws InterruptedException {
        List<String> command = List.of("ffmpeg", "-v", "warning", "-i", file.toString(), "-f", "null", "-");
        try (Child ffmpeg = Child.start("ffmpeg", command, Map.of())) {
            assertThat(ffmpeg.awaitExit(LIMIT)).contains(0);
            assertThat(ffmpeg.lines()).as(file.toString()).isEmpty();
        }
    }
}
