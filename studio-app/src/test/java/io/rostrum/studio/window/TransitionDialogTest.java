package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.TransitionSetting;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// All that is set of a transition, by mouse and by keys.
final class TransitionDialogTest {
    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();
    private final OpenWindow open = new OpenWindow(studio);

    @AfterEach
    void closeWindow() {
        open.close();
        assertThat(open.mistakes()).isEmpty();
    }

    private Scenes scenes() {
        return studio.snapshot().scenes();
    }

    private Node dialog() {
        return open.nodes(TransitionDialog.class::isInstance).getFirst();
    }

    private void press(String words) {
        ButtonBase button = (ButtonBase) open.nodes(node -> node instanceof ButtonBase pressed
                        && (words.equals(pressed.getText()) || words.equals(pressed.getAccessibleText()))
                        && within(node))
                .getFirst();
        open.run(button::fire);
    }

    private boolean within(Node node) {
        return node instanceof TransitionDialog || (node.getParent() != null && within(node.getParent()));
    }

    private boolean says(String words) {
        return !open.nodes(node -> node instanceof Labeled label && words.equals(label.getText()) && within(node))
                .isEmpty();
    }

    private void write(String name, String number) {
        TextField field = (TextField)
                open.nodes(node -> name.equals(node.getAccessibleText())).getFirst();
        open.run(() -> {
            field.requestFocus();
            field.selectAll();
        });
        robot.write(number).type(KeyCode.ENTER);
    }

    @Test
    void aWipeIsSetWithItsPatternDirectionAndEdge() {
        open.run(() -> open.window().transition(Optional.empty()));
        press("Wipe");
        press("Clock");
        press("Direction: turned once");
        press("Reversed: what changes first changes last");
        write("Length, milliseconds", "750");
        Slider edge = (Slider) open.nodes(node -> "Wipe, Soft edge".equals(node.getAccessibleText()))
                .getFirst();
        open.run(() -> edge.setValue(0.4));
        TransitionSetting now = scenes().transition();
        assertThat(now.kind()).isEqualTo(Transition.Kind.WIPE);
        assertThat(now.millis()).isEqualTo(750);
        assertThat(now.wipe().pattern()).isEqualTo(WipePattern.CLOCK);
        assertThat(now.wipe().quarterTurns()).isEqualTo(1);
        assertThat(now.wipe().reversed()).isTrue();
        assertThat(now.wipe().softness()).isEqualTo(0.4);

        press("Colour");
        press("Transition, white");
        assertThat(scenes().transition().colour()).isEqualTo(0xFFFFFF);
        robot.type(KeyCode.ESCAPE);
        assertThat(open.nodes(TransitionDialog.class::isInstance)).isEmpty();
        open.update();
        assertThat(open.nodes(node -> "Transition: Fade through white 750 ms".equals(node.getAccessibleText())))
                .hasSize(1);
    }

    @Test
    void aStingerHasASwitchPointAndALoudnessAndSaysWhereAFilmIsMissing() {
        open.run(() -> open.window().transition(Optional.empty()));
        press("Stinger");
        assertThat(says("No film yet: scenes are cut.")).isTrue();
        write("Switch point, milliseconds", "640");
        Slider sound = (Slider) open.nodes(node -> "Stinger, Sound".equals(node.getAccessibleText()))
                .getFirst();
        open.run(() -> sound.setValue(-9));
        assertThat(scenes().transition().stinger().switchMillis()).isEqualTo(640);
        assertThat(scenes().transition().stinger().gainDecibels()).isEqualTo(-9);
    }

    @Test
    void oneSceneHasATransitionOfItsOwnUntilThatIsSwitchedOff() {
        String scene = scenes().shown();
        open.run(() -> open.window().transition(Optional.of(scene)));
        assertThat(dialog().getAccessibleText()).isEqualTo("Transition to Scene 1");
        press("A transition of its own");
        press("Swipe");
        assertThat(scenes().list().getFirst().arrival().orElseThrow().kind()).isEqualTo(Transition.Kind.SWIPE);
        assertThat(scenes().transition().kind()).isEqualTo(Transition.Kind.FADE);
        press("A transition of its own");
        assertThat(scenes().list().getFirst().arrival()).isEmpty();
    }
}
