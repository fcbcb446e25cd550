package io.rostrum.studio.engine;

import io.rostrum.capture.audio.meter.Loudness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the one at the studio hears by himself, and how loud the programme is to those who listen.
///
/// Every call returns at once, whatever thread it comes from.
public interface MonitorDesk {
    /// @param loudness of the first track
    /// @param device   that the monitor plays on, empty for the system's default
    /// @param trouble  why the monitor is not heard, in a sentence without a full stop; empty where it is, or where
    ///                 nothing is monitored
    record View(Loudness loudness, String device, Optional<String> trouble) {}

    View view();

    /// {@return names of the devices that the monitor can play on}
    CompletableFuture<List<String>> devices();

    /// Plays the monitor on another device.
    ///
    /// @param name empty for the system's default
    void device(String name);

    /// Begins to measure the integrated loudness and the true peak anew.
    void measureAnew();
}
