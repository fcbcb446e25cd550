package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.Command;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.ViewDesk.Target;
import io.rostrum.studio.engine.ViewSetting;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Screen;

/// The windows beside the main one: the multiview and the projectors. Those that are open when the
/// studio ends are
/// open when it begins. JavaFX thread only.
final class ViewWindows {
    private final Studio studio;
    private final List<ViewWindow> open = new ArrayList<>();
    private Theme theme = Theme.DARK;
    private boolean ending;

    ViewWindows(Studio studio) {
        this.studio = studio;
    }

    /// Opens those that were open; one whose scene or source is gone is not.
    void restore() {
        StudioSnapshot now = studio.snapshot();
        for (ViewSetting setting : now.window().openViews()) {
            if (setting.target()
                    .map(target -> ProjectorWindow.name(now, target).isPresent())
                    .orElse(true)) {
                open(setting);
            }
        }
    }

    /// Opens the multiview, or brings it to the front.
    void multiview() {
        open.stream()
                .filter(MultiviewWindow.class::isInstance)
                .findFirst()
                .ifPresentOrElse(window -> window.stage().toFront(), () -> {
                    Rectangle2D at = Screen.getPrimary().getVisualBounds();
                    open(new ViewSetting(
                            ViewSetting.Kind.MULTIVIEW,
                            "",
                            at.getMinX() + at.getWidth() / 8,
                            at.getMinY() + at.getHeight() / 8,
                            0,
                            0,
                            false,
                            false));
                    remember();
                });
    }

    /// Opens a projector.
    ///
    /// @param full whether it fills the screen
    void project(Target target, Screen screen, boolean full) {
        Rectangle2D at = screen.getBounds();
        double in = full ? 0 : 48;
        open(ViewSetting.of(target, at.getMinX() + in, at.getMinY() + in, full));
        remember();
    }

    private void open(ViewSetting setting) {
        ViewWindow window = setting.target()
                .<ViewWindow>map(target -> ProjectorWindow.of(studio, setting, target))
                .orElseGet(() -> MultiviewWindow.of(studio, setting));
        open.add(window);
        window.apply(theme);
        window.update(studio.snapshot());
        window.show(this::closed);
    }

    private void closed(ViewWindow window) {
        open.remove(window);
        if (!ending) {
            remember();
        }
    }

    /// Remembers which are open, and where.
    void remember() {
        List<ViewSetting> views = open.stream().map(ViewWindow::setting).toList();
        if (!views.equals(studio.snapshot().window().openViews())) {
            studio.window(studio.snapshot().window().withViews(views));
        }
    }

    /// Brings them up to date.
    void update(StudioSnapshot snapshot) {
        open.forEach(window -> window.update(snapshot));
    }

    void apply(Theme to) {
        if (theme != to) {
            theme = to;
            open.forEach(window -> window.apply(to));
        }
    }

    /// Closes all; what is remembered stays.
    void close() {
        ending = true;
        List.copyOf(open).forEach(ViewWindow::close);
    }

    List<ViewWindow> all() {
        return List.copyOf(open);
    }

    /// {@return everything that can be opened}
    List<MenuItem> menu() {
        MenuItem multiview = new MenuItem(tr("Multiview"), Glyph.MULTIVIEW.small());
        multiview.setOnAction(_ -> multiview());
        List<MenuItem> items = new ArrayList<>(List.of(multiview, new SeparatorMenuItem()));
        items.add(projector(tr("Projector: programme"), new Target.Programme()));
        items.add(projector(tr("Projector: preview"), new Target.Preview()));
        Menu scenes = new Menu(tr("Projector: scene"), Glyph.PROJECTOR.small());
        for (SceneView scene : studio.snapshot().scenes().list()) {
            Menu one = projector(scene.name(), new Target.Scene(scene.id()));
            one.setGraphic(null);
            scenes.getItems().add(one);
        }
        items.add(scenes);
        return items;
    }

    private Menu projector(String words, Target target) {
        Menu menu = new Menu(words, Glyph.PROJECTOR.small());
        menu.getItems().setAll(places(target));
        return menu;
    }

    /// {@return each screen, and a window}
    List<MenuItem> places(Target target) {
        List<MenuItem> items = new ArrayList<>();
        List<Screen> screens = Screen.getScreens();
        for (int i = 0; i < screens.size(); i++) {
            Screen screen = screens.get(i);
            Rectangle2D size = screen.getBounds();
            MenuItem item = new MenuItem(tr(
                    "Full screen on screen {0} ({1}×{2})",
                    i + 1, Math.round(size.getWidth()), Math.round(size.getHeight())));
            item.setOnAction(_ -> project(target, screen, /* full= */ true));
            items.add(item);
        }
        MenuItem window = new MenuItem(tr("In a window"));
        window.setOnAction(_ -> project(target, Screen.getPrimary(), /* full= */ false));
        items.add(window);
        return items;
    }

    List<Command> commands() {
        return List.of(
                new Command(tr("Multiview"), tr("Scenes"), "", this::multiview),
                new Command(
                        tr("Programme in a window of its own"),
                        tr("Scenes"),
                        "",
                        () -> project(new Target.Programme(), Screen.getPrimary(), /* full= */ false)));
    }
}
