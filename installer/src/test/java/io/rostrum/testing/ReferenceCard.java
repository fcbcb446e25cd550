package io.rostrum.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes media files of known content with FFmpeg: the machine-readable picture at 30 frames per second and its beeps,
/// in exact sync.
public final class ReferenceCard {
    static final int FRAMES_PER_SECOND = 30;

    private final int width;
    private final int height;
    private final int seconds;

    /// @param width multiple of 32
    /// @param height multiple of 16
    public ReferenceCard(int width, int height, int seconds) {
        this.width = width;
        this.height = height;
        this.seconds = seconds;
    }

    /// Writes the file; its container follows from the name.
    ///
    /// @param soundLateMillis by how much the sound is late, 0 for exact sync
    /// @param outputOptions options of `ffmpeg` for the output, such as codecs; empty for x264 and AAC
    public void write(Path file, int soundLateMillis, List<String> outputOptions) {
        try {
            Path sound = Files.createTempFile("card", ".s16");
            try {
                writeSound(sound, soundLateMillis);
                encode(file, sound, outputOptions);
            } finally {
                Files.delete(sound);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making " + file, e);
        }
    }

    private void writeSound(Path sound, int lateMillis) throws IOException {
        byte[] second = TestSound.second();
        try (OutputStream out = Files.newOutputStream(sound)) {
            out.write(new byte[2 * TestSound.SAMPLE_RATE / 1000 * lateMillis]);
            for (int i = 0; i < seconds; i++) {
                out.write(second);
            }
        }
    }

    private void encode(Path file, Path sound, List<String> outputOptions) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostats", "-loglevel", "warning", "-y"));
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "bgr0", "-video_size", width + "x" + height));
        command.addAll(List.of("-framerate", String.valueOf(FRAMES_PER_SECOND), "-i", "pipe:0"));
        command.addAll(List.of(
                "-f", "s16le", "-ar", String.valueOf(TestSound.SAMPLE_RATE), "-ac", "1", "-i", sound.toString()));
        command.addAll(List.of("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"));
        command.addAll(List.of(
                "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-g", "30"));
        command.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-t", String.valueOf(seconds)));
        command.addAll(outputOptions);
        command.add(file.toString());
        try (Child encoder = Child.start("encoder", command, Map.of());
                Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocate((long) width * height * 4, 64);
            TestPicture picture = new TestPicture(width, height, true, pixels);
            byte[] bytes = new byte[width * height * 4];
            try (OutputStream out = encoder.input()) {
                for (int frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
                    picture.paint(frame, clockMillis(frame), frame % FRAMES_PER_SECOND < 2);
                    MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
                    out.write(bytes);
                }
            }
            int exit = encoder.awaitExit(Duration.ofMinutes(1)).orElse(-1);
            if (exit != 0) {
                throw new IllegalStateException("ffmpeg ended with " + exit + "; " + encoder.tail());
            }
        }
    }

    /// {@return what the clock strip of a frame says in a file: media time in milliseconds plus 5000}
    static long clockMillis(int frame) {
        return 5000 + frame * 1000L / FRAMES_PER_SECOND;
    }
}
