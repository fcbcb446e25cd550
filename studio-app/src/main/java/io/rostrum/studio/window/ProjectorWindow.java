package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Elsewhere;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.ViewDesk;
import io.rostrum.studio.engine.ViewDesk.Target;
import io.rostrum.studio.engine.ViewSetting;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Cursor;
import javafx.scene.layout.StackPane;

/// One picture and nothing else, in a window or on a whole screen.
final class ProjectorWindow extends ViewWindow {
    private static final int MOST_RATE = 60;

    private final Target target;
    private final ViewDesk.View view;
    private final PreviewPane preview;

    static ProjectorWindow of(Studio studio, ViewSetting setting, Target target) {
        ViewDesk.View view = studio.views().open(target, MOST_RATE);
        PreviewPane preview = new PreviewPane(view.feed());
        preview.setMinSize(0, 0);
        StackPane root = new StackPane(preview);
        root.getStyleClass().add("projector");
        return new ProjectorWindow(root, setting, target, view, preview);
    }

    private ProjectorWindow(
            StackPane root, ViewSetting setting, Target target, ViewDesk.View view, PreviewPane preview) {
        super(root, setting);
        this.target = target;
        this.view = view;
        this.preview = preview;
        root.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                fill(!stage().isFullScreen());
            }
        });
        stage().fullScreenProperty().subscribe(full -> root.setCursor(full ? Cursor.NONE : Cursor.DEFAULT));
    }

    @Override
    void update(StudioSnapshot snapshot) {
        title(name(snapshot, target));
    }

    /// {@return what it is called; empty where it is gone}
    static Optional<String> name(StudioSnapshot snapshot, Target target) {
        return switch (target) {
            case Target.Programme _ -> Optional.of(tr("Programme"));
            case Target.Preview _ -> Optional.of(tr("Preview"));
            case Target.Scene(String id) ->
                snapshot.scenes().list().stream()
                        .filter(scene -> scene.id().equals(id))
                        .map(SceneView::name)
                        .findFirst();
            case Target.Source(String id) ->
                Stream.concat(
                                snapshot.sources().stream()
                                        .filter(source -> source.id().equals(id))
                                        .map(SourceView::name),
                                snapshot.scenes().elsewhere().stream()
                                        .filter(source -> source.id().equals(id))
                                        .map(Elsewhere::name))
                        .findFirst();
        };
    }

    @Override
    void seen(boolean seen) {
        preview.setOn(seen);
    }

    @Override
    void end() {
        preview.setOn(false);
        view.close();
    }
}
