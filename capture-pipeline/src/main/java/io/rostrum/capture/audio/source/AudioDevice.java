package io.rostrum.capture.audio.source;

/// Something that sound can be recorded from, as the system lists it.
///
/// @param id        what opens it, unique within its system: `alsa_input.pci-0000_00_1f.3.analog-stereo`
/// @param name      what people call it: `Built-in microphone`
/// @param kind      whether it hears the room or the computer
/// @param isDefault whether the system takes it when nothing else is asked for
/// @param system    the sound system that lists it: `pulse` or `alsa`
public record AudioDevice(String id, String name, Kind kind, boolean isDefault, String system) {
    /// Whether a device hears the room or the computer.
    public enum Kind {
        /// A microphone or a line in.
        INPUT,
        /// What the computer plays.
        MONITOR
    }
}
