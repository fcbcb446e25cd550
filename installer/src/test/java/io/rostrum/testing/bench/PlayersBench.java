package io.rostrum.testing.bench;

import io.rostrum.testing.BrowserProbe;
import io.rostrum.testing.Child;
import io.rostrum.testing.CounterReport;
import io.rostrum.testing.CounterScreen;
import io.rostrum.testing.MediaReading;
import io.rostrum.testing.peer.Chromium;
import io.rostrum.testing.peer.ObsStudio;
import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import io.rostrum.testing.peer.VlcPlayer;
import io.rostrum.testing.product.CompanionServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// OBS and FFmpeg publish to the companion; ffprobe, ffplay and VLC play RTMP, HTTP-FLV and HLS, Chromium plays FLV and
/// HLS.
///
/// Playing is proven by the pictures: each player must show counters of the window that the publisher captures.
final class PlayersBench {
    private static final Duration PLAY = Duration.ofSeconds(12);

    private PlayersBench() {}

    static void run(Report report, Bench.Length length) throws Exception {
        try (CounterScreen screen = CounterScreen.open(Duration.ofMinutes(30), 2600, 760);
                CompanionServer companion = CompanionServer.start()) {
            try (Child ffmpeg = ffmpeg(screen, companion.rtmp("ffmpeg"))) {
                players(report, companion, "ffmpeg");
                report.judge("ffmpeg still publishes", String.valueOf(ffmpeg.isAlive()), "true", ffmpeg.isAlive());
            }
            String server = "rtmp://127.0.0.1:" + companion.rtmpPort() + "/live";
            try (ObsStudio obs = ObsStudio.publish(screen.display(), screen.environment(), server, "obs", 0)) {
                obs.awaitStreaming();
                aside(screen);
                TargetsBench.pass(Duration.ofSeconds(10));
                players(report, companion, "obs");
                report.judge(
                        "OBS still publishes",
                        String.valueOf(obs.process().isAlive()),
                        "true",
                        obs.process().isAlive());
            }
        }
    }

    private static Child ffmpeg(CounterScreen screen, String url) {
        String command =
                "ffmpeg -hide_banner -nostdin -nostats -loglevel error -thread_queue_size 512 -f x11grab -framerate 30"
                        + " -video_size 1280x720 -i " + screen.displayName()
                        + " -thread_queue_size 512 -f pulse -fragment_size 3840 -i "
                        + SoundServer.MONITOR
                        + " -c:v libx264 -preset veryfast -b:v 2500k -g 60 -pix_fmt yuv420p -c:a aac -f flv " + url;
        return Child.start("ffmpeg", List.of(command.split(" ", -1)), screen.environment());
    }

    /// Moves OBS's own window off the picture that it captures.
    private static void aside(CounterScreen screen) throws InterruptedException {
        List<String> command =
                List.of("xdotool", "search", "--sync", "--onlyvisible", "--name", "^OBS ", "windowmove", "1290", "0");
        try (Child move = Child.start("xdotool", command, screen.environment())) {
            move.awaitExit(Duration.ofSeconds(20));
        }
    }

    private static void players(Report report, CompanionServer companion, String stream) throws Exception {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("RTMP", companion.rtmp(stream));
        addresses.put("HTTP-FLV", companion.flv(stream));
        addresses.put("HLS", companion.hls(stream));
        available(companion.hls(stream));
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            String what = stream + " -> companion -> " + address.getKey() + " -> ";
            probe(report, what + "ffprobe", address.getValue());
            ffplay(report, what + "ffplay", address.getValue());
            vlc(report, what + "VLC", address.getValue());
        }
        for (String way : List.of("flv", "hls")) {
            chromium(report, stream + " -> companion -> " + way + " -> Chromium", companion, stream, way);
        }
    }

    private static void available(String url) {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
                    .build();
            org.awaitility.Awaitility.await("playlist " + url)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    private static void probe(Report report, String what, String url) throws InterruptedException {
        List<String> command =
                List.of("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "json", url);
        try (Child ffprobe = Child.start("ffprobe", command, Map.of())) {
            boolean ended = ffprobe.awaitExit(Duration.ofSeconds(30)).isPresent();
            String said = String.join("", ffprobe.lines());
            boolean both = ended && said.contains("h264") && said.contains("aac");
            report.judge(what, both ? "h264 + aac" : tail(said), "h264 + aac", both);
        }
    }

    /// ffplay shows the stream on a display of its own, and that display is read.
    private static void ffplay(Report report, String what, String url) throws InterruptedException {
        try (VirtualDisplay display = VirtualDisplay.start(1280, 720);
                SoundServer sound = SoundServer.start()) {
            Map<String, String> environment = new HashMap<>(sound.environment());
            environment.put("DISPLAY", display.name());
            environment.put("SDL_AUDIODRIVER", "pulseaudio");
            List<String> command = List.of("ffplay", "-loglevel", "error", "-noborder", "-left", "0", "-top", "0", url);
            try (Child ffplay = Child.start("ffplay", command, environment)) {
                TargetsBench.pass(Duration.ofSeconds(6));
                MediaReading shown = MediaReading.of(
                        display.name(),
                        MediaReading.Tracks.VIDEO,
                        PLAY.dividedBy(3),
                        List.of("-f", "x11grab", "-framerate", "30", "-video_size", "1280x720"));
                CounterReport counters = CounterReport.of(shown.frames());
                String measured = counters.inOrder() + " pictures in order";
                report.judge(
                        what,
                        ffplay.isAlive() ? measured : tail(ffplay.tail()),
                        ">= 60 in 4 s",
                        counters.inOrder() >= 60);
            }
        }
    }

    private static void vlc(Report report, String what, String url) throws InterruptedException, IOException {
        Path folder = Files.createTempDirectory("rostrum-vlc");
        folder.toFile().setWritable(true, false);
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        VlcPlayer.Result result = VlcPlayer.play(url, PLAY, folder);
        int readable = 0;
        for (Path picture : result.pictures()) {
            readable += (int) MediaReading.of(picture, MediaReading.Tracks.VIDEO).frames().stream()
                    .filter(frame -> frame.counter().isPresent())
                    .count();
        }
        String measured =
                readable + " of " + result.pictures().size() + " snapshots, " + (result.heard() ? "sound" : "no sound");
        report.judge(what, measured, ">= 6 readable, sound", readable >= 6 && result.heard());
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static void chromium(Report report, String what, CompanionServer companion, String stream, String way)
            throws InterruptedException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open(companion.http("/watch/" + stream + "?muted&mode=" + way));
            BrowserProbe probe = BrowserProbe.attach(chromium, Duration.ofSeconds(30));
            TargetsBench.pass(Duration.ofSeconds(3));
            probe.reset();
            TargetsBench.pass(PLAY);
            BrowserProbe.Seen seen = probe.seen();
            long different = seen.counters().stream().distinct().count();
            String measured =
                    different + " counters, stalls " + seen.waiting() + ", sound " + seen.audioBytes() / 1000 + " kB";
            boolean fine = different >= 15 * PLAY.toSeconds() && seen.waiting() == 0 && seen.audioBytes() > 0;
            report.judge(what, measured, ">= 15/s, 0 stalls, sound", fine);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 120));
    }
}
