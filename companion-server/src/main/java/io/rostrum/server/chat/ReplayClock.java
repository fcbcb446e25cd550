package io.rostrum.server.chat;

import io.rostrum.server.record.Recording;
import java.time.Duration;
import java.time.Instant;

/// Turns positions in a recording into times of day and back: a recording goes on right after each time
/// that its publisher was away.
///
/// @param recording as it is now
record ReplayClock(Recording recording) {
    /// @param positionMillis in the recording
    /// @return when it was recorded; of a place where the publisher was away, when that began
    Instant wallTime(long positionMillis) {
        long away = recording.gaps().stream()
                .filter(gap -> gap.atMillis() < positionMillis)
                .mapToLong(Recording.Gap::awayMillis)
                .sum();
        return recording.startedAt().plusMillis(positionMillis + away);
    }

    /// {@return when it ended; of one that is being made, when the newest of it was recorded}
    Instant end() {
        return wallTime(recording.durationMillis());
    }

    /// {@return milliseconds from the beginning; of a time when the publisher was away, the place of
    /// that}
    long position(Instant at) {
        long passed = Duration.between(recording.startedAt(), at).toMillis();
        for (Recording.Gap gap : recording.gaps().reversed()) {
            long begins = wallTime(gap.atMillis()).toEpochMilli();
            if (at.toEpochMilli() >= begins) {
                long away = recording.gaps().stream()
                        .filter(one -> one.atMillis() <= gap.atMillis())
                        .mapToLong(Recording.Gap::awayMillis)
                        .sum();
                return Math.clamp(passed - away, gap.atMillis(), Math.max(gap.atMillis(), recording.durationMillis()));
            }
        }
        return Math.clamp(passed, 0, Math.max(0, recording.durationMillis()));
    }
}
