package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A PulseAudio server of its own with one null sink, `rostrum`, whose monitor `rostrum.monitor` can be recorded.
public final class SoundServer implements AutoCloseable {
    public static final String SINK = "rostrum";
    public static final String MONITOR = SINK + ".monitor";

    private final Child server;
    private final Path folder;

    private SoundServer(Child server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    public static SoundServer start() {
        Path folder = Folders.create("pulse");
        List<String> command = List.of(
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--high-priority=no",
                "--realtime=no",
                "--log-target=stderr",
                "--load=module-native-protocol-unix auth-anonymous=1 socket=" + socket(folder),
                "--load=module-null-sink sink_name=" + SINK + " rate=48000 channels=2");
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString(), "HOME", folder.toString());
        SoundServer sound = new SoundServer(Child.start("pulseaudio", command, environment), folder);
        try {
            Awaitility.await("PulseAudio").atMost(Duration.ofSeconds(20)).until(sound::answers);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            String said = sound.server.tail();
            sound.close();
            throw new IllegalStateException(said, e);
        }
        return sound;
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket(folder)));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path socket(Path folder) {
        return folder.resolve("native");
    }

    /// {@return what a client needs in its environment to use this server}
    public Map<String, String> environment() {
        return Map.of(
                "PULSE_SERVER",
                "unix:" + socket(folder),
                "PULSE_COOKIE",
                folder.resolve("cookie").toString());
    }

    @Override
    public void close() {
        server.close();
        Folders.delete(folder);
    }
}
