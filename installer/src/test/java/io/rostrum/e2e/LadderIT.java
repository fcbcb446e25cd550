package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.Variant;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.rostrum.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What FFmpeg publishes comes back in lower qualities, picture for picture at the same times.
@Tag("peer")
class LadderIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PICTURES = "-f lavfi -i testsrc2=size=1280x720:rate=30000/1001";
    private static final String SOUND = "-f lavfi -i sine=frequency=1000:sample_rate=48000";
    private static final String X264 = "-c:v libx264 -preset veryfast -bf 2 -pix_fmt yuv420p -b:v 1500k -g 60";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        // for machines that are busy with other things
        server = TestServer.start(Map.of("ROSTRUM_TRANSCODE_PRESET", "ultrafast", "ROSTRUM_TRANSCODE_SHED_AT", "30s"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Child publish(String stream, String what) {
        return server.publish(stream, what.split(" ", -1));
    }

    private static List<Variant> variants(String stream) throws IOException, InterruptedException {
        var answer = server.get("/live/" + stream + "/index.m3u8");
        return answer.statusCode() == 200
                ? new MasterPlaylistParser().readPlaylist(answer.body()).variants()
                : List.of();
    }

    private static List<Variant> awaitVariants(String stream, int count) {
        return Awaitility.await(count + " qualities of " + stream)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> variants(stream), found -> found.size() == count);
    }

    private static MediaPlaylist playlist(String stream, Variant variant) throws IOException, InterruptedException {
        return new MediaPlaylistParser()
                .readPlaylist(
                        server.get("/live/" + stream + "/" + variant.uri()).body());
    }

    private static String size(Variant variant) {
        return variant.resolution().map(r -> r.width() + "x" + r.height()).orElse("none");
    }

    @Test
    void theMultivariantPlaylistTellsEachQualityAsItIs() throws Exception {
        try (Child _ = publish("cam", PICTURES + " " + SOUND + " " + X264 + " -c:a aac -b:a 160k")) {
            List<Variant> variants = awaitVariants("cam", 3);

            assertThat(variants).extracting(LadderIT::size).containsExactly("1280x720", "854x480", "426x240");
            assertThat(variants).allSatisfy(variant -> {
                assertThat(variant.frameRate().orElseThrow()).isEqualTo(29.970);
                assertThat(variant.codecs()).hasSize(2).contains("mp4a.40.2");
                assertThat(variant.averageBandwidth().orElseThrow()).isLessThanOrEqualTo(variant.bandwidth());
            });
            assertThat(variants.getLast().bandwidth()).isLessThanOrEqualTo(400_000);
            for (Variant variant : variants) {
                String url = server.url("/live/cam/" + variant.uri());
                assertThat(probe("stream=width,height", url).getFirst().replace(',', 'x'))
                        .isEqualTo(size(variant));
            }
        }
    }

    @Test
    void aSmallSourceGetsNothingAboveItself() throws Exception {
        try (Child _ = publish("small", "-f lavfi -i testsrc2=size=360x640:rate=30 " + X264)) {
            assertThat(awaitVariants("small", 2)).extracting(LadderIT::size).containsExactly("360x640", "240x426");
        }
    }

    @Test
    void pictureForPictureTheTimesAreThoseOfTheSourceAlsoWhenTheTranscoderIsKilled() throws Exception {
        try (Child _ = publish("times", PICTURES + " " + SOUND + " " + X264 + " -c:a aac -b:a 128k")) {
            List<Variant> variants = awaitVariants("times", 3);
            MediaPlaylist before = playlist("times", variants.getLast());

            server.killTranscoders();

            long next = before.mediaSequence() + before.mediaSegments().size() + 3;
            List<Path> files = new ArrayList<>();
            Awaitility.await("the ladder to go on")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        MediaPlaylist now = playlist("times", variants.getLast());
                        return now.mediaSequence() + now.mediaSegments().size() >= next;
                    });
            for (Variant variant : variants) {
                assertThat(server.get("/live/times/" + variant.uri()).body())
                        .doesNotContain("EXT-X-GAP", "DISCONTINUITY");
                files.add(download("times", variant, next - 4, next));
            }
            List<List<String>> keys = new ArrayList<>();
            List<List<String>> times = new ArrayList<>();
            for (Path file : files) {
                List<String> packets = probe("packet=pts,flags", file.toString());
                times.add(packets.stream()
                        .map(line -> line.split(",", -1)[0])
                        .sorted(Comparator.comparingLong(Long::parseLong))
                        .toList());
                keys.add(packets.stream().filter(line -> line.contains("K")).toList());
            }
            assertThat(keys.getFirst()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(keys).containsOnly(keys.getFirst());
            assertThat(times).containsOnly(times.getFirst());
            assertThat(server.get("/metrics").body()).containsPattern("rostrum_transcode_restarts_total [1-9]");
        }
    }

    /// Copied sound comes out of the transcoder at once, pictures later, and all of it in a hurry after a restart.
    @Test
    void aLadderOfOneRungComesBackAsWell() throws Exception {
        String few = "-f lavfi -i testsrc2=size=640x360:rate=15 ";
        try (Child _ = publish("one", few + SOUND + " " + X264.replace("60", "30") + " -c:a aac")) {
            Variant rung = awaitVariants("one", 2).getLast();
            MediaPlaylist before = playlist("one", rung);

            server.killTranscoders();

            long next = before.mediaSequence() + before.mediaSegments().size() + 3;
            Awaitility.await("the ladder to go on")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        MediaPlaylist now = playlist("one", rung);
                        return now.mediaSequence() + now.mediaSegments().size() >= next;
                    });
            assertThat(server.get("/live/one/" + rung.uri()).body()).doesNotContain("EXT-X-GAP", "DISCONTINUITY");
        }
    }

    /// {@return the segments from `first` up to but without `last`, after their initialization section}
    private static Path download(String stream, Variant variant, long first, long last) throws Exception {
        String base = "/live/" + stream + "/" + variant.uri().replace("media.m3u8", "");
        Path file = folder.resolve(variant.uri().replace('/', '-') + ".mp4");
        try (var out = Files.newOutputStream(file)) {
            out.write(server.bytes(base + "init-0.mp4"));
            for (long n = first; n < last; n++) {
                out.write(server.bytes(base + n + ".m4s"));
            }
        }
        return file;
    }

    private static List<String> probe(String entries, String input) throws InterruptedException {
        List<String> command = List.of(
                "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "csv=p=0", input);
        try (Child child = Child.start("ffprobe", command, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(child.tail()).contains(0);
            return child.lines().stream().filter(line -> !line.isBlank()).toList();
        }
    }

    @Test
    void chromiumChangesTheQualityWithoutAStall() throws Exception {
        String small = "-f lavfi -i testsrc2=size=960x540:rate=15 ";
        try (Child _ = publish("page", small + SOUND + " " + X264.replace("veryfast", "ultrafast") + " -c:a aac")) {
            awaitVariants("page", 3);

            JsonObject seen = Node.run("quality-check.mjs", "--url", server.url("/watch/page"));

            assertThat(Node.problems(seen)).as(server.tail()).isEmpty();
        }
    }
}
