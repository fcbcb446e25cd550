package io.rostrum.installer.setup.plan;

import java.util.ArrayList;
import java.util.List;

/// The commands that make systemd start the server, for the system's or for the user's own.
final class Systemd {
    static final String UNIT = "rostrum-server.service";
    /// Who the server runs as in the system's systemd.
    static final String USER = "rostrum";

    private final boolean user;

    Systemd(ServiceKind kind) {
        this.user = kind == ServiceKind.USER;
    }

    Action.Run reload() {
        return new Action.Run("Telling systemd of the service", command("daemon-reload"), List.of());
    }

    Action.Run enable() {
        return new Action.Run(
                "Switching the service on", command("enable", UNIT), List.of(command("disable", "--now", UNIT)));
    }

    /// {@return what starts the service that [#enable()] has switched on, which also takes it back}
    Action.Run start() {
        return new Action.Run("Starting the service", command("start", UNIT), List.of());
    }

    Action.Run restart() {
        return new Action.Run("Starting the service again", command("restart", UNIT), List.of());
    }

    /// {@return what starts the service again when everything after it has been taken back, also one that gave up}
    Action.Run restartWhenTakenBack() {
        return new Action.Run(
                "Looking at the service that runs",
                command("show", "--property=ActiveState", UNIT),
                List.of(command("daemon-reload"), command("reset-failed", UNIT), command("restart", UNIT)));
    }

    Action.Run disable() {
        return new Action.Run(
                "Stopping the service", command("disable", "--now", UNIT), List.of(command("enable", "--now", UNIT)));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (user) {
            command.add("--user");
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
