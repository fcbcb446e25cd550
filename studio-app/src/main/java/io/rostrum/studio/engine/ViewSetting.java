package io.rostrum.studio.engine;

import java.util.Optional;

/// A window beside the main one that was open, and where.
///
/// @param kind   what it shows
/// @param id     of the scene or the source that it shows; empty for others
/// @param x      left edge, pixels of the desktop
/// @param y      top edge, pixels of the desktop
/// @param width  pixels of the desktop; 0 for the default
/// @param height pixels of the desktop; 0 for the default
/// @param full   whether it fills the screen that it is on
/// @param safe   whether a multiview shows the safe areas
public record ViewSetting(
        Kind kind, String id, double x, double y, double width, double height, boolean full, boolean safe) {
    /// What a window shows.
    public enum Kind {
        MULTIVIEW,
        PROGRAMME,
        PREVIEW,
        SCENE,
        SOURCE
    }

    /// What a settings file does not say, or says wrongly, is the default.
    public ViewSetting {
        kind = kind == null ? Kind.MULTIVIEW : kind;
        id = id == null ? "" : id;
        x = Double.isFinite(x) ? x : 0;
        y = Double.isFinite(y) ? y : 0;
        width = Double.isFinite(width) && width > 0 ? width : 0;
        height = Double.isFinite(height) && height > 0 ? height : 0;
    }

    /// {@return one of a projector that was not placed yet}
    public static ViewSetting of(ViewDesk.Target target, double x, double y, boolean full) {
        return switch (target) {
            case ViewDesk.Target.Programme _ -> new ViewSetting(Kind.PROGRAMME, "", x, y, 0, 0, full, false);
            case ViewDesk.Target.Preview _ -> new ViewSetting(Kind.PREVIEW, "", x, y, 0, 0, full, false);
            case ViewDesk.Target.Scene(String id) -> new ViewSetting(Kind.SCENE, id, x, y, 0, 0, full, false);
            case ViewDesk.Target.Source(String id) -> new ViewSetting(Kind.SOURCE, id, x, y, 0, 0, full, false);
        };
    }

    /// {@return what a projector shows; empty for a multiview}
    public Optional<ViewDesk.Target> target() {
        return switch (kind) {
            case MULTIVIEW -> Optional.empty();
            case PROGRAMME -> Optional.of(new ViewDesk.Target.Programme());
            case PREVIEW -> Optional.of(new ViewDesk.Target.Preview());
            case SCENE -> Optional.of(new ViewDesk.Target.Scene(id));
            case SOURCE -> Optional.of(new ViewDesk.Target.Source(id));
        };
    }

    public ViewSetting withPlace(double left, double top, double wide, double high, boolean filling) {
        return new ViewSetting(kind, id, left, top, wide, high, filling, safe);
    }

    public ViewSetting withSafe(boolean to) {
        return new ViewSetting(kind, id, x, y, width, height, full, to);
    }
}
