package io.rostrum.studio.cli;

import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.DelayedSink;
import io.rostrum.push.target.PushTarget;
import io.rostrum.studio.engine.EncoderPlan;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A target of a running broadcast.
///
/// @param id      number by which commands name it, from 1
/// @param seat    its place at an encoder; null without pictures
/// @param track   whose sound it gets
/// @param delayed what it waits in; empty where it is not delayed
record RunningTarget(
        int id, PushTarget target, EncoderPlan.@Nullable Seat seat, int track, Optional<DelayedSink> delayed) {
    /// {@return what takes its packets}
    PacketSink entrance() {
        return delayed.<PacketSink>map(sink -> sink).orElse(target);
    }

    /// Sends what waits, delayed as it is, and says goodbye.
    ///
    /// @return done when the connection is closed
    CompletableFuture<Void> end() {
        return delayed.map(DelayedSink::end)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenCompose(_ -> target.stop());
    }
}
