package io.rostrum.server.webhook;

import java.time.Instant;

/// One attempt to send one message.
///
/// @param event   id of what was to be told
/// @param stream  empty for a ping
/// @param attempt counted from 1
/// @param status  of the answer; 0 where none came
/// @param millis  from the beginning to the answer
/// @param answer  how the answer's body begins, or why there is none; what is no plain letter is escaped
/// @param givenUp whether it was the last attempt of a message that did not arrive
record Delivery(
        String event,
        String type,
        String stream,
        int attempt,
        Instant at,
        int status,
        long millis,
        String answer,
        boolean givenUp) {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;

    /// {@return whether the receiver has said that it has it}
    boolean isTaken() {
        return status >= OK && status < REDIRECTS;
    }
}
