package io.rostrum.studio.engine;

/// When a recording goes on in another file.
///
/// @param minutes   after which it does; 0 for never
/// @param megabytes of 1,048,576 bytes, after which it does; 0 for never
public record SplitSetting(int minutes, int megabytes) {
    public static final SplitSetting NEVER = new SplitSetting(0, 0);

    /// What a settings file says wrongly is put right.
    public SplitSetting {
        minutes = Math.max(0, minutes);
        megabytes = Math.max(0, megabytes);
    }
}
