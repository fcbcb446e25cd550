package io.rostrum.capture.audio.mixer;

/// Where what the monitor hears goes. Called on the mixer's thread only; must return at once.
@FunctionalInterface
public interface MonitorSink {
    /// @param block 1024 frames, interleaved, that follow those before; borrowed
    void monitored(float[] block);
}
