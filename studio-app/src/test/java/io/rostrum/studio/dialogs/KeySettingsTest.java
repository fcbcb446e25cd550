package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.WindowSetting;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Keys that are changed, refused, and as they were.
final class KeySettingsTest extends OnStage {
    private void press(FxRobot robot, String button, KeyCode... keys) {
        robot.interact(() -> {
            robot.lookup(button).queryButton().requestFocus();
            robot.lookup(button).queryButton().fire();
        });
        robot.push(keys);
    }

    private Map<String, String> changed() {
        return studio.snapshot().window().changedKeys();
    }

    @Test
    void otherKeysAreSetUnlessTheyAreTaken(FxRobot robot) {
        onStage(() -> new SettingsDialog(studio, overlay).open());
        robot.interact(() -> robot.lookup("#section-keys")
                .queryAs(javafx.scene.control.ToggleButton.class)
                .fire());
        press(robot, "#keys-record", KeyCode.CONTROL, KeyCode.B);
        eventually(_ -> assertThat(changed()).containsEntry("RECORD", "Shortcut+B"));
        said(robot, "Ctrl+B");

        press(robot, "#keys-mute", KeyCode.CONTROL, KeyCode.B);
        said(robot, "These keys are taken: Start or stop recording.");
        robot.push(KeyCode.ESCAPE);
        assertThat(changed()).hasSize(1);
        assertThat(overlay.isOpen()).isTrue();

        robot.interact(() -> robot.lookup("#reset-keys").queryButton().fire());
        assertThat(changed()).isEmpty();
    }

    @Test
    void whatIsNoCombinationCountsForNothing() {
        KeyBindings bindings = KeyBindings.of(WindowSetting.DEFAULT.withKeys(
                Map.of("RECORD", "no+keys", "MUTE", "Shortcut+U", "SCENE", "X", "?", "Y")));
        assertThat(bindings.text(Shortcuts.RECORD, /* mac= */ false)).isEqualTo("Ctrl+R");
        assertThat(bindings.text(Shortcuts.MUTE, /* mac= */ false)).isEqualTo("Ctrl+U");
        assertThat(bindings.combination(Shortcuts.SCENE)).isEqualTo(KeyCombination.valueOf("1"));
        assertThat(bindings.text(Shortcuts.MOVE_UP, /* mac= */ false)).isEqualTo("Alt+↑");
        assertThat(bindings.holder(KeyCombination.valueOf("Shortcut+U"), Shortcuts.RECORD))
                .contains(Shortcuts.MUTE);
        assertThat(bindings.with(Shortcuts.MUTE, KeyCombination.valueOf("M")).changed())
                .doesNotContainKey("MUTE");
    }
}
