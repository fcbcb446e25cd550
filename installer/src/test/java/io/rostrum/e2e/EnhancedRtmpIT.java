package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.product.Broadcast;
import io.rostrum.testing.product.Rostrum;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HEVC, AV1 and Opus by Enhanced RTMP, with FFmpeg 8 at the other end: the one that the server's build has unpacked
/// for
/// its ladder, for those of Debian do not know it.
@Tag("peer")
class EnhancedRtmpIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FFMPEG =
            Rostrum.home().resolve("companion-server/target/ffmpeg/ffmpeg").toString();
    /// What a player says that it takes.
    private static final String ENHANCED = "-rtmp_enhanced_codecs hvc1,av01,Opus ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "libx265 -preset ultrafast -x265-params log-level=none, aac, hvc1",
        "libsvtav1 -preset 12 -svtav1-params lookahead=0, libopus, av01"
    })
    void whatFfmpegPublishesComesOutOfTheServerBitForBit(String video, String audio, String codec) throws Exception {
        Path file = folder.resolve("media.flv");
        run(FFMPEG + " -v error -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i"
                + " sine=frequency=1000:sample_rate=48000 -t 8 -pix_fmt yuv420p -g 25 -c:v " + video + " -c:a " + audio
                + " -y " + file);
        List<String> sent = hashes("-i " + file);
        assertThat(sent).hasSizeGreaterThan(500);

        try (TestServer server = TestServer.start(Map.of("ROSTRUM_TRANSCODE_ENABLED", "no"));
                Child publisher = Child.start(
                        "publisher",
                        words(FFMPEG + " -v error -re -stream_loop -1 -i " + file + " -c copy -f flv "
                                + server.rtmp("enhanced")),
                        Map.of())) {
            await().atMost(LIMIT)
                    .until(() -> server.get("/api/v1/streams/enhanced").body().contains("\"" + codec));

            for (String input :
                    List.of(ENHANCED + "-i " + server.rtmp("enhanced"), "-i " + server.url("/live/enhanced.flv"))) {
                List<String> played = hashes("-t 3 " + input);
                assertThat(played).as(input).hasSizeGreaterThan(150);
                assertThat(sent).as(input).containsAll(played);
            }
            assertThat(publisher.isAlive()).as(publisher.tail()).isTrue();
        }
    }

    @Test
    void whatTheStudioEncodesAsHevcArrivesAtFfmpeg() throws Exception {
        String url = "rtmp://127.0.0.1:" + FreePorts.one() + "/live/hevc";
        try (Child receiver = Child.start(
                        "receiver",
                        words(FFMPEG + " -v info -nostats -listen 1 -i " + url
                                + " -t 2 -map 0:v -c copy -f framemd5 -"),
                        Map.of());
                Broadcast _ = Broadcast.start(
                        Map.of(),
                        words("--video testcard --size 320x180 --encoder x265 --bitrate 300k --keyint 1s --to "
                                + url))) {
            Optional<Integer> code = receiver.awaitExit(LIMIT);

            assertThat(code).as(receiver.tail()).contains(0);
            assertThat(receiver.lines()).anyMatch(line -> line.contains("codec_id 0: hevc"));
            assertThat(receiver.lines().stream().filter(line -> line.startsWith("0,")))
                    .hasSizeGreaterThan(40);
        }
    }

    /// {@return a hash of each packet of pictures and sound}
    private static List<String> hashes(String input) throws InterruptedException {
        return run(FFMPEG + " -v error " + input + " -map 0:v -map 0:a -c copy -f framemd5 -").stream()
                .filter(line -> !line.startsWith("#") && line.contains(","))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static List<String> run(String command) throws InterruptedException {
        try (Child child = Child.start("ffmpeg", words(command), Map.of())) {
            assertThat(child.awaitExit(LIMIT))
                    .as("%s: %s", command, child.tail())
                    .contains(0);
            return child.lines();
        }
    }

    private static List<String> words(String command) {
        return List.of(command.split(" +", -1));
    }
}
