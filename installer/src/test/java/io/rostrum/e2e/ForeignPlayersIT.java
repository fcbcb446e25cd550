package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shaka, dash.js and video.js, as others put them into their pages, play our HLS and DASH, and GStreamer our HLS.
@Tag("peer")
class ForeignPlayersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAYED = "played.mkv";
    private static final String MEDIA = "-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi"
            + " -i sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 400k -g 30 -c:a aac";

    @TempDir
    private Path folder;

    @Test
    void playersOfOthersShowPicturesInOrderAndHaveSound() throws Exception {
        Map<String, String> settings = Map.of("ROSTRUM_HTTP_MEDIA_ORIGINS", "*", "ROSTRUM_TRANSCODE_ENABLED", "no");
        try (TestServer server = TestServer.start(settings);
                Child _ = server.publish("cam", MEDIA.split(" ", -1))) {
            await().atMost(LIMIT)
                    .until(() -> server.get("/live/cam/manifest.mpd").body().split("<S ", -1).length > 8);
            try (Child player = gstreamer(server.url("/live/cam/index.m3u8"))) {
                assertThat(Node.problems(Node.run("players-check.mjs", "--base", server.url(""), "--stream", "cam")))
                        .isEmpty();
                assertPlayed(player);
            }
        }
    }

    /// Decodes until it is closed, and keeps pictures and sound as they come.
    private Child gstreamer(String url) {
        String pipeline = "gst-launch-1.0 -q -e uridecodebin3 uri=" + url + " name=player"
                + " player. ! queue ! videoconvert ! jpegenc ! mux."
                + " player. ! queue ! audioconvert ! audioresample ! opusenc ! mux."
                + " matroskamux name=mux ! filesink location=" + folder.resolve(PLAYED);
        return Child.start("GStreamer", List.of(pipeline.split(" ", -1)), Map.of());
    }

    private void assertPlayed(Child player) throws Exception {
        await().atMost(LIMIT)
                .until(() -> stamps("v").size() >= 90 && stamps("a").size() >= 90);
        player.close();

        assertThat(stamps("v")).isSorted().doesNotHaveDuplicates();
    }

    /// {@return presentation times, in the order they were written}
    private List<Double> stamps(String kind) throws Exception {
        String command = "ffprobe -v quiet -select_streams " + kind + " -show_entries packet=pts_time -of csv=p=0 "
                + folder.resolve(PLAYED);
        try (Child probe = Child.start("ffprobe", List.of(command.split(" ", -1)), Map.of())) {
            probe.awaitExit(LIMIT);
            return probe.lines().stream()
                    .map(line -> line.replaceAll("[^0-9.]", ""))
                    .filter(line -> !line.isEmpty())
                    .map(Double::valueOf)
                    .toList();
        }
    }
}
