package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ffprobe and ffmpeg say of our files.
class Fmp4PeerIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void ffprobeSeesTheStreamsAndEveryPacketAtItsTime() throws Exception {
        Path file = Files.write(
                folder.resolve("muxed.mp4"), FlvRemux.of("avc-aac.flv").file(true));

        assertThat(run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name,profile,width,height,sample_aspect_ratio,color_range,color_space,"
                                + "color_transfer,color_primaries,sample_rate,channels",
                        "-of",
                        "csv=p=0",
                        file.toString()))
                .containsExactly("h264,High,128,96,1:1,tv,bt709,bt709,bt709", "aac,LC,48000,2");

        List<String> original = packets(Path.of(resource("avc-aac.flv")), "video");
        assertThat(packets(file, "video")).hasSize(30).isEqualTo(original);
        assertThat(packets(file, "audio")).hasSameSizeAs(packets(Path.of(resource("avc-aac.flv")), "audio"));
    }

    @Test
    void ffmpegDecodesWithoutAWordAndToTheSamePictures() throws Exception {
        Path file = Files.write(
                folder.resolve("muxed.mp4"), FlvRemux.of("avc-aac.flv").file(false));

        assertThat(run("ffmpeg", "-v", "warning", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(run("ffmpeg", "-v", "error", "-i", file.toString(), "-map", "0:v", "-f", "md5", "-"))
                .isEqualTo(
                        run("ffmpeg", "-v", "error", "-i", resource("avc-aac.flv"), "-map", "0:v", "-f", "md5", "-"));
    }

    private static String resource(String name) throws Exception {
        return Path.of(Fmp4PeerIT.class.getResource("/foreign/" + name).toURI()).toString();
    }

    /// {@return presentation time in milliseconds, size and flags of each packet}
    private static List<String> packets(Path file, String kind) throws Exception {
        List<String> packets = new ArrayList<>();
        for (String line : run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                kind.substring(0, 1),
                "-show_entries",
                "packet=pts_time,size,flags",
                "-of",
                "csv=p=0",
                file.toString())) {
            String[] fields = line.split(",", -1);
            packets.add(Math.round(Double.parseDouble(fields[0]) * 1000) + " " + fields[1] + " " + fields[2]);
        }
        return packets;
    }

    /// {@return lines of output and errors together}
    static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), text)
                .isZero();
        return text.lines().toList();
    }
}
