package io.rostrum.studio.engine;

import org.jspecify.annotations.Nullable;

/// A second canvas with the same scenes: vertical, for phones, with places of its own for what they
/// show.
///
/// @param on            whether it is made
/// @param size          `720x1280`
/// @param bitsPerSecond of its pictures
/// @param recorded      what is recorded while it is on; null for the programme
public record CanvasSetting(
        boolean on,
        String size,
        int bitsPerSecond,
        @Nullable Recorded recorded) {
    /// Which canvas is recorded.
    public enum Recorded {
        /// The programme.
        FIRST,
        /// This one.
        SECOND,
        /// Both, a file each.
        BOTH
    }

    public static final CanvasSetting OFF = new CanvasSetting(false, "720x1280", 2_500_000, Recorded.FIRST);

    /// {@return the same, switched on or off}
    public CanvasSetting switched(boolean to) {
        return new CanvasSetting(to, size, bitsPerSecond, recorded);
    }

    /// {@return the same of another size}
    public CanvasSetting withSize(String to) {
        return new CanvasSetting(on, to, bitsPerSecond, recorded);
    }

    /// {@return the same with another bit rate}
    public CanvasSetting withBits(int to) {
        return new CanvasSetting(on, size, to, recorded);
    }

    /// {@return the same with this recorded}
    public CanvasSetting withRecorded(Recorded to) {
        return new CanvasSetting(on, size, bitsPerSecond, to);
    }

    /// {@return what is recorded}
    public Recorded records() {
        return !on || recorded == null ? Recorded.FIRST : recorded;
    }
}
