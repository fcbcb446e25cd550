package io.rostrum.capture.source.camera;

import java.util.List;

/// Something that can be set on a camera: brightness, focus, the frequency of the mains.
///
/// @param name         the driver's: `Brightness`
/// @param minimum      the least value
/// @param maximum      the greatest value
/// @param defaultValue the driver's
/// @param value        now
/// @param choices      names of the values from `minimum` on, where the control is a menu; else empty
public record CameraControl(String name, int minimum, int maximum, int defaultValue, int value, List<String> choices) {
    public CameraControl {
        choices = List.copyOf(choices);
    }

    /// {@return for people: `Brightness 128 (0..255)`, `Power Line Frequency 50 Hz (Disabled, 50 Hz, 60 Hz)`}
    @Override
    public String toString() {
        int choice = value - minimum;
        return choice >= 0 && choice < choices.size()
                ? name + " " + choices.get(choice) + " (" + String.join(", ", choices) + ")"
                : name + " " + value + " (" + minimum + ".." + maximum + ")";
    }
}
