package io.rostrum.studio.engine;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.studio.engine.StudioSnapshot.Film;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A [SourceView] of which some parts are being changed.
public final class SourceDraft {
    public String name;
    public String input;
    public boolean visible;
    public boolean locked;
    public Place place;
    public Layout layout;
    public Health health;
    public List<FilterView> filters;
    public List<CameraControl> controls;
    public String caption;
    public Optional<String> group;
    public Optional<Film> film;

    private SourceDraft(SourceView from) {
        name = from.name();
        input = from.input();
        visible = from.visible();
        locked = from.locked();
        place = from.place();
        layout = from.layout();
        health = from.health();
        filters = from.filters();
        controls = from.controls();
        caption = from.caption();
        group = from.group();
        film = from.film();
    }

    /// {@return the same view but for what `change` sets}
    public static SourceView with(SourceView from, Consumer<SourceDraft> change) {
        SourceDraft draft = new SourceDraft(from);
        change.accept(draft);
        return new SourceView(
                from.id(),
                draft.name,
                draft.input,
                draft.visible,
                draft.locked,
                draft.place,
                draft.layout,
                draft.health,
                draft.filters,
                from.seen(),
                draft.controls,
                draft.caption,
                draft.group,
                draft.film);
    }
}
