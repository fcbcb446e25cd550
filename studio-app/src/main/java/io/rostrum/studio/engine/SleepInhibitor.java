package io.rostrum.studio.engine;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the computer awake while something is sent or recorded: on Linux and macOS by a program of the system that
/// holds it awake for as long as it runs (`systemd-inhibit`, `caffeinate`), on Windows by [WindowsAwake]. Where there
/// is
/// no such thing the computer may sleep. Thread-safe.
final class SleepInhibitor {
    private static final Logger log = LoggerFactory.getLogger(SleepInhibitor.class);

    private @Nullable Runnable letGo;

    synchronized void hold() {
        if (letGo != null) {
            return;
        }
        try {
            letGo = system().startsWith("windows") ? new WindowsAwake(WindowsAwake.ofSystem())::close : program();
        } catch (IOException | RuntimeException e) {
            log.info("[sleep] not inhibited: {}", e.getMessage());
        }
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    /// {@return what ends the program; null where there is none for this system}
    private static @Nullable Runnable program() throws IOException {
        List<String> command = command();
        if (command.isEmpty()) {
            return null;
        }
        Process holder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return holder::destroy;
    }

    /// Each program ends by itself when this process does: it waits for the end of its input, or for this
    /// process.
    private static List<String> command() {
        String system = system();
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
        Runnable held = letGo;
        letGo = null;
        if (held != null) {
            held.run();
        }
    }
}
