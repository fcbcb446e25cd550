package io.rostrum.testing;

import io.rostrum.testing.peer.SoundServer;
import io.rostrum.testing.peer.VirtualDisplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A display and a sound server of their own on which the counter window runs: the "world" that a broadcast captures.
///
/// The window covers the display's upper left 1280x720. Everything ends when this is closed.
public final class CounterScreen implements AutoCloseable {
    private final VirtualDisplay display;
    private final SoundServer sound;
    private final Child window;

    private CounterScreen(VirtualDisplay display, SoundServer sound, Child window) {
        this.display = display;
        this.sound = sound;
        this.window = window;
    }

    /// Returns when the window paints steadily.
    ///
    /// @param limit the window ends by itself after this
    public static CounterScreen open(Duration limit) throws InterruptedException {
        return open(limit, 1280, 720);
    }

    /// The same on a display of another size.
    public static CounterScreen open(Duration limit, int displayWidth, int displayHeight) throws InterruptedException {
        VirtualDisplay display = VirtualDisplay.start(displayWidth, displayHeight);
        SoundServer sound = SoundServer.start();
        Map<String, String> environment = new HashMap<>(sound.environment());
        environment.put("DISPLAY", display.name());
        Child window = Child.start("counter window", command(limit, "motion", "beep"), environment);
        CounterScreen screen = new CounterScreen(display, sound, window);
        try {
            window.awaitLine("ready"::equals, Duration.ofSeconds(30));
        } catch (IllegalStateException | InterruptedException e) {
            screen.close();
            throw e;
        }
        return screen;
    }

    private static List<String> command(Duration limit, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CounterWindow.class.getName()));
        command.addAll(List.of("0", "0", String.valueOf(limit.toSeconds())));
        command.addAll(List.of(options));
        return command;
    }

    /// {@return what a capturing programme needs in its environment}
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(sound.environment());
        environment.put("DISPLAY", display.name());
        return Map.copyOf(environment);
    }

    public VirtualDisplay display() {
        return display;
    }

    public String displayName() {
        return display.name();
    }

    public ProcessMeter window() {
        return new ProcessMeter(window.pid());
    }

    public ProcessMeter xServer() {
        return new ProcessMeter(display.pid());
    }

    /// {@return whether the window still paints; when not, its last words say how many it missed}
    public boolean isPainting() {
        return window.isAlive();
    }

    @Override
    public void close() {
        window.close();
        sound.close();
        display.close();
    }
}
