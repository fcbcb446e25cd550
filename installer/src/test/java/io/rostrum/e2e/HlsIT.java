package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What FFmpeg publishes over RTMP, FFmpeg reads from HLS: every picture, at its time, in step with the sound.
@Tag("peer")
@Tag("together")
class HlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private record Packets(List<Double> video, List<Double> audio) {
        double offset() {
            return audio.getFirst() - video.getFirst();
        }
    }

    @Test
    void ffprobeReadsBackTheTimesThatFfmpegSent() throws Exception {
        Path source = folder.resolve("source.flv");
        run(
                "ffmpeg -v error -f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i sine=frequency=1000:sample_rate=48000"
                        + " -t 9 -c:v libx264 -preset veryfast -bf 2 -g 60 -pix_fmt yuv420p -c:a aac " + source);
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_LIVE_STOP_WINDOW", "1s"))) {
            List<String> versions = new ArrayList<>();
            try (Child publisher = server.publish("times", "-i", source.toString(), "-c", "copy")) {
                Awaitility.await("the end of the playlist")
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> record(server, versions));
                assertThat(publisher.awaitExit(LIMIT)).contains(0);
            }

            assertOnlyAppended(versions);
            Packets sent = packets(source.toString());
            Packets read = packets(server.url("/live/times/index.m3u8"));
            assertThat(read.video()).hasSameSizeAs(sent.video());
            assertThat(read.audio().size())
                    .isBetween(sent.audio().size() - 8, sent.audio().size());
            assertThat(Math.abs(read.offset() - sent.offset())).isLessThan(0.2);
            for (int i = 0; i < sent.video().size(); i++) {
                double sentTime = sent.video().get(i) - sent.video().getFirst();
                double readTime = read.video().get(i) - read.video().getFirst();
                assertThat(Math.abs(readTime - sentTime)).as("picture %d", i).isLessThan(0.0015);
            }
            assertInStep(sent, read);
        }
    }

    /// Sound before the first picture is left out, so the last access unit is what is compared.
    private static void assertInStep(Packets sent, Packets read) {
        double sentSkew = sent.audio().getLast() - sent.video().getFirst();
        double readSkew = read.audio().getLast() - read.video().getFirst();
        assertThat(Math.abs(readSkew - sentSkew)).isLessThan(0.003);
    }

    /// {@return whether the playlist has ended}
    private static boolean record(TestServer server, List<String> versions) throws Exception {
        var multivariant = server.get("/live/times/index.m3u8");
        if (multivariant.statusCode() != 200) {
            return false;
        }
        String uri = multivariant.body().lines().toList().getLast();
        String text = server.get("/live/times/" + uri).body();
        if (versions.isEmpty() || !versions.getLast().equals(text)) {
            versions.add(text);
        }
        return text.contains("#EXT-X-ENDLIST");
    }

    /// RFC 8216 §6.2.1, §6.2.2: what was listed stays as it was until it leaves from the front.
    private static void assertOnlyAppended(List<String> versions) {
        assertThat(versions).hasSizeGreaterThan(2);
        String target = line(versions.getFirst(), "#EXT-X-TARGETDURATION:");
        assertThat(target).isEqualTo("2");
        for (int i = 1; i < versions.size(); i++) {
            assertThat(line(versions.get(i), "#EXT-X-TARGETDURATION:")).isEqualTo(target);
            assertThat(segments(versions.get(i)))
                    .startsWith(segments(versions.get(i - 1)).toArray(String[]::new));
        }
        for (String segment : segments(versions.getLast())) {
            double seconds = Double.parseDouble(segment.substring(0, segment.indexOf(',')));
            assertThat(Math.round(seconds)).isLessThanOrEqualTo(Long.parseLong(target));
        }
    }

    private static String line(String playlist, String tag) {
        return playlist.lines()
                .filter(l -> l.startsWith(tag))
                .findFirst()
                .orElseThrow()
                .substring(tag.length());
    }

    /// {@return `duration,uri` of each segment}
    private static List<String> segments(String playlist) {
        List<String> lines = playlist.lines().toList();
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#EXTINF:")) {
                segments.add(lines.get(i).substring("#EXTINF:".length()) + lines.get(i + 1));
            }
        }
        return segments;
    }

    private static Packets packets(String input) throws InterruptedException {
        List<Double> video = new ArrayList<>();
        List<Double> audio = new ArrayList<>();
        for (String line : run("ffprobe -v error -show_entries packet=codec_type,pts_time -of csv=p=0 " + input)) {
            String[] fields = line.split(",", -1);
            (fields[0].equals("video") ? video : audio).add(Double.parseDouble(fields[1]));
        }
        return new Packets(video.stream().sorted().toList(), audio);
    }

    private static List<String> run(String command) throws InterruptedException {
        List<String> words = List.of(command.split(" ", -1));
        try (Child child = Child.start(words.getFirst(), words, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(command).contains(0);
            return child.lines();
        }
    }
}
