package io.rostrum.push.target;

import java.time.Duration;
import java.time.Instant;

/// Where one push target stands. A view shows it as it is; nothing else is kept beside it.
public sealed interface PushState {
    /// Closed: wants no packets.
    record Idle() implements PushState {}

    /// @param attempt 1 for the first try since it was started or last live
    record Connecting(int attempt) implements PushState {}

    /// Said anew once a second.
    ///
    /// @param bitsPerSecond sent during the last second
    /// @param queued        media waiting to be sent; the measure of congestion
    /// @param droppedFrames video frames given up since the target was made
    record Live(Instant since, int bitsPerSecond, Duration queued, long droppedFrames) implements PushState {}

    /// @param why what happened, in a sentence without a full stop
    record Waiting(Instant retryAt, String why) implements PushState {}

    /// Retrying cannot help: a wrong key, a refused account, a certificate nobody vouches for.
    ///
    /// @param why      what happened, in a sentence without a full stop
    /// @param whatToDo in a sentence
    record Failed(String why, String whatToDo) implements PushState {}
}
