package io.rostrum.server.chat;

import java.time.Duration;

/// How the chat is used.
///
/// @param enabled whether there is one
/// @param keep    how long messages are kept in the database
public record ChatConfig(boolean enabled, Duration keep) {
    /// Yes, a year.
    public static final ChatConfig DEFAULT = new ChatConfig(true, Duration.ofDays(365));
}
