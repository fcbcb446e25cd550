package io.rostrum.capture.ffmpeg.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A PulseAudio server of the test's own with the null sink `stage`.
final class PulseServer implements AutoCloseable {
    static final String SINK = "stage";
    static final String MONITOR = SINK + ".monitor";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Path folder;
    private final Process server;
    private final List<Process> players = new ArrayList<>();

    private PulseServer(Path folder, Process server) {
        this.folder = folder;
        this.server = server;
    }

    static PulseServer start(Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--high-priority=no",
                "--realtime=no",
                "--load=module-native-protocol-unix auth-anonymous=1 socket=" + folder.resolve("native"),
                "--load=" + sinkModule());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("pulse.log").toFile())
                .start();
        PulseServer pulse = new PulseServer(folder, process);
        Awaitility.await("PulseAudio answers").atMost(DEADLINE).until(() -> pulse.control("info") == 0);
        return pulse;
    }

    private static String sinkModule() {
        return "module-null-sink sink_name=" + SINK + " rate=48000 channels=2 sink_properties=device.description=Stage";
    }

    String address() {
        return "unix:" + folder.resolve("native");
    }

    /// Runs `pactl` and waits for it.
    ///
    /// @return its exit code
    int control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pactl", "-s", address()));
        command.addAll(List.of(arguments));
        Process pactl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pactl.log").toFile())
                .start();
        if (!pactl.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            pactl.destroyForcibly();
            throw new IOException("pactl " + command + " did not end");
        }
        return pactl.exitValue();
    }

    void removeSink() throws IOException, InterruptedException {
        control("unload-module", "module-null-sink");
    }

    void addSink() throws IOException, InterruptedException {
        control(("load-" + sinkModule())
                .replaceFirst("load-module", "load-module module")
                .split(" "));
    }

    /// Adds a null sink beside `stage`.
    ///
    /// @return what [#removeSink(String)] takes
    String addSink(String name) throws IOException, InterruptedException {
        control("load-module", "module-null-sink", "sink_name=" + name, "rate=48000", "channels=2");
        return Files.readString(folder.resolve("pactl.log")).strip();
    }

    void removeSink(String module) throws IOException, InterruptedException {
        control("unload-module", module);
    }

    /// Plays a file of raw sound, 48 kHz stereo s16le, into the sink.
    Process play(Path raw) throws IOException {
        return play(raw, SINK);
    }

    /// Plays a file of raw sound, 48 kHz stereo s16le, into a sink.
    Process play(Path raw, String sink) throws IOException {
        Process player = new ProcessBuilder(
                        "pacat",
                        "-s",
                        address(),
                        "--playback",
                        "--device=" + sink,
                        "--raw",
                        "--rate=48000",
                        "--channels=2",
                        "--format=s16le",
                        raw.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pacat-" + sink + ".log").toFile())
                .start();
        players.add(player);
        return player;
    }

    static boolean installed() {
        return List.of("pulseaudio", "pactl", "pacat").stream()
                .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
    }

    @Override
    public void close() {
        players.forEach(Process::destroy);
        server.destroy();
        try {
            if (!server.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
