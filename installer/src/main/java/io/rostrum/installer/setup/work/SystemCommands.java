package io.rostrum.installer.setup.work;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Commands as child processes, each with a limit: a service manager that hangs must not hang the set-up.
final class SystemCommands implements Commands {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /// What a process leaves behind may hold its output open; its words are not worth waiting for then.
    private static final long WORDS_WITHIN_SECONDS = 2;

    private final Duration limit;

    SystemCommands() {
        this(LIMIT);
    }

    /// @param limit longest that a command may take
    SystemCommands(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void run(List<String> command) throws IOException, InterruptedException {
        String name = command.getFirst();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("`" + name + "` cannot be run: " + e.getMessage(), e);
        }
        process.getOutputStream().close();
        FutureTask<String> said = new FutureTask<>(() -> said(process));
        Thread.ofVirtual().name("setup-" + name).start(said);
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("`" + String.join(" ", command) + "` did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            String last = lastLine(said);
            throw new IOException(
                    "`" + String.join(" ", command) + "` failed with code " + process.exitValue() + ": " + last);
        }
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
    }

    private static String lastLine(FutureTask<String> said) throws InterruptedException {
        try {
            return said.get(WORDS_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .lines()
                    .reduce((_, later) -> later)
                    .orElse("it said nothing");
        } catch (ExecutionException | TimeoutException e) {
            return "what it said cannot be read";
        }
    }
}
