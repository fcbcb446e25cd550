package io.rostrum.capture.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tones that FFmpeg's program makes, and what it hears of them.
public final class FfmpegTones {
    /// Of the loudest moment: a tone that is there is 10 dB louder, and what the filter leaves of another one, two
    /// octaves away, 20 dB less loud.
    private static final double HEARD_DECIBELS = -32;

    private static final Pattern LOUDEST = Pattern.compile("max_volume: (-?[\\d.]+|-inf) dB");

    private FfmpegTones() {}

    /// Makes a sine of an eighth of the full scale.
    public static Path sine(Path file, int hertz, int seconds) throws IOException, InterruptedException {
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=" + hertz + ":sample_rate=48000:duration=" + seconds,
                "-ac",
                "2",
                file.toString());
        return file;
    }

    /// {@return samples of a file, 48 kHz, two channels in turn}
    public static byte[] samples(Path file) throws IOException, InterruptedException {
        return ffmpeg("-i", file.toString(), "-f", "f32le", "-ar", "48000", "-ac", "2", "-");
    }

    /// {@return whether a tone is heard in what `input` says, as options of FFmpeg}
    public static boolean heard(int hertz, String... input) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-hide_banner", "-nostats"));
        command.addAll(List.of(input));
        command.addAll(List.of(
                "-vn", "-af", "bandpass=f=" + hertz + ":width_type=h:width=40,volumedetect", "-f", "null", "-"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Matcher loudest = LOUDEST.matcher(said);
        assertThat(loudest.find()).as(said).isTrue();
        return !loudest.group(1).equals("-inf") && Double.parseDouble(loudest.group(1)) > HEARD_DECIBELS;
    }

    private static byte[] ffmpeg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] written = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return written;
    }
}
