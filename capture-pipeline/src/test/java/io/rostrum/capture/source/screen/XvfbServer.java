package io.rostrum.capture.source.screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real X server without a screen, on a display number that is free, and programs that show themselves on it.
final class XvfbServer implements AutoCloseable {
    private final Process server;
    private final String display;
    private final List<Process> clients = new ArrayList<>();

    XvfbServer(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"));
        command.addAll(List.of(options));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        display = ":" + server.inputReader().readLine();
    }

    String display() {
        return display;
    }

    Map<String, String> environment() {
        return Map.of("DISPLAY", display);
    }

    /// Starts a program on this display, to be ended with it.
    Process run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DISPLAY", display);
        builder.environment().put("SDL_AUDIODRIVER", "dummy");
        Process client = builder.start();
        clients.add(client);
        return client;
    }

    /// Runs a program to its end.
    void runToEnd(String... command) throws IOException, InterruptedException {
        int code = run(command).waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    /// A window of one colour at a place.
    Process window(String title, String color, int x, int y, int width, int height) throws IOException {
        return run(
                "ffplay",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-noborder",
                "-window_title",
                title,
                "-left",
                "" + x,
                "-top",
                "" + y,
                "-x",
                "" + width,
                "-y",
                "" + height,
                "color=c=" + color + ":s=" + width + "x" + height + ":r=5,format=gbrp");
    }

    void kill() {
        server.destroy();
        server.onExit().join();
    }

    @Override
    public void close() {
        for (Process client : clients) {
            client.destroyForcibly();
            client.onExit().join();
        }
        kill();
    }
}
