package io.rostrum.installer.setup.work;

import java.io.IOException;
import java.util.List;

/// Runs commands of the system.
@FunctionalInterface
public interface Commands {
    /// Runs a command to its end.
    ///
    /// @throws IOException if it cannot be started or ends with another code than 0; the message holds what it
    ///     said last
    void run(List<String> command) throws IOException, InterruptedException;

    /// {@return the commands of this machine}
    static Commands ofTheSystem() {
        return new SystemCommands();
    }
}
