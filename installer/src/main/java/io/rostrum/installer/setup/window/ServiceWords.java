package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.plan.ServiceKind;

/// The kinds of service in users' words.
final class ServiceWords {
    private ServiceWords() {}

    static String of(ServiceKind kind) {
        return switch (kind) {
            case NONE -> "I do, when I need it";
            case USER -> "My login (systemd service of this user)";
            case SYSTEM -> "The computer, for everybody (systemd service)";
        };
    }
}
