package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

final class SharePanelTest extends OnStage {
    private void open() {
        onStage(() -> new SharePanel(studio, overlay, Optional.empty()).open());
    }

    @Test
    void aPageThatOthersReachHasItsCode(FxRobot robot) {
        studio.openToNetwork(true);
        open();
        seen(robot, ".qr");
        assertThat(robot.lookup("#page-address").queryTextInputControl().getText())
                .isEqualTo(FakeStudio.PAGE.toString());
        assertThat(robot.lookup("#open-page").tryQuery())
                .as("no browser, no button")
                .isEmpty();
        robot.clickOn("#copy-address");
        said(robot, "Copied the address");
        robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(FakeStudio.PAGE.toString()));
    }

    @Test
    void aPageForThisComputerOnlySaysSoAndCanBeOpened(FxRobot robot) {
        open();
        said(robot, "Only this computer can open the page now.");
        assertThat(robot.lookup(".qr").tryQuery()).isEmpty();
        robot.clickOn("#open-to-network");
        said(robot, "Let phones and other computers watch?");
        robot.type(KeyCode.SPACE);
        said(robot, "Only this computer can open the page now.");
        robot.clickOn("#open-to-network");
        robot.clickOn("Let others watch");
        seen(robot, ".qr");
        assertThat(studio.snapshot().window().networkAsked()).isTrue();
    }

    @Test
    void aServerThatComesLaterIsShownWhenItIsThere(FxRobot robot) {
        studio.server(new Server.Starting());
        open();
        said(robot, "Your server is starting.");
        studio.server(new Server.Failed("its port is taken"));
        said(robot, "Your server is not running: its port is taken.");
        robot.clickOn("#restart-server");
        seen(robot, "#page-address");
    }

    @Test
    void aBrowserIsLookedForInThePath(@TempDir Path folder) throws IOException {
        assertThat(Browser.onPath("xdg-open", null)).isEmpty();
        assertThat(Browser.onPath("xdg-open", folder.toString())).isEmpty();
        Path program = Files.createFile(folder.resolve("xdg-open"));
        assertThat(Browser.onPath("xdg-open", folder.toString()))
                .as("not executable")
                .isEmpty();
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Browser.onPath("xdg-open", "/none" + java.io.File.pathSeparator + folder))
                .contains(program);
    }
}
