package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxRtmp;
import io.rostrum.testing.product.Broadcast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One broadcast, to each target with what is its own: FFmpeg makes what goes in and decodes what nginx-rtmp got.
class OwnTargetsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final double HEARD_DECIBELS = -32;

    @TempDir
    Path folder;

    private Path picture(String name, String color, String size) throws InterruptedException {
        Path file = folder.resolve(name + ".png");
        run("ffmpeg -v error -f lavfi -i color=c=" + color + ":s=" + size + ",format=rgba -frames:v 1 " + file);
        return file;
    }

    private Path tone(int hertz) throws InterruptedException {
        Path file = folder.resolve(hertz + ".wav");
        run("ffmpeg -v error -f lavfi -i sine=frequency=" + hertz + ":sample_rate=48000:duration=20 " + file);
        return file;
    }

    /// {@return whether a tone is in a file's sound: its loudest moment behind a filter that leaves 1/30 of others}
    private static boolean heard(Path file, int hertz) throws InterruptedException {
        List<String> words = List.of(
                "ffmpeg",
                "-hide_banner",
                "-nostats",
                "-i",
                file.toString(),
                "-vn",
                "-af",
                "bandpass=f=" + hertz + ":width_type=h:width=40,volumedetect",
                "-f",
                "null",
                "-");
        try (Child child = Child.start("ffmpeg", words, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(child.tail()).contains(0);
            String loudest = child.lines().stream()
                    .filter(line -> line.contains("max_volume: "))
                    .findFirst()
                    .orElseThrow();
            return Double.parseDouble(loudest.replaceAll(".*max_volume: | dB", "")) > HEARD_DECIBELS;
        }
    }

    private static void run(String command) throws InterruptedException {
        List<String> words = List.of(command.split(" ", -1));
        try (Child child = Child.start(words.getFirst(), words, Map.of())) {
            assertThat(child.awaitExit(LIMIT)).as(command).contains(0);
        }
    }

    private static byte[] data(String command) throws IOException {
        List<String> words = List.of(command.split(" ", -1));
        try (Child child = Child.startWithData(words.getFirst(), words, Map.of())) {
            return child.data().readAllBytes();
        }
    }

    /// {@return mean red, green and blue of a part of the picture two seconds in}
    ///
    /// @param part `width:height:x:y`
    private static int[] color(Path file, String part) throws IOException {
        byte[] pixel = data("ffmpeg -v error -ss 2 -i " + file + " -frames:v 1 -vf crop=" + part
                + ",scale=1:1:flags=area -f rawvideo -pix_fmt rgb24 -");
        assertThat(pixel).as("a picture in %s", file).hasSize(3);
        return new int[] {pixel[0] & 0xFF, pixel[1] & 0xFF, pixel[2] & 0xFF};
    }

    private static boolean near(int[] color, int red, int green, int blue) {
        return Math.abs(color[0] - red) <= 12 && Math.abs(color[1] - green) <= 12 && Math.abs(color[2] - blue) <= 12;
    }

    @Test
    void eachTargetHasItsOwnWatermarkAndTrackAndTheOneWithoutHasTheProgramme() throws Exception {
        Path programme = picture("programme", "0x404040", "640x360");
        Path red = picture("red", "red", "96x64");
        Path green = picture("green", "lime@0.5", "96x64");
        Path low = tone(440);
        Path high = tone(1760);
        try (NginxRtmp nginx = NginxRtmp.start();
                Broadcast broadcast = Broadcast.start(
                        Map.of(),
                        List.of(
                                "--video",
                                programme.toString(),
                                "--audio",
                                low.toString(),
                                "--audio",
                                high.toString(),
                                "--tracks",
                                "2,3",
                                "--size",
                                "640x360",
                                "--fps",
                                "30",
                                "--duration",
                                "6s",
                                "--to",
                                nginx.live("red"),
                                "--watermark",
                                red + ",corner=top-left,margin=20",
                                "--to",
                                nginx.live("green"),
                                "--watermark",
                                green + ",corner=bottom-right,margin=20",
                                "--track",
                                "2",
                                "--to",
                                nginx.live("plain")))) {
            assertThat(broadcast.awaitExit(LIMIT))
                    .as(broadcast.process().tail())
                    .hasValue(0);
            String topLeft = "64:32:36:36";
            String bottomRight = "64:32:540:292";
            Path ofRed = nginx.received("red").getFirst();
            assertThat(color(ofRed, topLeft)).matches(color -> near(color, 0xFF, 0, 0), "red");
            assertThat(color(ofRed, bottomRight)).matches(color -> near(color, 0x40, 0x40, 0x40), "the programme");
            Path ofGreen = nginx.received("green").getFirst();
            assertThat(color(ofGreen, topLeft)).matches(color -> near(color, 0x40, 0x40, 0x40), "the programme");
            assertThat(color(ofGreen, bottomRight)).matches(color -> near(color, 0x20, 0x9F, 0x20), "half green");
            assertThat(heard(ofRed, 440)).isTrue();
            assertThat(heard(ofRed, 1760)).isFalse();
            assertThat(heard(ofGreen, 440)).isFalse();
            assertThat(heard(ofGreen, 1760)).isTrue();
            Path plain = nginx.received("plain").getFirst();
            assertThat(color(plain, topLeft)).matches(color -> near(color, 0x40, 0x40, 0x40), "the programme");
            assertThat(color(plain, bottomRight)).matches(color -> near(color, 0x40, 0x40, 0x40), "the programme");
            assertThat(heard(plain, 440)).isTrue();
            assertThat(heard(plain, 1760)).isFalse();
        }
    }
}
