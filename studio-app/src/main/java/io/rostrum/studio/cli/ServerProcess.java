package io.rostrum.studio.cli;

import io.rostrum.studio.server.ServerJar;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The companion server as a child process. The studio never loads a class of it.
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;

    private final Process process;
    private final Path said;
    private final URI page;
    private final int rtmpPort;

    private ServerProcess(Process process, Path said, URI page, int rtmpPort) {
        this.process = process;
        this.said = said;
        this.page = page;
        this.rtmpPort = rtmpPort;
    }

    /// Starts the bundled server on loopback with open ingest and waits until it accepts viewers.
    ///
    /// @param data     its data directory
    /// @param httpPort port of pages and playlists
    /// @param rtmpPort port of the ingest
    /// @param signal   ends it when there is one
    /// @throws IOException if it does not become ready; the message says what it said last
    static ServerProcess start(Path data, int httpPort, int rtmpPort, EndBySignal signal)
            throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path said = data.resolve("demo-server.out");
        List<String> command = new ArrayList<>(deafToInterrupts());
        command.add(javaProgram());
        command.addAll(ServerJar.jvmFlags());
        command.addAll(List.of("-jar", ServerJar.find().toString(), "--data", data.toString(), "--bind", "127.0.0.1"));
        command.addAll(List.of("--http", Integer.toString(httpPort), "--rtmp", Integer.toString(rtmpPort)));
        command.add("--open-ingest");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        ServerProcess server =
                new ServerProcess(process, said, URI.create("http://127.0.0.1:" + httpPort + "/"), rtmpPort);
        signal.add(() -> {
            server.close();
            return true;
        });
        try {
            server.awaitReady();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /// {@return what makes a command leave Ctrl-C to this process}
    ///
    /// A terminal sends it to both, but the server is to end after the broadcast, and is asked to by other means.
    private static List<String> deafToInterrupts() {
        return File.separatorChar == '/'
                ? List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "rostrum-server")
                : List.of();
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (System.nanoTime() < deadline) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the server ended at once with code " + process.exitValue() + ": " + tail());
                }
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYetListening) {
                    // asked again until the deadline
                }
            }
        }
        throw new IOException("the server was not ready within " + READY_WITHIN.toSeconds() + " s: " + tail());
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(said);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /// {@return the page that plays `stream`}
    URI watchPage(String stream) {
        return page.resolve("/watch/" + stream);
    }

    /// {@return where `stream` is published}
    String publishAddress(String stream) {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live/" + stream;
    }

    /// {@return a sentence if the server has ended by itself}
    Optional<String> trouble() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the server has ended by itself with code " + process.exitValue()
                        + ", so the demo ends; what it said is in " + said);
    }

    /// Asks the server to drain and end; ends it when it does not within ten seconds. Idempotent.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
