package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.SourceDraft;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Film;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Groups, and what is copied from scene to scene, by keys.
final class SourceListTest {
    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();
    private final OpenWindow open = new OpenWindow(studio);

    @BeforeEach
    void catchUp() {
        open.update();
    }

    @AfterEach
    void closeWindow() {
        open.close();
        assertThat(open.mistakes()).isEmpty();
    }

    private List<String> names() {
        return studio.snapshot().sources().stream().map(SourceView::name).toList();
    }

    private SourceView first() {
        return studio.snapshot().sources().getFirst();
    }

    private void select(int from, int to) {
        open.run(() -> {
            ListView<?> list = (ListView<?>)
                    open.nodes(ListView.class::isInstance).iterator().next();
            list.getSelectionModel().clearSelection();
            list.getSelectionModel().selectRange(from, to);
            list.requestFocus();
        });
    }

    private void key(KeyCode... keys) {
        robot.push(keys);
        open.update();
    }

    @Test
    void whatIsSelectedBecomesAGroupAndIsTakenApart() {
        select(0, 2);
        key(KeyCode.CONTROL, KeyCode.G);
        assertThat(names()).containsExactly("Group 1", "Camera", "Slides");
        assertThat(open.window().sources().selectedProperty().get()).isEqualTo(first().id());
        key(KeyCode.L);
        assertThat(studio.snapshot().sources()).extracting(SourceView::locked).containsExactly(true, false, false);
        key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
        assertThat(names()).containsExactly("Camera", "Slides");
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(names()).containsExactly("Group 1", "Camera", "Slides");
    }

    @Test
    void whatIsHeldBackHasAButtonThatOpensIt() {
        studio.source(first().id(), old -> SourceDraft.with(old, draft -> draft.health = new Health.HeldBack()));
        open.update();
        List<Node> buttons = open.nodes(node -> ("Open " + first().name()).equals(node.getAccessibleText()));
        assertThat(buttons).hasSize(1);
        open.run(() -> ((Button) buttons.getFirst()).fire());
        open.update();
        assertThat(first().health()).isEqualTo(new Health.Running());
        assertThat(buttons.getFirst().isVisible()).isFalse();
    }

    @Test
    void theBarOfAFilmFollowsItAndGoesElsewhere() {
        String film = studio.addSource(new SourceSetting("Film", "/nowhere/film.mp4"));
        open.update();
        open.run(() -> open.window().sources().select(film));
        open.update();
        Slider bar =
                (Slider) open.nodes(node -> "film-bar".equals(node.getId())).getFirst();
        assertThat(bar.getMax()).isEqualTo(240_000);
        studio.seek(film, Duration.ofSeconds(61));
        open.update();
        assertThat(bar.getValue()).isEqualTo(61_000);
        assertThat(open.nodes(node -> node instanceof Label label && "1:01".equals(label.getText())))
                .hasSize(1);

        open.run(bar::increment);
        assertThat(first().film()).contains(new Film(Duration.ofSeconds(71), Duration.ofMinutes(4)));
        open.run(() -> open.window().sources().select(StudioSnapshot.PROGRAMME));
        open.update();
        assertThat(open.nodes(node -> "film-bar".equals(node.getId()))).isEmpty();
        assertThat(first().film()).contains(new Film(Duration.ofSeconds(71), Duration.ofMinutes(4)));
    }

    @Test
    void aSourceItsFiltersAndItsPlaceAreCopiedToAnotherScene() {
        Layout corner = Layout.WHOLE.withBox(new PictureRect(5, 10, 320, 180), FakeStudio.CANVAS);
        studio.scenes().place(first().id(), corner);
        studio.filters(first().id(), List.of(new FilterSetting("beauty=0.4", true)));
        open.update();
        select(0, 1);
        key(KeyCode.CONTROL, KeyCode.C);
        key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        key(KeyCode.CONTROL, KeyCode.ALT, KeyCode.C);
        open.run(() -> studio.scenes().add("Break"));
        studio.scenes().show(studio.snapshot().scenes().list().getLast().id());
        open.update();
        assertThat(names()).isEmpty();
        key(KeyCode.CONTROL, KeyCode.V);
        assertThat(names()).containsExactly("Camera");
        assertThat(first().layout()).isEqualTo(corner);
        key(KeyCode.CONTROL, KeyCode.V);
        assertThat(names()).as("it is there once").containsExactly("Camera");

        open.run(() -> open.window().sources().select(StudioSnapshot.PROGRAMME));
        key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
        assertThat(studio.snapshot().programmeFilters())
                .extracting(view -> view.setting().spec())
                .contains("beauty=0.4");

        studio.scenes().show(studio.snapshot().scenes().list().getFirst().id());
        open.update();
        select(1, 2);
        key(KeyCode.CONTROL, KeyCode.ALT, KeyCode.V);
        assertThat(studio.snapshot().sources().getLast().layout()).isEqualTo(corner);
    }
}
