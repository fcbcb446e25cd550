package io.rostrum.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A child process with its standard error (or both outputs) kept as lines; ended by its own id when closed.
///
/// Closing asks the process and its children to end, waits five seconds, then kills them. Safe for use from several
/// threads.
public final class Child implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LINES_KEPT = 200_000;

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean outputEnded;

    private Child(String name, Process process, InputStream text) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofPlatform().name("output of " + name).daemon().start(() -> read(text));
    }

    /// Starts a programme whose standard output and error are both text to be kept.
    public static Child start(String name, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = builder(command, environment).redirectErrorStream(true);
        Process process = start(builder);
        return new Child(name, process, process.getInputStream());
    }

    /// Starts a programme whose standard output is data, to be read from [#data()]; standard error is kept as text.
    public static Child startWithData(String name, List<String> command, Map<String, String> environment) {
        Process process = start(builder(command, environment));
        return new Child(name, process, process.getErrorStream());
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(InputStream text) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(output ended: " + e.getMessage() + ")");
        }
        synchronized (lines) {
            outputEnded = true;
            lines.notifyAll();
        }
    }

    private void add(String line) {
        synchronized (lines) {
            if (lines.size() < LINES_KEPT) {
                lines.add(line);
            }
            lines.notifyAll();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// {@return standard output, for a child started with data}
    public InputStream data() {
        return process.getInputStream();
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    /// {@return a copy of what was said so far}
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /// {@return the last lines, for a failure's message}
    public String tail() {
        List<String> all = lines();
        return name + " said: " + String.join("\n", all.subList(Math.max(0, all.size() - 25), all.size()));
    }

    /// Waits for a line.
    ///
    /// @throws IllegalStateException if the output ends or the time passes before
    public String awaitLine(Predicate<String> wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int next = 0;
        synchronized (lines) {
            while (true) {
                for (; next < lines.size(); next++) {
                    if (wanted.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || outputEnded) {
                    throw new IllegalStateException("expected line never came"
                            + (outputEnded ? " before the end" : " in " + limit) + "; " + tail());
                }
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
        }
    }

    /// {@return the exit code, or empty when the process still runs after `limit`}
    public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        reader.join(TimeUnit.SECONDS.toMillis(2));
        return Optional.of(process.exitValue());
    }

    /// Asks the process to end, as an init system would (SIGTERM); its output can still be read to the end.
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy() would close the output as well
    }

    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.reversed().forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            for (ProcessHandle member : family) {
                await(member, deadline);
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void await(ProcessHandle member, long deadlineNanos) throws InterruptedException {
        try {
            member.onExit().get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            member.destroyForcibly();
        }
    }
}
