package io.rostrum.server.auth;

import java.util.Set;

/// Which stream key it was, without the key: what is stored of it. Logs and messages do not show it.
///
/// @param hmac    64 hex digits
/// @param besides the same of the other keys that the stream had when this one was looked at; no part of equality
public record KeyId(String hmac, Set<String> besides) {
    public KeyId {
        besides = Set.copyOf(besides);
    }

    public KeyId(String hmac) {
        this(hmac, Set.of());
    }

    /// {@return whether the other key counted no more when this one was looked at}
    public boolean replaces(KeyId other) {
        return !equals(other) && !besides.contains(other.hmac);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyId key && hmac.equals(key.hmac);
    }

    @Override
    public int hashCode() {
        return hmac.hashCode();
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
