package io.rostrum.studio.engine;

/// What the window remembers of itself.
///
/// @param theme        as the system, dark or light
/// @param guideDone    whether the first-run guide was finished or left
/// @param width        in pixels of the desktop; 0 for the default
/// @param height       in pixels of the desktop; 0 for the default
/// @param maximized    whether it fills the screen
/// @param networkAsked whether it was asked before other machines were let in
public record WindowSetting(
        Theme theme, boolean guideDone, double width, double height, boolean maximized, boolean networkAsked) {
    /// Which colours.
    public enum Theme {
        SYSTEM,
        DARK,
        LIGHT
    }

    /// What a settings file does not say, or says wrongly, is the default.
    public WindowSetting {
        theme = theme == null ? Theme.SYSTEM : theme;
        width = Double.isFinite(width) ? width : 0;
        height = Double.isFinite(height) ? height : 0;
    }

    public static final WindowSetting DEFAULT = new WindowSetting(Theme.SYSTEM, false, 0, 0, false, false);

    public WindowSetting withTheme(Theme chosen) {
        return new WindowSetting(chosen, guideDone, width, height, maximized, networkAsked);
    }

    public WindowSetting withGuideDone() {
        return new WindowSetting(theme, true, width, height, maximized, networkAsked);
    }

    public WindowSetting withNetworkAsked() {
        return new WindowSetting(theme, guideDone, width, height, maximized, true);
    }

    public WindowSetting withPlace(double wide, double high, boolean full) {
        return new WindowSetting(theme, guideDone, wide, high, full, networkAsked);
    }
}
