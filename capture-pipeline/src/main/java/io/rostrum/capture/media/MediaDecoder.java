package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The child process that decodes one file: pictures as BGRA, full range, premultiplied, at a fixed rate and size;
/// sound as 32-bit float, stereo, 48 kHz; both from the file's first moment on and without gaps.
final class MediaDecoder implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;

    /// How long a child that has ended its output has for its own end.
    private static final long GOODBYE_MILLIS = 1000;

    private final Process process;
    private final boolean loop;
    private final @Nullable MediaPipe pictures;
    private final @Nullable MediaPipe sound;
    private volatile String lastWords = "";

    /// Starts the child.
    ///
    /// @param from  where in the file it begins
    /// @param size  of the pictures; null for none
    /// @param sound whether sound is wanted, which the file then has
    /// @throws IOException if the program does not start
    MediaDecoder(
            Path file,
            MediaInfo info,
            boolean loop,
            Duration from,
            @Nullable PictureSize size,
            Rational rate,
            boolean sound)
            throws IOException {
        this.loop = loop;
        pictures = size == null ? null : new MediaPipe();
        this.sound = sound ? new MediaPipe() : null;
        List<String> command = new ArrayList<>(List.of(
                FfmpegProgram.path().toString(),
                "-hide_banner",
                "-nostdin",
                "-v",
                "error",
                "-protocol_whitelist",
                "file,crypto,data"));
        if (loop) {
            command.addAll(List.of("-stream_loop", "-1"));
        }
        if (info.vp9Alpha()) {
            command.addAll(List.of("-c:v", "libvpx-vp9"));
        }
        if (from.isPositive()) {
            command.addAll(List.of("-ss", from.toMillis() + "ms"));
        }
        command.addAll(List.of("-i", "file:" + file));
        if (pictures != null && size != null) {
            command.addAll(List.of(
                    "-map",
                    "0:V:0",
                    "-vf",
                    filters(info, size, rate),
                    "-f",
                    "rawvideo",
                    "-pix_fmt",
                    PicturePipe.format(info.alpha()),
                    pictures.url()));
        }
        if (this.sound != null) {
            command.addAll(List.of(
                    "-map",
                    "0:a:0",
                    "-af",
                    "aresample=" + AudioBlock.SAMPLE_RATE + ":async=1000:min_hard_comp=0.02:first_pts=0",
                    "-ac",
                    Integer.toString(AudioBlock.CHANNELS),
                    "-c:a",
                    "pcm_f32le",
                    "-f",
                    "f32le",
                    this.sound.url()));
        }
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            closePipes();
            throw e;
        }
        Thread.ofVirtual().name("media decoder's words").start(this::listen);
        process.onExit().thenRun(this::childEnded);
    }

    private static String filters(MediaInfo info, PictureSize size, Rational rate) {
        String scale = "scale=" + size.width() + ":" + size.height()
                + ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
                + ":in_color_matrix=" + info.matrix();
        String alpha = info.alpha() ? ",format=gbrap,premultiply=inplace=1" : "";
        return "fps=" + rate + ":start_time=0," + scale + alpha + ",format=" + PicturePipe.format(info.alpha());
    }

    private void listen() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastWords = line.strip();
            }
        } catch (IOException | UncheckedIOException e) {
            lastWords = "its messages cannot be read";
        }
    }

    private void childEnded() {
        try {
            if (pictures != null) {
                pictures.childEnded();
            }
            if (sound != null) {
                sound.childEnded();
            }
        } catch (IOException e) {
            lastWords = "its sockets cannot be closed: " + e.getMessage();
        }
    }

    /// {@return the pictures' bytes}
    @Nullable
    MediaPipe pictures() {
        return pictures;
    }

    /// {@return the samples' bytes}
    @Nullable
    MediaPipe sound() {
        return sound;
    }

    /// {@return whether the output ended because the file did; a child that still runs after a second is busy with the
    /// file's other part}
    boolean cameToTheEnd() throws InterruptedException {
        boolean exited = process.waitFor(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        return !loop && (!exited || process.exitValue() == 0);
    }

    /// {@return what the child said last, for people}
    String lastWords() {
        return lastWords;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            closePipes();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void closePipes() throws IOException {
        try (MediaPipe _ = pictures;
                MediaPipe _ = sound) {
            lastWords = lastWords.strip();
        }
    }
}
