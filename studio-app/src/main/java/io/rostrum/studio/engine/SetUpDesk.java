package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.push.target.UplinkMeasure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What settings that suit this machine and its connections are found with.
public interface SetUpDesk {
    /// {@return the encoders that work here, best first, with what trying them has shown; none until they were tried}
    List<VideoEncoders.Probe> encoders();

    /// Measures how much a destination can be sent; in its service's test mode where it has one. Cancelling what comes
    /// back ends it.
    ///
    /// @param destination its id
    /// @param watch       told how far it is, on another thread
    /// @return completes on another thread; exceptionally with a [java.io.IOException], its message in words,
    ///         when it cannot be measured now
    CompletableFuture<UplinkMeasure.Result> uplink(
            String destination, UplinkMeasure.Plan plan, Consumer<UplinkMeasure.Progress> watch);
}
