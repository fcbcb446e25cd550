package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FakeViews.FakeView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.ViewDesk.Target;
import io.rostrum.studio.engine.ViewSetting;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Screen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The multiview and the projectors, their views and what is remembered of them.
final class ViewWindowsTest {
    private final FakeStudio studio = FakeStudio.busy();
    private OpenWindow open = new OpenWindow(studio);

    @AfterEach
    void closeWindow() {
        open.close();
        assertThat(open.mistakes()).isEmpty();
        assertThat(studio.views().all()).as("views that are still open").isEmpty();
    }

    private Scenes scenes() {
        return studio.snapshot().scenes();
    }

    private List<Target> targets() {
        return studio.views().all().stream().map(FakeView::target).toList();
    }

    private List<ViewWindow> windows() {
        return OpenWindow.onJavaFx(() -> open.window().views().all());
    }

    private static <N> List<N> within(ViewWindow window, Class<N> type) {
        return OpenWindow.onJavaFx(() -> {
            List<N> found = new ArrayList<>();
            collect(window.stage().getScene().getRoot(), type, found);
            return found;
        });
    }

    private static <N> void collect(Node node, Class<N> type, List<N> found) {
        if (type.isInstance(node)) {
            found.add(type.cast(node));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, type, found));
        }
    }

    private static List<String> names(ViewWindow window) {
        return within(window, MonitorCell.class).stream()
                .map(Node::getAccessibleText)
                .toList();
    }

    private void press(ViewWindow window, Node on, KeyCode code) {
        open.run(() -> {
            Event.fireEvent(
                    on, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, /* shift= */ false, false, false, false));
            window.stage().getScene().getRoot().layout();
        });
        open.update();
    }

    @Test
    void theMultiviewShowsEverySceneAndAClickShowsOrPreparesIt() {
        String second = studio.scenes().duplicate(scenes().shown());
        studio.scenes().rename(second, "Break");
        studio.scenes().show(scenes().list().getFirst().id());
        open.run(() -> open.window().views().multiview());
        ViewWindow window = windows().getFirst();
        String first = scenes().shown();
        assertThat(targets())
                .containsExactly(
                        new Target.Preview(),
                        new Target.Programme(),
                        new Target.Scene(first),
                        new Target.Scene(second));
        assertThat(studio.views().all())
                .filteredOn(view -> view.target() instanceof Target.Scene)
                .allMatch(view -> view.mostPerSecond() == 15);
        assertThat(names(window))
                .containsExactly("Next: Break", "Programme: Scene 1", "Programme: Scene 1", "Next: Break");

        press(window, within(window, MonitorCell.class).get(3), KeyCode.ENTER);
        assertThat(scenes().shown()).isEqualTo(second);
        assertThat(names(window).get(3)).isEqualTo("Programme: Break");
        studio.scenes().studio(true);
        press(window, within(window, MonitorCell.class).get(0), KeyCode.ENTER);
        assertThat(scenes().shown()).as("the one that comes next is taken").isEqualTo(first);
        studio.goLive();
        open.update();
        assertThat(names(window)).contains("On air: Scene 1", "Preview: Break");
        MonitorCell onAir = within(window, MonitorCell.class).get(1);
        assertThat(onAir.lookup(".tally").getStyleClass()).contains("live");

        studio.scenes().remove(second);
        open.update();
        assertThat(targets()).hasSize(3);
        open.run(() -> open.window().views().multiview());
        assertThat(windows()).as("there is one at most").hasSize(1);
        press(window, within(window, MonitorCell.class).getFirst(), KeyCode.ESCAPE);
        assertThat(windows()).isEmpty();
        assertThat(studio.views().all())
                .as("nothing is drawn while it is closed")
                .isEmpty();
    }

    @Test
    void picturesOfAViewAreSeenAndSafeAreasLieOverThem() {
        open.run(() -> open.window().views().multiview());
        ViewWindow window = windows().getFirst();
        await().until(() -> studio.views().all().stream()
                .noneMatch(view -> view.feed().wanted().equals("0x0")));
        studio.views().next();
        await().until(() -> within(window, PreviewPane.class).stream().allMatch(pane -> pane.pictures() > 0));
        SafeAreas areas = within(window, SafeAreas.class).getFirst();
        assertThat(areas.isVisible()).isFalse();
        ToggleButton safe = within(window, ToggleButton.class).stream()
                .filter(button -> "safe-areas".equals(button.getId()))
                .findFirst()
                .orElseThrow();
        open.run(() -> {
            safe.fire();
            window.stage().getScene().getRoot().layout();
        });
        assertThat(areas.isVisible()).isTrue();
        Node action = areas.getChildrenUnmodifiable().getFirst();
        PreviewPane pane = within(window, PreviewPane.class).getFirst();
        assertThat(action.getLayoutX() - pane.picture().getMinX())
                .isEqualTo((double) Math.round(pane.picture().getWidth() * 0.035));
    }

    @Test
    void projectorsAreRememberedWithTheirPlacesAndOpenedAgain() {
        String scene = scenes().shown();
        String source = studio.snapshot().sources().getFirst().id();
        Screen screen = Screen.getPrimary();
        open.run(() -> {
            open.window().views().project(new Target.Source(source), screen, /* full= */ false);
            open.window().views().project(new Target.Programme(), screen, /* full= */ true);
            open.window().views().project(new Target.Scene("gone"), screen, /* full= */ false);
        });
        assertThat(targets())
                .containsExactly(new Target.Source(source), new Target.Programme(), new Target.Scene("gone"));
        assertThat(OpenWindow.onJavaFx(() -> windows().getFirst().stage().getTitle()))
                .startsWith(studio.snapshot().sources().getFirst().name());
        await().until(() -> OpenWindow.onJavaFx(() -> windows().get(1).stage().isFullScreen()));
        open.run(() -> {
            windows().getFirst().stage().setX(70);
            open.window().views().remember();
        });
        open.run(() -> open.window().stop());
        assertThat(studio.views().all()).isEmpty();
        List<ViewSetting> kept = studio.snapshot().window().openViews();
        assertThat(kept)
                .extracting(ViewSetting::kind)
                .containsExactly(ViewSetting.Kind.SOURCE, ViewSetting.Kind.PROGRAMME, ViewSetting.Kind.SCENE);
        assertThat(kept.getFirst().x()).isEqualTo(70);
        assertThat(kept.get(1).full()).isTrue();

        open.close();
        open = new OpenWindow(studio);
        assertThat(targets())
                .as("without the scene that is gone")
                .containsExactly(new Target.Source(source), new Target.Programme());
        ViewWindow again = windows().getFirst();
        press(again, again.stage().getScene().getRoot(), KeyCode.ESCAPE);
        assertThat(targets()).containsExactly(new Target.Programme());
        assertThat(studio.snapshot().window().openViews()).hasSize(1);
        assertThat(scenes().shown()).isEqualTo(scene);
    }
}
