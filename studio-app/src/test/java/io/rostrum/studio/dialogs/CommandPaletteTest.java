package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class CommandPaletteTest extends OnStage {
    private final List<String> done = new ArrayList<>();

    private void open() {
        List<Command> commands = List.of(
                new Command("Go live", "Broadcast", "Ctrl+Enter", () -> done.add("live")),
                new Command("Settings", "", "Ctrl+,", () -> done.add("settings")));
        onStage(() -> new CommandPalette(studio, overlay).open(commands));
    }

    @Test
    void aFewLettersAndEnterDoIt(FxRobot robot) {
        open();
        robot.write("set").type(KeyCode.ENTER);
        gone(robot, ".palette");
        assertThat(done).containsExactly("settings");
    }

    @Test
    void theArrowsChooseAndADestinationIsThereToo(FxRobot robot) {
        open();
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.ENTER);
        eventually(studio -> assertThat(
                        studio.snapshot().destinations().getFirst().setting().enabled())
                .isFalse());
        assertThat(done).isEmpty();
    }

    @Test
    void theMouseDoesItToo(FxRobot robot) {
        open();
        robot.clickOn("Go live");
        gone(robot, ".palette");
        assertThat(done).containsExactly("live");
    }

    @Test
    void whatFitsNothingSaysSoAndEnterDoesNothing(FxRobot robot) {
        open();
        robot.write("qqqq").type(KeyCode.ENTER);
        said(robot, "Nothing fits.");
        assertThat(done).isEmpty();
        assertThat(overlay.isOpen()).isTrue();
    }

    @Test
    void allKeysAreShown(FxRobot robot) {
        onStage(() -> new KeyHelp(overlay, new KeyBindings(Map.of())).open());
        for (Shortcuts key : Shortcuts.values()) {
            said(robot, key.what());
        }
        robot.type(KeyCode.ENTER);
        gone(robot, ".dialog");
    }
}
