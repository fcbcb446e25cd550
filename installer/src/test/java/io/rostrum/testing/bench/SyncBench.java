package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.ReferenceCard;
import io.rostrum.testing.SyncReport;
import io.rostrum.testing.TestSound;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Flash and beep read back from HLS by FFmpeg.
final class SyncBench {
    private static final int SECONDS = 600;
    private static final double BAR_MILLIS = 40;

    private SyncBench() {}

    /// The product's own card.
    static void card(Report report, Bench.Length length) throws Exception {
        Duration time = length.of(SECONDS);
        try (CompanionServer companion = CompanionServer.start();
                Broadcast broadcast = Broadcast.start(
                        Map.of(),
                        List.of(
                                "--video",
                                "testcard",
                                "--audio",
                                "testcard",
                                "--keyint",
                                "2s",
                                "--to",
                                companion.rtmp("sync")))) {
            broadcast.awaitLive();
            judge(report, readHls(companion, time), time);
        }
    }

    /// The card played by a foreign player and captured as screen and device; FFmpeg's own capture of the same player
    /// beside it.
    static void device(Report report, Bench.Length length) throws Exception {
        Duration time = length.of(SECONDS);
        Path folder = Files.createTempDirectory("rostrum-sync");
        Path film = film(folder, time.plusSeconds(150));
        try (VirtualDisplay display = VirtualDisplay.start(1280, 720);
                SoundServer sound = SoundServer.start();
                NginxRtmp nginx = NginxRtmp.start();
                CompanionServer companion = CompanionServer.start()) {
            Map<String, String> environment = new HashMap<>(sound.environment());
            environment.put("DISPLAY", display.name());
            // ffplay would do too, but itself shows a flash up to 66 ms from its beep on a busy machine
            List<String> play = List.of(
                    "mpv",
                    "--no-config",
                    "--vo=x11",
                    "--ao=pulse",
                    "--no-border",
                    "--no-osc",
                    "--geometry=0:0",
                    "--hwdec=no",
                    "--really-quiet",
                    film.toString());
            try (Child player = Child.start("mpv", play, environment)) {
                TargetsBench.pass(Duration.ofSeconds(5));
                SyncReport control = ffmpegCapture(display, environment, nginx, length.of(60));
                report.note(
                        "control: ffmpeg's capture of the same player",
                        "max %.1f, median %.1f ms, %d pairs, further than 20 ms from the median: %s",
                        control.maxMillis(),
                        control.medianMillis(),
                        control.pairs(),
                        control.far());
                List<String> arguments = new ArrayList<>(TargetsBench.CAPTURE);
                arguments.addAll(List.of("--to", companion.rtmp("sync")));
                try (Broadcast broadcast = Broadcast.start(environment, arguments)) {
                    broadcast.awaitLive();
                    judge(report, readHls(companion, time), time);
                }
                report.judge("player still plays", String.valueOf(player.isAlive()), "true", player.isAlive());
            }
        } finally {
            Files.delete(film);
            Files.delete(folder);
        }
    }

    private static SyncReport readHls(CompanionServer companion, Duration time) {
        String url = companion.hls("sync");
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
                    .build();
            org.awaitility.Awaitility.await("playlist")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
        return SyncReport.of(MediaReading.of(url, MediaReading.Tracks.BOTH, time, List.of()));
    }

    private static void judge(Report report, SyncReport sync, Duration time) {
        report.atLeast("pairs of flash and beep", sync.pairs(), (double) time.toSeconds() - 8, "");
        report.judge("flashes or beeps alone", String.valueOf(sync.lonely()), "<= 1", sync.lonely() <= 1);
        report.atMost("largest distance", sync.maxMillis(), BAR_MILLIS, "ms");
        report.note("median (positive: sound late)", "%.2f ms", sync.medianMillis());
        report.note("drift", "%.3f ms a minute", sync.driftMillisPerMinute());
        report.note("pairs further than 20 ms from the median", "%s", sync.far());
    }

    private static SyncReport ffmpegCapture(
            VirtualDisplay display, Map<String, String> environment, NginxRtmp nginx, Duration time)
            throws InterruptedException {
        String command =
                "ffmpeg -hide_banner -nostdin -nostats -loglevel error -thread_queue_size 512 -f x11grab -framerate 30"
                        + " -video_size 1280x720 -i " + display.name()
                        + " -thread_queue_size 512 -f pulse -fragment_size 3840 -i "
                        + SoundServer.MONITOR + " -t " + time.toSeconds()
                        + " -c:v libx264 -preset ultrafast -g 60 -pix_fmt yuv420p -c:a aac -f flv "
                        + nginx.live("control");
        try (Child capture = Child.start("ffmpeg", List.of(command.split(" ", -1)), environment)) {
            capture.awaitExit(time.plusSeconds(20));
        }
        return SyncReport.of(MediaReading.of(nginx.received("control").getFirst(), MediaReading.Tracks.BOTH));
    }

    /// A long film of the card: ten seconds of pictures again and again, and one unbroken sound.
    private static Path film(Path folder, Duration time) throws IOException, InterruptedException {
        Path piece = folder.resolve("piece.mp4");
        new ReferenceCard(1280, 720, 10).write(piece, 0, List.of("-an", "-bf", "0"));
        Path film = folder.resolve("film.mkv");
        String command =
                "ffmpeg -hide_banner -nostats -loglevel error -y -stream_loop -1 -i " + piece + " -f s16le -ar "
                        + TestSound.SAMPLE_RATE + " -ac 1 -i pipe:0 -map 0:v -map 1:a -c:v copy -c:a pcm_s16le -t "
                        + time.toSeconds()
                        + " " + film;
        try (Child join = Child.start("ffmpeg", List.of(command.split(" ", -1)), Map.of())) {
            byte[] second = TestSound.second();
            try (OutputStream out = join.input()) {
                for (int i = 0; i < time.toSeconds(); i++) {
                    out.write(second);
                }
            }
            if (join.awaitExit(Duration.ofMinutes(1)).orElse(-1) != 0) {
                throw new IllegalStateException(join.tail());
            }
        }
        Files.delete(piece);
        return film;
    }
}
