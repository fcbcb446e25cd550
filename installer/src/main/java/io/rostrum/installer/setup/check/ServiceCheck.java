package io.rostrum.installer.setup.check;

import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.work.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether a service manager can start the server.
///
/// @param root     whether this is root
/// @param systemd  whether systemd runs this machine
/// @param userBus  whether the user's own systemd answers
public record ServiceCheck(boolean root, boolean systemd, boolean userBus) {
    /// Looks at this machine. Blocks for a moment.
    public static ServiceCheck look(boolean root, Commands commands) throws InterruptedException {
        boolean systemd = Files.isDirectory(Path.of("/run/systemd/system"));
        return new ServiceCheck(root, systemd, systemd && answers(commands));
    }

    private static boolean answers(Commands commands) throws InterruptedException {
        try {
            commands.run(List.of("systemctl", "--user", "show", "--property=Version"));
            return true;
        } catch (IOException noBus) {
            return false;
        }
    }

    public Verdict check(ServiceKind kind) {
        return switch (kind) {
            case NONE -> Verdict.good("You start it with `rostrum server`.");
            case USER ->
                userBus
                        ? Verdict.good("It runs while you are logged in.")
                        : Verdict.problem("Your session has no systemd, so the server cannot be started with it.");
            case SYSTEM -> {
                if (!systemd) {
                    yield Verdict.problem(
                            "systemd does not run this machine, so the server cannot be started with it.");
                }
                yield root
                        ? Verdict.good("It runs from the start of the machine, as the user rostrum.")
                        : Verdict.problem("Only root can do this: run `sudo rostrum setup`.");
            }
        };
    }
}
