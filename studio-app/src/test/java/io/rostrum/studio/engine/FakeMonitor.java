package io.rostrum.studio.engine;

import io.rostrum.capture.audio.meter.Loudness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A monitor that plays nowhere, and a programme that is as loud as it should be.
final class FakeMonitor implements MonitorDesk {
    private volatile String device = "";
    private volatile double integrated = -23.1;

    @Override
    public View view() {
        return new View(new Loudness(-21.4, -22.6, integrated, -3.2), device, Optional.empty());
    }

    @Override
    public CompletableFuture<List<String>> devices() {
        return CompletableFuture.completedFuture(List.of("Headphones", "Loudspeakers"));
    }

    @Override
    public void device(String name) {
        device = name;
    }

    @Override
    public void measureAnew() {
        integrated = Loudness.SILENCE;
    }
}
