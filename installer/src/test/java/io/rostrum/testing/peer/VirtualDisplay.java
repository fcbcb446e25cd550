package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An X server without a screen (Xvfb) that picks a free display number by itself.
public final class VirtualDisplay implements AutoCloseable {
    private final Child server;
    private final String name;

    private VirtualDisplay(Child server, String name) {
        this.server = server;
        this.name = name;
    }

    public static VirtualDisplay start(int width, int height) throws InterruptedException {
        String screen = width + "x" + height + "x24";
        Child server = Child.start(
                "Xvfb",
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "+extension", "GLX"),
                Map.of());
        try {
            String number = server.awaitLine(line -> line.matches("\\d+"), Duration.ofSeconds(20));
            return new VirtualDisplay(server, ":" + number);
        } catch (IllegalStateException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /// {@return the value for `DISPLAY`}
    public String name() {
        return name;
    }

    public long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }
}
