package io.rostrum.installer.setup.work;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Commands as child processes, each with a limit: a service manager that hangs must not hang the set-up.
final class SystemCommands implements Commands {
    private static final long LIMIT_SECONDS = 90;

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
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("`" + String.join(" ", command) + "` did not end within " + LIMIT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            String last = said.lines().reduce((_, later) -> later).orElse("it said nothing");
            throw new IOException(
                    "`" + String.join(" ", command) + "` failed with code " + process.exitValue() + ": " + last);
        }
    }
}
