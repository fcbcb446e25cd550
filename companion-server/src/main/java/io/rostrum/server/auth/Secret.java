package io.rostrum.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Text that must not be seen: a stream key, a token. Logs, messages and debuggers' views show only that there is one.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// {@return the text itself; never to be logged or put into a message}
    public String reveal() {
        return value;
    }

    /// Compares in a time that depends on the lengths only.
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
