package io.rostrum.studio.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How the server's program is run: as a server, and for a stream key.
public final class ServerPrograms {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration KEY_WITHIN = Duration.ofSeconds(20);

    /// Starts a server that a signal to this process' terminal does not reach.
    ///
    /// @param data  its data directory
    /// @param bind  address it listens on
    /// @param said  takes what it prints
    /// @throws IOException if there is no such program or it does not start
    public Process start(Path data, String bind, int http, int rtmp, Path said) throws IOException {
        List<String> command = new ArrayList<>(detached());
        command.addAll(program(data));
        command.addAll(List.of("--bind", bind, "--http", Integer.toString(http), "--rtmp", Integer.toString(rtmp)));
        command.add("--unclaimed-network"); // who shares the studio's own server has decided so in the studio
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /// {@return what puts a command into a session of its own, where the system has it}
    private static List<String> detached() {
        if (File.separatorChar != '/') {
            return List.of();
        }
        return Files.isExecutable(SETSID)
                ? List.of(SETSID.toString())
                : List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "rostrum-server");
    }

    private static List<String> program(Path data) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServerJar.jvmFlags());
        command.addAll(List.of("-jar", ServerJar.find().toString(), "--data", data.toString()));
        return command;
    }

    /// Makes a stream key; the one the stream had before, if any, is revoked.
    ///
    /// @return the key: a secret
    public String newKey(Path data, String stream) throws IOException, InterruptedException {
        Files.createDirectories(data);
        key(data, "revoke", stream);
        String key = key(data, "add", stream);
        if (key.isBlank()) {
            throw new IOException("the server made no stream key for " + stream);
        }
        return key.strip();
    }

    private static String key(Path data, String verb, String stream) throws IOException, InterruptedException {
        List<String> command = program(data);
        command.addAll(List.of("key", verb, stream));
        return output(command, KEY_WITHIN);
    }

    /// Runs a program to its end.
    ///
    /// @return what it printed
    /// @throws IOException if it does not start, or has not ended within that time, whatever it printed
    static String output(List<String> command, Duration within) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread.ofVirtual().name("program-output").start(() -> read(process, said));
        try {
            return said.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the server's program did not answer within " + within.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("the server's program could not be read: " + e.getCause(), e);
        } finally {
            process.destroyForcibly(); // one that has not ended is not waited for
        }
    }

    private static void read(Process process, CompletableFuture<String> said) {
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            said.complete(text);
        } catch (IOException | InterruptedException e) {
            said.completeExceptionally(e);
        }
    }
}
