package io.rostrum.capture.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.PacketPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ffprobe and ffmpeg say of recordings: finished, killed, and on a disk that is really full.
class RecorderIT {
    private static final double FRAME_SECONDS = 1001.0 / 30000;

    @TempDir
    Path folder = Path.of("");

    private final PacketPool pool = new PacketPool();

    @Test
    void ffmpegDecodesAFinishedRecordingAndBothTracksBeginTogether() throws Exception {
        Path file = folder.resolve("show.mp4");
        FlvPackets packets = new FlvPackets(pool);
        try (Recorder recorder = start(file)) {
            for (int second = 0; second < 5; second++) {
                packets.give(second, recorder);
            }
        }

        assertThat(run("ffmpeg", "-v", "warning", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(frames(file)).isEqualTo(150);
        // The edit lists lead over the B-frames' delay and the one access unit that warms up the decoder.
        assertThat(number("ffprobe", "-select_streams", "v", "-show_entries", "stream=start_time", file))
                .isZero();
        assertThat(number("ffprobe", "-select_streams", "a", "-show_entries", "stream=start_time", file))
                .isBetween(-1024.0 / 48000, 0.0);
        assertThat(number("ffprobe", "-show_entries", "format=duration", file)).isBetween(4.9, 5.1);
    }

    @Test
    void aKilledProgramLosesAFragmentAtMost() throws Exception {
        Path file = folder.resolve("killed.mp4");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordUntilKilled.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.equals("4")) {
                line = said.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        // 4 s were given away when it was killed.
        assertThat(frames(file) * FRAME_SECONDS).isGreaterThanOrEqualTo(3.0);
        assertThat(run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
    }

    /// Needs root, for the mount.
    @Test
    void aFullDiskEndsTheRecordingWithAFileThatPlays() throws Exception {
        assumeThat(System.getProperty("user.name")).as("who runs the test").isEqualTo("root");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        try {
            Path file = disk.resolve("show.mp4");
            FlvPackets packets = new FlvPackets(pool);
            try (Recorder recorder = start(file)) {
                for (int second = 0; second < 60 && !(recorder.state() instanceof RecordingState.Failed); second++) {
                    packets.give(second, recorder);
                    await().atMost(Duration.ofSeconds(10)).until(() -> pool.outstanding() < 150);
                }
                assertThat(recorder.state()).isInstanceOfSatisfying(RecordingState.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo("The disk of " + disk + " is full.");
                    assertThat(failed.files()).containsExactly(file);
                });
            }
            assertThat(pool.outstanding()).isZero();
            assertThat(run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-"))
                    .isEmpty();
            assertThat(frames(file)).isGreaterThan(300);
        } finally {
            run("umount", disk.toString());
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the callers close it
    private static Recorder start(Path file) throws RecordingException {
        RecordingSettings settings = RecorderTest.settings(file, EnumSet.allOf(MediaKind.class), 0);
        return Recorder.start(settings, state -> {});
    }

    private static long frames(Path file) throws Exception {
        return (long) number(
                "ffprobe", "-select_streams", "v", "-count_frames", "-show_entries", "stream=nb_read_frames", file);
    }

    private static double number(Object... command) throws Exception {
        String[] words = new String[command.length + 4];
        words[0] = command[0].toString();
        words[1] = "-v";
        words[2] = "error";
        words[3] = "-of";
        words[4] = "csv=p=0";
        for (int i = 1; i < command.length; i++) {
            words[i + 4] = command[i].toString();
        }
        return Double.parseDouble(run(words).getFirst());
    }

    /// {@return lines of output and errors together}
    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), text)
                .isZero();
        return text.lines().toList();
    }
}
