package io.rostrum.capture.audio.source;

/// Sound as a function of media time, the same in both channels.
@FunctionalInterface
public interface Signal {
    /// {@return the sample at `frame`, -1..1}
    ///
    /// @param frame sample times of 48 kHz since the session began
    float sampleAt(long frame);
}
