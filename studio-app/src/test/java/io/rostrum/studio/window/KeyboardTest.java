package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Everything in the window can be reached and named without a mouse.
final class KeyboardTest {
    private static final int MORE_THAN_ALL = 400;

    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();

    private static boolean isControl(Node node) {
        return node instanceof ButtonBase
                || node instanceof Slider
                || node instanceof ListView
                || node instanceof TextField;
    }

    @Test
    void tabReachesEveryControlAndEachHasAName() {
        try (OpenWindow open = new OpenWindow(studio)) {
            open.run(() -> open.window()
                    .sources()
                    .select(studio.snapshot().sources().getFirst().id()));
            open.update();
            Set<Node> reached = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < MORE_THAN_ALL; i++) {
                robot.type(KeyCode.TAB);
                Node owner = OpenWindow.onJavaFx(() -> open.scene().getFocusOwner());
                if (!reached.add(owner) && reached.size() > 20) {
                    break;
                }
            }
            List<Node> controls = open.nodes(node -> isControl(node)
                    && !node.isDisabled()
                    && !node.getStyleClass().contains("plain-toggle"));
            assertThat(controls).hasSizeGreaterThan(30).allSatisfy(control -> {
                assertThat(reached).as("reached %s", control).contains(control);
                String words = control instanceof Labeled labeled ? labeled.getText() : "";
                String name = control.getAccessibleText();
                assertThat((name == null ? "" : name) + (words == null ? "" : words))
                        .as("name of %s", control)
                        .isNotBlank();
            });
            assertThat(open.mistakes()).isEmpty();
        }
    }

    @Test
    void theKeysOfTheWindowDoWhatTheListOfKeysSays() {
        try (OpenWindow open = new OpenWindow(studio)) {
            open.run(() -> open.window()
                    .sources()
                    .select(studio.snapshot().sources().getFirst().id()));
            open.update();
            robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
            assertThat(studio.snapshot().live()).isInstanceOf(Live.On.class);
            robot.type(KeyCode.H);
            assertThat(studio.snapshot().sources().getFirst().visible()).isFalse();
            for (KeyCode opens : List.of(KeyCode.K, KeyCode.COMMA, KeyCode.N, KeyCode.D, KeyCode.L)) {
                robot.press(KeyCode.CONTROL).type(opens).release(KeyCode.CONTROL);
                assertThat(open.window().overlay().isOpen()).as("%s", opens).isTrue();
                robot.type(KeyCode.ESCAPE);
                assertThat(open.window().overlay().isOpen()).as("%s", opens).isFalse();
            }
            robot.type(KeyCode.F1);
            assertThat(open.window().overlay().isOpen()).isTrue();
            robot.type(KeyCode.ESCAPE);
            assertThat(open.mistakes()).isEmpty();
        }
    }
}
