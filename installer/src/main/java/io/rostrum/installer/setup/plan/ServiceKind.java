package io.rostrum.installer.setup.plan;

/// Who starts the server.
public enum ServiceKind {
    /// The user, by hand.
    NONE("none"),
    /// The user's systemd, while the user is logged in.
    USER("user"),
    /// The system's systemd, as a user of its own; only root may ask for it.
    SYSTEM("system");

    private final String word;

    ServiceKind(String word) {
        this.word = word;
    }

    /// {@return its word in commands and files}
    public String word() {
        return word;
    }
}
