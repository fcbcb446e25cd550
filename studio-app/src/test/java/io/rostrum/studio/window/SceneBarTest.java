package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.TransitionSetting;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Scenes in the window, by mouse and by keys.
final class SceneBarTest {
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

    private Scenes scenes() {
        return studio.snapshot().scenes();
    }

    private String shown() {
        return scenes().list().stream()
                .filter(scene -> scene.id().equals(scenes().shown()))
                .findFirst()
                .map(SceneView::name)
                .orElseThrow();
    }

    private List<String> names() {
        return scenes().list().stream().map(SceneView::name).toList();
    }

    private <N extends Control> N named(Class<N> type, String name) {
        return type.cast(open.nodes(node -> type.isInstance(node) && name.equals(node.getAccessibleText())).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name)));
    }

    private void fire(List<MenuItem> items, String words) {
        open.run(() -> items.stream()
                .filter(item -> words.equals(item.getText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + words))
                .fire());
        open.update();
    }

    private void menu(String scene, String words) {
        fire(named(ToggleButton.class, scene).getContextMenu().getItems(), words);
    }

    private void key(KeyCode... keys) {
        robot.push(keys);
        open.update();
    }

    @Test
    void addsNamesAndShowsScenes() {
        robot.clickOn(named(ButtonBase.class, "Add a scene"));
        open.update();
        robot.write("Break").type(KeyCode.ENTER);
        open.update();
        assertThat(names()).containsExactly("Scene 1", "Break");
        assertThat(shown()).isEqualTo("Break");
        assertThat(studio.snapshot().sources()).isEmpty();
        assertThat(says("This scene is empty")).isTrue();

        robot.clickOn(named(ToggleButton.class, "Scene Scene 1, next"));
        open.update();
        assertThat(shown()).isEqualTo("Scene 1");
        assertThat(studio.snapshot().sources()).extracting(SourceView::name).containsExactly("Camera", "Slides");
        assertThat(named(ToggleButton.class, "Scene Scene 1, shown").isSelected())
                .isTrue();
        assertThat(named(ToggleButton.class, "Scene Break, next").isSelected()).isFalse();
    }

    private boolean says(String words) {
        return !open.nodes(node -> node instanceof Labeled label
                        && label.getText() != null
                        && label.getText().contains(words))
                .isEmpty();
    }

    @Test
    void theSpaceBarTakesTheNextSceneWhateverWasClickedLast() {
        assertThat(named(ButtonBase.class, "Take: there is no other scene").isDisabled())
                .isTrue();
        studio.scenes().duplicate(scenes().shown());
        studio.scenes().duplicate(scenes().shown());
        open.update();
        assertThat(names()).containsExactly("Scene 1", "Scene 1 copy", "Scene 1 copy copy");

        open.run(named(ToggleButton.class, "Scene Scene 1")::fire);
        open.update();
        key(KeyCode.SPACE);
        assertThat(shown()).isEqualTo("Scene 1 copy copy");
        key(KeyCode.SPACE);
        assertThat(shown()).isEqualTo("Scene 1");

        robot.clickOn(named(ButtonBase.class, "Mute Mic"));
        open.update();
        key(KeyCode.SPACE);
        assertThat(shown()).isEqualTo("Scene 1 copy copy");
        assertThat(studio.snapshot().channels().getFirst().muted()).isTrue();

        menu("Scene Scene 1 copy", "Take it next");
        robot.clickOn(named(ButtonBase.class, "Take: go over to Scene 1 copy"));
        open.update();
        assertThat(shown()).isEqualTo("Scene 1 copy");
    }

    @Test
    void aButtonThatWasReachedByTheKeyboardKeepsItsSpaceBar() {
        studio.scenes().duplicate(scenes().shown());
        open.update();
        open.run(named(ToggleButton.class, "Scene Scene 1, next")::fire);
        for (int i = 0; i < 100 && !named(ButtonBase.class, "Mute Mic").isFocused(); i++) {
            robot.type(KeyCode.TAB);
        }
        key(KeyCode.SPACE);
        assertThat(studio.snapshot().channels().getFirst().muted()).isTrue();
        assertThat(shown()).isEqualTo("Scene 1");
    }

    @Test
    void digitsShowScenesButNotWhileANameIsWritten() {
        studio.scenes().duplicate(scenes().shown());
        studio.scenes().duplicate(scenes().shown());
        open.update();
        robot.write("1");
        open.update();
        assertThat(shown()).isEqualTo("Scene 1");
        robot.write("39");
        open.update();
        assertThat(shown()).isEqualTo("Scene 1 copy copy");

        robot.write("1");
        open.update();
        open.run(named(ToggleButton.class, "Scene Scene 1, shown")::requestFocus);
        open.update();
        key(KeyCode.F2);
        robot.write("2 of 3").type(KeyCode.ENTER);
        open.update();
        assertThat(names()).first().isEqualTo("2 of 3");
        assertThat(shown()).isEqualTo("2 of 3");
    }

    @Test
    void movesDuplicatesAndRemovesScenes() {
        menu("Scene Scene 1, shown", "Duplicate");
        studio.scenes().rename(scenes().shown(), "Second");
        open.update();
        menu("Scene Second, shown", "Move left");
        assertThat(names()).containsExactly("Second", "Scene 1");
        menu("Scene Second, shown", "Move right");
        assertThat(names()).containsExactly("Scene 1", "Second");
        menu("Scene Second, shown", "Remove");
        assertThat(names()).containsExactly("Scene 1");
        assertThat(named(ToggleButton.class, "Scene Scene 1, shown")
                        .getContextMenu()
                        .getItems())
                .last()
                .satisfies(item -> assertThat(item.isDisable()).isTrue());
    }

    @Test
    void choosesTheTransitionAndItsLength() {
        MenuButton transition = named(MenuButton.class, "Transition: Fade 300 ms");
        fire(transition.getItems(), "Fade through white");
        fire(transition.getItems(), "1 s");
        assertThat(scenes().transition())
                .isEqualTo(new TransitionSetting(Transition.Kind.FADE_TO_COLOUR, 1000, 0xFFFFFF));
        assertThat(transition.getAccessibleText()).isEqualTo("Transition: Fade through white 1 s");
        fire(transition.getItems(), "Cut");
        assertThat(scenes().transition().kind()).isEqualTo(Transition.Kind.CUT);
        assertThat(transition.getText()).isEqualTo("Cut");
    }

    @Test
    void aSourceIsShownInAnotherSceneToo() {
        String second = studio.scenes().add();
        open.update();
        MenuButton elsewhere = named(MenuButton.class, "Show a source of another scene");
        fire(elsewhere.getItems(), "Camera");
        assertThat(studio.snapshot().sources()).extracting(SourceView::name).containsExactly("Camera");

        studio.scenes().show(scenes().list().getFirst().id());
        open.update();
        open.run(() -> {
            ListCell<?> slides = (ListCell<?>)
                    open.nodes(node -> node instanceof SourceCell && "Slides".equals(node.getAccessibleText()))
                            .getFirst();
            slides.getContextMenu().show(slides, 0, 0);
            Menu also = (Menu) slides.getContextMenu().getItems().stream()
                    .filter(Menu.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            also.getItems().getFirst().fire();
            slides.getContextMenu().hide();
        });
        studio.scenes().show(second);
        assertThat(studio.snapshot().sources()).extracting(SourceView::name).containsExactly("Slides", "Camera");
    }

    @Test
    void takesEditsBackAndDoesThemAgain() {
        open.run(() -> open.window()
                .sources()
                .select(studio.snapshot().sources().getFirst().id()));
        open.update();
        key(KeyCode.H);
        key(KeyCode.L);
        assertThat(studio.snapshot().sources().getFirst().locked()).isTrue();
        assertThat(placesAreOpen()).isFalse();
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.snapshot().sources().getFirst().locked()).isFalse();
        assertThat(placesAreOpen()).isTrue();
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.snapshot().sources().getFirst().visible()).isTrue();
        key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(studio.snapshot().sources().getFirst().visible()).isFalse();
    }

    private boolean placesAreOpen() {
        return open
                .nodes(node -> node instanceof ToggleButton
                        && "Fill the picture".equals(node.getAccessibleText())
                        && !node.isDisabled())
                .stream()
                .map(Node::isVisible)
                .findFirst()
                .orElse(false);
    }

    @Test
    void studioModeEditsTheNextSceneAndLeavesTheProgrammeAlone() {
        String second = studio.scenes().duplicate(scenes().shown());
        studio.scenes().show(scenes().list().getFirst().id());
        open.update();
        assertThat(open.nodes(PreviewPane.class::isInstance)).hasSize(1);
        key(KeyCode.S);
        assertThat(open.nodes(PreviewPane.class::isInstance)).hasSize(2);
        assertThat(says("Preview: Scene 1 copy")).isTrue();
        assertThat(says("Programme: Scene 1")).isTrue();

        String third = studio.scenes().add();
        open.update();
        assertThat(shown()).isEqualTo("Scene 1");
        assertThat(scenes().edited()).isEqualTo(third);
        open.run(named(ToggleButton.class, "Scene Scene 1 copy")::fire);
        open.update();
        assertThat(shown()).isEqualTo("Scene 1");
        assertThat(scenes().edited()).isEqualTo(second);
        press("Hide Camera");
        assertThat(studio.snapshot().sources().getFirst().visible()).isFalse();
        key(KeyCode.SPACE);
        assertThat(scenes().shown()).isEqualTo(second);
        assertThat(studio.snapshot().sources().getFirst().visible())
                .as("the scene from before is edited now")
                .isTrue();
        robot.clickOn(named(ToggleButton.class, "Studio mode: prepare the next scene beside the programme"));
        open.update();
        assertThat(open.nodes(PreviewPane.class::isInstance)).hasSize(1);
        assertThat(studio.snapshot().sources().getFirst().visible()).isFalse();
    }

    private void press(String name) {
        ButtonBase button = named(ButtonBase.class, name);
        open.run(button::fire);
        open.update();
    }

    @Test
    void fitsIntoTheSmallestWindow() {
        for (int i = 0; i < 8; i++) {
            studio.scenes().duplicate(scenes().shown());
        }
        open.run(() -> {
            open.stage().setWidth(1024);
            open.stage().setHeight(600);
        });
        open.update();
        Node bar = open.nodes(SceneBar.class::isInstance).getFirst();
        Node take = open.nodes(node -> "take".equals(node.getId())).getFirst();
        open.run(() -> open.scene().getRoot().layout());
        assertThat(bar.localToScene(bar.getBoundsInLocal()).contains(take.localToScene(take.getBoundsInLocal())))
                .isTrue();
        Node scene = named(ToggleButton.class, "Scene " + shown() + ", shown");
        Node scroll = open.nodes(
                        node -> node.getStyleClass().contains("scroll-pane") && node.getParent() instanceof SceneBar)
                .getFirst();
        await().untilAsserted(() -> assertThat(scroll.localToScene(scroll.getBoundsInLocal())
                        .contains(scene.localToScene(scene.getBoundsInLocal())))
                .isTrue());
    }

    @Test
    void theOtherCanvasIsShownWhereThereIsOne() {
        Node canvas = open.nodes(node -> "canvas".equals(node.getId())).stream()
                .findFirst()
                .orElse(null);
        assertThat(canvas).as("a switch for one canvas").isNull();
        key(KeyCode.V);
        assertThat(scenes().onSecond()).isFalse();

        OutputSetting output = studio.snapshot().output();
        studio.output(output.withCanvas(output.second().switched(true)));
        open.update();
        robot.clickOn(named(ToggleButton.class, "Show and edit the vertical canvas"));
        open.update();
        assertThat(scenes().onSecond()).isTrue();
        assertThat(studio.snapshot().canvas()).isEqualTo(new PictureSize(720, 1280));
        assertThat(says("Vertical canvas")).isTrue();
        assertThat(says("Vertical 720x1280, 1.5 ms")).isTrue();
        key(KeyCode.V);
        assertThat(scenes().onSecond()).isFalse();
        assertThat(says("Vertical canvas")).isFalse();
    }
}
