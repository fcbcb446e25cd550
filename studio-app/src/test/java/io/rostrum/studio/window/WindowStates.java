package io.rostrum.studio.window;

import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.CanvasSetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.LibraryDesk;
import io.rostrum.studio.engine.Place;
import io.rostrum.studio.engine.SourceDraft;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.ViewDesk;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.window.WindowPictures.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Screen;
import javafx.util.Duration;

/// Menus, cards, settings and windows beside the main one, for [WindowPictures].
final class WindowStates {
    private WindowStates() {}

    static List<Shot> of(WindowSetting.Theme theme) {
        List<Shot> shots = new ArrayList<>();
        both(shots, "keys", theme, WindowStates::many, window -> section(window, "keys", 0));
        both(shots, "canvas", theme, WindowStates::vertical, window -> section(window, "output", 0.75));
        both(shots, "vertical", theme, WindowStates::vertical, _ -> {});
        both(shots, "to-canvas", theme, WindowStates::vertical, WindowStates::editDestination);
        both(shots, "library", theme, WindowStates::many, window -> menu(window, LibraryMenu.class, ""));
        both(shots, "person", theme, WindowStates::person, _ -> {});
        both(shots, "person-below", theme, WindowStates::person, window -> scroll(window, ".inspector", 0.5));
        both(shots, "numbers", theme, WindowStates::turned, window -> scroll(window, ".inspector", 1));
        both(shots, "groups", theme, WindowStates::grouped, _ -> {});
        both(shots, "palette", theme, WindowStates::many, window -> palette(window, "scene"));
        both(shots, "palette-none", theme, WindowStates::many, window -> palette(window, "xyzzy"));
        both(shots, "studio-mode", theme, WindowStates::prepared, _ -> {});
        both(shots, "add-filter", theme, WindowStates::many, window -> menu(window, MenuButton.class, "#add-filter"));
        both(shots, "source-menu", theme, WindowStates::grouped, window -> context(window, ".source-cell"));
        both(shots, "scene-menu", theme, WindowStates::many, window -> context(window, "." + SceneTile.STYLE));
        both(shots, "held-back", theme, WindowStates::heldBack, _ -> {});
        both(
                shots,
                "multi",
                theme,
                WindowStates::prepared,
                window -> window.views().multiview());
        both(
                shots,
                "projector",
                theme,
                WindowStates::many,
                window -> window.views()
                        .project(new ViewDesk.Target.Programme(), Screen.getPrimary(), /* full= */ false));
        shots.addAll(DockShots.of(theme));
        return shots;
    }

    /// Makes a studio anew for each picture.
    private interface Made {
        FakeStudio studio();
    }

    private static void both(
            List<Shot> shots, String name, WindowSetting.Theme theme, Made made, Consumer<StudioWindow> then) {
        shots.add(new Shot(name, 1360, 840, theme, made.studio(), then));
        shots.add(new Shot(name + "-small", 1024, 600, theme, made.studio(), then));
    }

    private static FakeStudio many() {
        FakeStudio studio = FakeStudio.busy();
        String first = studio.snapshot().scenes().shown();
        for (String name : List.of("Slides", "Interview with two cameras and the slides beside them", "Break", "End")) {
            studio.scenes().rename(studio.scenes().duplicate(first), name);
        }
        studio.scenes().show(first);
        studio.library().create(LibraryDesk.Shelf.COLLECTION, "Summer term");
        studio.library().create(LibraryDesk.Shelf.PROFILE, "School and town hall");
        return studio;
    }

    private static FakeStudio prepared() {
        FakeStudio studio = many();
        studio.scenes().studio(true);
        studio.scenes().next(studio.snapshot().scenes().list().get(2).id());
        return studio;
    }

    private static FakeStudio vertical() {
        FakeStudio studio = many();
        studio.output(studio.snapshot().output().withCanvas(CanvasSetting.OFF.switched(true)));
        studio.scenes().canvas(true);
        return studio;
    }

    private static FakeStudio person() {
        FakeStudio studio = many();
        studio.filters(
                studio.snapshot().sources().getFirst().id(),
                List.of(
                        new FilterSetting("background=remove,edge=0.2", true),
                        new FilterSetting("lowlight=0.7,denoise=0.5", true),
                        new FilterSetting("autoframe=0.5", true),
                        new FilterSetting("background=color:204060", true),
                        new FilterSetting("background=/home/me/Pictures/a room with shelves and a window.jpg", true)));
        return studio;
    }

    private static FakeStudio turned() {
        FakeStudio studio = many();
        studio.scenes()
                .place(
                        studio.snapshot().sources().getFirst().id(),
                        Layout.WHOLE
                                .withBox(new PictureRect(700, 380, 480, 270), FakeStudio.CANVAS)
                                .withFit(Fit.COVER)
                                .withTurn(new Turn(false, false, 12.5)));
        return studio;
    }

    private static FakeStudio grouped() {
        FakeStudio studio = many();
        studio.addSource(new SourceSetting("Lower third", "text:Jane Doe"));
        studio.addSource(new SourceSetting("A clock in the corner with a name that is long", "clock:HH:mm"));
        List<String> ids = studio.snapshot().sources().stream()
                .map(SourceView::id)
                .limit(2)
                .toList();
        studio.scenes().group(ids);
        return studio;
    }

    /// As after a safe start.
    private static FakeStudio heldBack() {
        FakeStudio studio = many();
        String named = studio.addSource(
                new SourceSetting("A document camera with a name that is too long", "camera:/dev/video3"));
        studio.source(named, view -> SourceDraft.with(view, draft -> draft.place = Place.BOTTOM_RIGHT));
        for (SourceView source : studio.snapshot().sources()) {
            studio.source(source.id(), view -> SourceDraft.with(view, draft -> draft.health = new Health.HeldBack()));
        }
        for (ChannelView channel : studio.snapshot().channels()) {
            studio.channel(
                    channel.id(),
                    view -> new ChannelView(
                            view.id(),
                            view.name(),
                            view.input(),
                            new Health.HeldBack(),
                            view.gainDecibels(),
                            view.muted(),
                            view.tracks(),
                            view.level(),
                            view.sound(),
                            view.solo(),
                            view.reductions()));
        }
        return studio;
    }

    // --- what is done in the window ---------------------------------------------------------------------------------

    private static Node root(StudioWindow window) {
        return window.overlay().root().getScene().getRoot();
    }

    private static void laidOut(Runnable then) {
        PauseTransition pause = new PauseTransition(Duration.seconds(1));
        pause.setOnFinished(_ -> then.run());
        pause.play();
    }

    private static void section(StudioWindow window, String name, double below) {
        window.settings();
        if (window.overlay().root().lookup("#section-" + name) instanceof ToggleButton section) {
            section.fire();
        }
        scroll(window, ".dialog", below);
    }

    /// Scrolls what is in the first scroll pane of something.
    private static void scroll(StudioWindow window, String in, double to) {
        laidOut(() -> {
            if (root(window).lookup(in + " .scroll-pane") instanceof ScrollPane scroll) {
                scroll.setVvalue(to * scroll.getVmax());
            }
        });
    }

    private static void editDestination(StudioWindow window) {
        window.editDestination(
                Optional.of(new DestinationSetting("phones", "Phones", "rtmps://example.org/live", "k", true)));
        scroll(window, ".dialog", 0.6);
    }

    private static void menu(StudioWindow window, Class<? extends MenuButton> kind, String id) {
        laidOut(() -> root(window).lookupAll(id.isEmpty() ? ".menu-button" : id).stream()
                .filter(kind::isInstance)
                .findFirst()
                .ifPresent(found -> kind.cast(found).show()));
    }

    private static void context(StudioWindow window, String style) {
        laidOut(() -> root(window).lookupAll(style).stream()
                .filter(node -> node instanceof Control control && control.getContextMenu() != null)
                .findFirst()
                .ifPresent(WindowStates::context));
    }

    private static void context(Node node) {
        ContextMenu menu = ((Control) node).getContextMenu();
        Bounds at = node.localToScreen(node.getBoundsInLocal());
        menu.show(node, at.getMinX() + 30, at.getMinY() + 20);
    }

    private static void palette(StudioWindow window, String words) {
        window.palette();
        laidOut(() -> {
            if (window.overlay().root().lookup("#palette-letters") instanceof TextField search) {
                search.setText(words);
            }
        });
    }
}
