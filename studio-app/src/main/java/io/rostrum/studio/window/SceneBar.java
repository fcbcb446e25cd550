package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.overlay.Glyph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DataFormat;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// The scenes below the picture, how they give way to each other, and Take.
final class SceneBar extends HBox {
    private static final double NARROW = 520;

    private final Studio studio;
    private final Consumer<Optional<String>> transitions;
    private final Function<String, List<MenuItem>> projectors;
    private final SceneTile.Dragged dragged;
    private final Map<String, SceneTile> tiles = new LinkedHashMap<>();
    private final HBox row = new HBox();
    private final ScrollPane scroll = new ScrollPane(row);
    private final TransitionMenu transition;
    private final ToggleButton canvas;
    private final ToggleButton studioMode;
    private final Button take;
    private String named = "";

    /// @param source what a source is dragged as
    /// @param projectors gives where a scene can be shown beside the window
    /// @param transitions opens what is set of the transition to a scene, or of the usual one where
    /// there is none
    SceneBar(
            Studio studio,
            DataFormat source,
            Consumer<Optional<String>> transitions,
            Function<String, List<MenuItem>> projectors) {
        this.studio = studio;
        this.transitions = transitions;
        this.projectors = projectors;
        DataFormat scene = Optional.ofNullable(DataFormat.lookupMimeType("application/x-rostrum-scene"))
                .orElseGet(() -> new DataFormat("application/x-rostrum-scene"));
        dragged = new SceneTile.Dragged(scene, source);
        getStyleClass().addAll("panel", "scene-bar");
        row.getStyleClass().add("scene-row");
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.setMinWidth(0);
        scroll.addEventFilter(ScrollEvent.SCROLL, this::scrollSideways);
        scroll.viewportBoundsProperty().addListener((_, _, _) -> Platform.runLater(this::revealShown));
        HBox.setHgrow(scroll, Priority.SOMETIMES);
        scroll.setMaxWidth(USE_PREF_SIZE);
        Button add = Controls.iconButton(Glyph.ADD, tr("Add a scene"), this::add);
        add.setMinWidth(32);
        transition = new TransitionMenu(studio.scenes(), () -> transitions.accept(Optional.empty()));
        take = Controls.button(Glyph.TAKE, tr("Take"), studio.scenes()::take);
        take.setId("take");
        studioMode = Controls.iconToggle(Glyph.STUDIO, tr("Studio mode: prepare the next scene beside the programme"));
        studioMode.setId("studio-mode");
        studioMode.setMinWidth(32);
        studioMode.setOnAction(_ -> studio.scenes().studio(studioMode.isSelected()));
        canvas = Controls.iconToggle(Glyph.PHONE, tr("Show and edit the vertical canvas"));
        canvas.setId("canvas");
        canvas.setMinWidth(32);
        canvas.setOnAction(_ -> studio.scenes().canvas(canvas.isSelected()));
        getChildren().addAll(scroll, add, Controls.spring(), canvas, studioMode, transition, take);
        widthProperty().subscribe(width -> narrow(width.doubleValue() < NARROW));
    }

    private void narrow(boolean narrow) {
        transition.narrow(narrow);
        take.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
    }

    private void scrollSideways(ScrollEvent wheel) {
        double hidden = row.getWidth() - scroll.getViewportBounds().getWidth();
        if (hidden > 0 && wheel.getDeltaX() == 0) {
            scroll.setHvalue(Math.clamp(scroll.getHvalue() - wheel.getDeltaY() / hidden, 0, 1));
            wheel.consume();
        }
    }

    /// Shows and edits the canvas that is not seen now, where there are two.
    void otherCanvas() {
        Scenes now = studio.snapshot().scenes();
        studio.scenes().canvas(now.second().isPresent() && !now.onSecond());
    }

    /// Adds a scene and lets the user name it.
    void add() {
        named = studio.scenes().add();
    }

    /// Brings tiles up to date in place; makes only those that are new.
    void update(StudioSnapshot snapshot) {
        Scenes scenes = snapshot.scenes();
        List<String> ids = scenes.list().stream().map(SceneView::id).toList();
        if (!List.copyOf(tiles.keySet()).equals(ids)) {
            rebuild(ids);
        }
        for (int i = 0; i < ids.size(); i++) {
            SceneView view = scenes.list().get(i);
            SceneTile tile = tiles.get(view.id());
            if (tile != null) {
                boolean before = tile.isShown();
                boolean shown = view.id().equals(scenes.shown());
                tile.update(view, i, ids.size(), shown, view.id().equals(scenes.next()));
                if (shown && !before) {
                    reveal(tile);
                }
            }
        }
        Controls.present(canvas, scenes.second().isPresent());
        canvas.setSelected(scenes.onSecond());
        studioMode.setSelected(scenes.studio());
        transition.follow(scenes.transition());
        take.setDisable(scenes.next().isEmpty());
        Controls.name(
                take,
                scenes.list().stream()
                        .filter(view -> view.id().equals(scenes.next()))
                        .map(view -> tr("Take: go over to {0}", view.name()))
                        .findFirst()
                        .orElse(tr("Take: there is no other scene")));
    }

    private void rebuild(List<String> ids) {
        Optional<SceneTile> focused = focused();
        Map<String, SceneTile> before = Map.copyOf(tiles);
        tiles.clear();
        for (String id : ids) {
            SceneTile known = before.get(id);
            tiles.put(id, known != null ? known : newTile(id));
        }
        row.getChildren().setAll(tiles.values());
        focused.filter(tiles::containsValue).ifPresent(tile -> tile.button().requestFocus());
        SceneTile fresh = tiles.get(named);
        if (fresh != null) {
            named = "";
            fresh.beginRename();
        }
    }

    private SceneTile newTile(String id) {
        SceneTile tile = new SceneTile(
                id, studio.scenes(), dragged, () -> transitions.accept(Optional.of(id)), () -> projectors.apply(id));
        tile.button().focusedProperty().subscribe(focused -> {
            if (focused) {
                reveal(tile);
            }
        });
        return tile;
    }

    private void revealShown() {
        tiles.values().stream().filter(SceneTile::isShown).findFirst().ifPresent(this::reveal);
    }

    /// Scrolls to a scene.
    private void reveal(SceneTile tile) {
        row.applyCss();
        row.layout();
        double hidden = row.getWidth() - scroll.getViewportBounds().getWidth();
        if (hidden > 0) {
            Bounds at = tile.getBoundsInParent();
            double left = scroll.getHvalue() * hidden;
            double most = at.getMinX();
            double least = at.getMaxX() - scroll.getViewportBounds().getWidth();
            scroll.setHvalue(Math.clamp(Math.min(Math.max(left, least), most) / hidden, 0, 1));
        }
    }

    /// {@return whether a scene has the keyboard}
    boolean hasKeyboard() {
        return focused().isPresent();
    }

    private Optional<SceneTile> focused() {
        return tiles.values().stream().filter(tile -> tile.button().isFocused()).findFirst();
    }

    /// Lets the user write another name for the scene that has the keyboard, else for the one that is shown.
    void beginRename() {
        focused()
                .or(() -> tiles.values().stream().filter(SceneTile::isShown).findFirst())
                .ifPresent(SceneTile::beginRename);
    }
}
