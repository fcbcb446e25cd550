package io.rostrum.server.webhook;

import java.time.Duration;
import java.util.List;

/// What an announcer was told and nobody has taken.
public final class Announced {
    private Announced() {}

    /// {@return the stream and type of each event}
    public static List<String> by(Announcer announcer) throws InterruptedException {
        return announcer.take(Duration.ZERO).stream()
                .map(event -> event.stream() + " " + event.type().text())
                .toList();
    }
}
