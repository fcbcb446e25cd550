package io.rostrum.studio.engine;

/// Something that could be added.
///
/// @param kind   what it is
/// @param name   shown to the user
/// @param detail more about it: a size, a device's name; may be empty
/// @param input  for a [SourceSetting] or, where the kind is sound, a [ChannelSetting]
public record AvailableSource(Kind kind, String name, String detail, String input) {
    /// What a source is.
    public enum Kind {
        CAMERA,
        SCREEN,
        WINDOW,
        MICROPHONE,
        DESKTOP_SOUND,
        TEST;

        /// {@return whether it is heard, not seen}
        public boolean sound() {
            return this == MICROPHONE || this == DESKTOP_SOUND;
        }
    }
}
