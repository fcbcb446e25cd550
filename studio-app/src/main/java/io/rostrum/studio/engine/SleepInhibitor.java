package io.rostrum.studio.engine;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the computer awake while something is sent or recorded, by a program of the system that holds it awake
/// for as long as it runs: `systemd-inhibit` on Linux, `caffeinate` on macOS. On Windows, and where the program
/// is missing, the computer may sleep. Thread-safe.
final class SleepInhibitor {
    private static final Logger log = LoggerFactory.getLogger(SleepInhibitor.class);

    private @Nullable Process holder;

    synchronized void hold() {
        if (holder != null) {
            return;
        }
        List<String> command = command();
        if (command.isEmpty()) {
            return;
        }
        try {
            holder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            log.info("[sleep] not inhibited: {}", e.getMessage());
        }
    }

    /// Each program ends by itself when this process does: it waits for the end of its input, or for this
    /// process.
    private static List<String> command() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return List.of(
                    "caffeinate",
                    "-dims",
                    "-w",
                    Long.toString(ProcessHandle.current().pid()));
        }
        if (system.startsWith("linux")) {
            return List.of(
                    "systemd-inhibit", "--what=idle:sleep", "--who=Rostrum", "--why=A broadcast is running", "cat");
        }
        return List.of();
    }

    synchronized void release() {
        Process held = holder;
        holder = null;
        if (held != null) {
            held.destroy();
        }
    }
}
