package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// VLC as a normal user, without a window: it plays to a dummy output at the stream's own pace and leaves every n-th
/// picture as a file.
///
/// VLC refuses to run as root, so a test that is root starts it as `nobody`.
public final class VlcPlayer {
    private static final String NOBODY = "65534";

    private VlcPlayer() {}

    /// What VLC did.
    ///
    /// @param pictures PNG files of pictures it displayed, in order
    /// @param log what it said
    public record Result(List<Path> pictures, List<String> log) {
        public Result {
            pictures = List.copyOf(pictures);
            log = List.copyOf(log);
        }

        /// {@return whether VLC opened its audio output with samples of this stream}
        public boolean heard() {
            return log.stream().anyMatch(line -> line.contains("main audio output debug: output '"));
        }
    }

    /// Plays for a time.
    ///
    /// @param folder an existing folder that everyone may write to; takes the pictures
    public static Result play(String url, Duration time, Path folder) throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        command.addAll(List.of("vlc", "-I", "dummy", "--no-dbus", "--vout=dummy", "--aout=dummy", "-vv", "--no-color"));
        command.addAll(
                List.of("--video-filter=scene", "--scene-format=png", "--scene-prefix=seen", "--scene-ratio=15"));
        command.addAll(List.of("--scene-path=" + folder, "--run-time=" + time.toSeconds(), "--play-and-exit", url));
        Path home = folder.resolve("home");
        try {
            Files.createDirectories(home);
            home.toFile().setWritable(true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", home.toString(), "DISPLAY", "", "TERM", "dumb");
        try (Child vlc = Child.start("vlc", command, environment)) {
            if (vlc.awaitExit(time.plusSeconds(25)).isEmpty()) {
                vlc.terminate();
                vlc.awaitExit(Duration.ofSeconds(5));
            }
            return new Result(pictures(folder), vlc.lines());
        }
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
