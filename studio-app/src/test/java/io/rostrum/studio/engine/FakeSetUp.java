package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.push.target.UplinkMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Encoders of a machine with a graphics card, and connections that are measured when the test says so.
public final class FakeSetUp implements SetUpDesk {
    /// One measurement that was asked for.
    public record Asked(
            String destination,
            UplinkMeasure.Plan plan,
            Consumer<UplinkMeasure.Progress> watch,
            CompletableFuture<UplinkMeasure.Result> outcome) {}

    private final List<Asked> asked = new ArrayList<>();
    private List<VideoEncoders.Probe> encoders = List.of(
            new VideoEncoders.Probe("nvenc", true, true, "30 pictures in 41 ms"),
            new VideoEncoders.Probe("x264", true, false, "30 pictures in 96 ms"),
            new VideoEncoders.Probe("openh264", true, false, "30 pictures in 120 ms"));

    /// {@return measurements that were asked for, in order}
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    public synchronized void encoders(List<VideoEncoders.Probe> working) {
        encoders = List.copyOf(working);
    }

    @Override
    public synchronized List<VideoEncoders.Probe> encoders() {
        return encoders;
    }

    @Override
    public synchronized CompletableFuture<UplinkMeasure.Result> uplink(
            String destination, UplinkMeasure.Plan plan, Consumer<UplinkMeasure.Progress> watch) {
        Asked now = new Asked(destination, plan, watch, new CompletableFuture<>());
        asked.add(now);
        return now.outcome();
    }
}
