package io.rostrum.studio.engine;

import io.rostrum.studio.words.Language;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the window remembers of itself.
///
/// @param theme        as the system, dark or light
/// @param guideDone    whether the first-run guide was finished or left
/// @param width        in pixels of the desktop; 0 for the default
/// @param height       in pixels of the desktop; 0 for the default
/// @param maximized    whether it fills the screen
/// @param networkAsked whether it was asked before other machines were let in
/// @param keys         keys that the user has changed, by the names of what they do; null, as in older
/// files, for none
/// @param views        windows beside it that were open; null, as in older files, for none
/// @param dock         that is open beside the picture; null, as in older files, for none
/// @param language     that it speaks from its next start on; null, as in older files, for that of the
/// system
public record WindowSetting(
        Theme theme,
        boolean guideDone,
        double width,
        double height,
        boolean maximized,
        boolean networkAsked,
        @Nullable Map<String, String> keys,
        @Nullable List<ViewSetting> views,
        @Nullable Language language,
        @Nullable Dock dock) {
    /// Which colours.
    public enum Theme {
        SYSTEM,
        DARK,
        LIGHT
    }

    /// What of a server that the studio was paired with is beside the picture.
    public enum Dock {
        NONE,
        CHAT,
        VIEWERS
    }

    /// What a settings file does not say, or says wrongly, is the default.
    public WindowSetting {
        theme = theme == null ? Theme.SYSTEM : theme;
        width = Double.isFinite(width) ? width : 0;
        height = Double.isFinite(height) ? height : 0;
        keys = keys == null ? Map.of() : new TreeMap<>(keys);
        views = views == null
                ? List.of()
                : views.stream().filter(view -> view != null).toList();
        language = language == null ? Language.SYSTEM : language;
        dock = dock == null ? Dock.NONE : dock;
    }

    public static final WindowSetting DEFAULT =
            new WindowSetting(Theme.SYSTEM, false, 0, 0, false, false, null, null, null, null);

    public WindowSetting withTheme(Theme chosen) {
        return new WindowSetting(
                chosen, guideDone, width, height, maximized, networkAsked, keys, views, language, dock);
    }

    public WindowSetting withGuideDone() {
        return new WindowSetting(theme, true, width, height, maximized, networkAsked, keys, views, language, dock);
    }

    public WindowSetting withNetworkAsked() {
        return new WindowSetting(theme, guideDone, width, height, maximized, true, keys, views, language, dock);
    }

    public WindowSetting withPlace(double wide, double high, boolean full) {
        return new WindowSetting(theme, guideDone, wide, high, full, networkAsked, keys, views, language, dock);
    }

    public WindowSetting withKeys(Map<String, String> to) {
        return new WindowSetting(theme, guideDone, width, height, maximized, networkAsked, to, views, language, dock);
    }

    public WindowSetting withViews(List<ViewSetting> to) {
        return new WindowSetting(
                theme, guideDone, width, height, maximized, networkAsked, keys, List.copyOf(to), language, dock);
    }

    public WindowSetting withLanguage(Language chosen) {
        return new WindowSetting(theme, guideDone, width, height, maximized, networkAsked, keys, views, chosen, dock);
    }

    public WindowSetting withDock(Dock to) {
        return new WindowSetting(theme, guideDone, width, height, maximized, networkAsked, keys, views, language, to);
    }

    /// {@return what is beside the picture}
    public Dock openDock() {
        return dock == null ? Dock.NONE : dock;
    }

    /// {@return what it speaks from its next start on}
    public Language spoken() {
        return language == null ? Language.SYSTEM : language;
    }

    /// {@return windows beside it that were open}
    public List<ViewSetting> openViews() {
        return views == null ? List.of() : views;
    }

    /// {@return keys that the user has changed, by the names of what they do}
    public Map<String, String> changedKeys() {
        return keys == null ? Map.of() : keys;
    }
}
