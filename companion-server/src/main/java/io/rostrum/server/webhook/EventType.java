package io.rostrum.server.webhook;

import java.util.Optional;

/// What can be told.
public enum EventType {
    STREAM_PUBLISHED("stream.published", false),
    STREAM_UNPUBLISHED("stream.unpublished", false),
    VIEWER_JOINED("viewer.joined", true),
    VIEWER_LEFT("viewer.left", true),
    /// Viewers at once have reached a number of the configuration.
    VIEWERS_THRESHOLD("viewers.threshold", false),
    /// A date of the schedule is ten minutes away.
    SCHEDULE_SOON("schedule.soon", false),
    SCHEDULE_STARTED("schedule.started", false),
    /// Nothing is on air some minutes after a date was to begin.
    SCHEDULE_MISSED("schedule.missed", false),
    SCHEDULE_ENDED("schedule.ended", false),
    SCHEDULE_CHANGED("schedule.changed", false),
    RECORDING_STARTED("recording.started", false),
    RECORDING_FINISHED("recording.finished", false),
    /// Every few seconds for each stream.
    SNAPSHOT_TAKEN("snapshot.taken", true);

    /// Sent when the operator asks for it, to one address.
    static final String PING = "ping";

    private final String text;
    private final boolean frequent;

    EventType(String text, boolean frequent) {
        this.text = text;
        this.frequent = frequent;
    }

    /// {@return its name, as receivers see it}
    public String text() {
        return text;
    }

    /// {@return whether it comes so often that it is told only where it was asked for}
    public boolean isFrequent() {
        return frequent;
    }

    static Optional<EventType> of(String text) {
        for (EventType type : values()) {
            if (type.text.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
