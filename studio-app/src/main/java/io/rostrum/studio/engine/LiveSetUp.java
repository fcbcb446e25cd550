package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.push.target.UplinkMeasure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Measures for the studio that runs. Thread-safe.
final class LiveSetUp implements SetUpDesk {
    private final WorkingEncoders encoders;
    private final LiveDestinations destinations;
    private final EngineThread engine;

    LiveSetUp(WorkingEncoders encoders, LiveDestinations destinations, EngineThread engine) {
        this.encoders = encoders;
        this.destinations = destinations;
        this.engine = engine;
    }

    @Override
    public List<VideoEncoders.Probe> encoders() {
        return encoders.working();
    }

    @Override
    public CompletableFuture<UplinkMeasure.Result> uplink(
            String destination, UplinkMeasure.Plan plan, Consumer<UplinkMeasure.Progress> watch) {
        CompletableFuture<UplinkMeasure.Result> outcome = new CompletableFuture<>();
        engine.execute(() -> begin(destination, plan, watch, outcome));
        return outcome;
    }

    private void begin(
            String destination,
            UplinkMeasure.Plan plan,
            Consumer<UplinkMeasure.Progress> watch,
            CompletableFuture<UplinkMeasure.Result> outcome) {
        if (outcome.isDone()) { // cancelled before it began
            return;
        }
        if (destinations.live()) {
            refuse(outcome, tr("You are live: the measurement would take the connection from the broadcast."));
            return;
        }
        DestinationSetting place = destinations.setting(destination).orElse(null);
        if (place == null || destinations.awaitsKey(destination)) {
            refuse(outcome, place == null ? tr("It is no destination any more.") : tr("Its key is still being read."));
            return;
        }
        try {
            UplinkMeasure measure = destinations.measure(LiveDestinations.url(place), plan, watch);
            measure.result().thenAccept(outcome::complete);
            outcome.whenComplete((_, _) -> measure.close());
        } catch (IllegalArgumentException e) {
            refuse(outcome, tr("Correct the address or the key: {0}.", e.getMessage()));
        }
    }

    private static void refuse(CompletableFuture<UplinkMeasure.Result> outcome, String why) {
        outcome.completeExceptionally(new IOException(why));
    }
}
