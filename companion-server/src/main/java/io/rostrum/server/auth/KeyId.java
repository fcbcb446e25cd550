package io.rostrum.server.auth;

/// Which stream key it was, without the key: what is stored of it. Logs and messages do not show it.
///
/// @param hmac 64 hex digits
public record KeyId(String hmac) {
    @Override
    public String toString() {
        return "[key]";
    }
}
