package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.CanvasSetting;
import io.rostrum.studio.engine.Lint;
import io.rostrum.studio.engine.RemoteDesk;
import io.rostrum.studio.engine.RemoteSetting;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.engine.SplitSetting;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.words.Language;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

final class SettingsDialogTest extends OnStage {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private void open() {
        onStage(() -> new SettingsDialog(studio, overlay).open());
    }

    private void write(FxRobot robot, String field, String text) {
        robot.clickOn(field);
        robot.interact(() -> robot.lookup(field).queryTextInputControl().clear());
        robot.write(text);
    }

    @Test
    void aBitrateIsJudgedWhileTypedAndSavedWithEnter(FxRobot robot) {
        open();
        said(robot, "Good for 1280x720 at 30 fps");
        write(robot, "#output-bitrate", "500");
        said(robot, "Little for 1280x720 at 30 fps");
        assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(2_500_000);
        write(robot, "#output-bitrate", "3.5M");
        robot.type(KeyCode.ENTER);
        eventually(
                studio -> assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(3_500_000));
    }

    @Test
    void whatIsWrongIsSaidAndNotSaved(FxRobot robot, @TempDir Path folder) {
        open();
        write(robot, "#output-bitrate", "fast");
        said(robot, "Expected a number of kb/s");
        write(robot, "#output-folder", folder.resolve("none").toString());
        robot.type(KeyCode.ENTER);
        said(robot, "There is no such folder.");
        assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(2_500_000);
        assertThat(studio.snapshot().output().recordFolder()).isEqualTo("/home/me/Videos");
        write(robot, "#output-folder", folder.toString());
        robot.type(KeyCode.ENTER);
        said(robot, "free, about");
        eventually(
                studio -> assertThat(studio.snapshot().output().recordFolder()).isEqualTo(folder.toString()));
    }

    @Test
    void theReplayBufferIsSwitchedOnForSomeTimeAndRecordingsAreSplit(FxRobot robot) {
        open();
        robot.interact(() -> robot.lookup("#output-replay").query().requestFocus());
        robot.type(KeyCode.DOWN);
        eventually(studio -> {
            assertThat(studio.snapshot().replay().on()).isTrue();
            assertThat(studio.snapshot().replay().seconds()).isEqualTo(10);
        });
        robot.interact(() -> robot.lookup("#output-split").query().requestFocus());
        robot.type(KeyCode.DOWN);
        eventually(studio -> assertThat(studio.snapshot().output().splits()).isEqualTo(new SplitSetting(15, 0)));
    }

    @Test
    void whatIsSaidOfTheSettingsIsRepairedAndAServiceIsChosen(FxRobot robot) {
        studio.lint(List.of(new Lint(
                /* grave= */ true,
                "Key frames are rare.",
                Optional.of(new Lint.Repair.Output(
                        "A key frame every 1 s", studio.snapshot().output().withKeyframes(1))))));
        open();
        said(robot, "Key frames are rare.");
        robot.clickOn("A key frame every 1 s");
        eventually(studio ->
                assertThat(studio.snapshot().output().keyframeSeconds()).isEqualTo(1));
        robot.interact(() -> robot.lookup("#output-service").query().requestFocus());
        robot.type(KeyCode.DOWN);
        eventually(studio -> {
            assertThat(studio.snapshot().output().keyframeSeconds()).isEqualTo(2);
            assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(3_000_000);
        });
    }

    @Test
    void aSizeIsChosenWithTheKeyboard(FxRobot robot) {
        open();
        robot.clickOn("#output-size").type(KeyCode.DOWN).type(KeyCode.ENTER);
        eventually(studio -> assertThat(studio.snapshot().output().size()).isEqualTo("854x480"));
    }

    @Test
    void whileLiveTheSizeIsFixedAndSaysSo(FxRobot robot) {
        studio.goLive();
        open();
        said(robot, "Fixed while you are live.");
        assertThat(robot.lookup("#output-size").query().isDisabled()).isTrue();
        assertThat(robot.lookup("#output-bitrate").query().isDisabled()).isFalse();
        studio.endLive();
        said(robot, "How large the picture is.");
        assertThat(robot.lookup("#output-size").query().isDisabled()).isFalse();
    }

    @Test
    void theThemeIsChosen(FxRobot robot) {
        open();
        robot.clickOn("#section-appearance");
        robot.clickOn("#theme-light");
        eventually(studio -> assertThat(studio.snapshot().window().theme()).isEqualTo(WindowSetting.Theme.LIGHT));
        robot.interact(() -> robot.lookup("#language").query().requestFocus());
        robot.type(KeyCode.DOWN, 2);
        eventually(studio -> assertThat(studio.snapshot().window().spoken()).isEqualTo(Language.GERMAN));
    }

    @Test
    void othersAreLetInAfterOneQuestionWhoseSafeAnswerIsTheDefault(FxRobot robot) {
        open();
        robot.clickOn("#section-network");
        robot.clickOn("#open-to-network");
        said(robot, "Let phones and other computers watch?");
        robot.type(KeyCode.SPACE);
        gone(robot, ".question");
        assertThat(((Server.Running) studio.snapshot().server()).network()).isFalse();

        robot.clickOn("#open-to-network");
        robot.clickOn("Let others watch");
        eventually(studio -> assertThat(((Server.Running) studio.snapshot().server()).network())
                .isTrue());
        assertThat(studio.snapshot().window().networkAsked()).isTrue();

        robot.clickOn("#open-to-network");
        eventually(studio -> assertThat(((Server.Running) studio.snapshot().server()).network())
                .isFalse());
        robot.clickOn("#open-to-network");
        eventually(studio -> assertThat(((Server.Running) studio.snapshot().server()).network())
                .as("asked once only")
                .isTrue());
    }

    @Test
    void aServerThatFailedSaysWhyAndIsStartedAgain(FxRobot robot) {
        studio.server(new Server.Failed("port 8080 is used by another program"));
        open();
        robot.clickOn("#section-network");
        said(robot, "port 8080 is used by another program.");
        robot.clickOn("#restart-server");
        eventually(studio -> assertThat(studio.snapshot().server()).isInstanceOf(Server.Running.class));
        said(robot, "running");
    }

    @Test
    void programsAreLetInWithAPasswordThatIsShownAndCopied(FxRobot robot) {
        RemoteDesk desk = studio.remote();
        desk.serve(setting -> desk.report(
                setting.on()
                        ? new RemoteState.Listening(setting.port(), List.of(new RemoteState.Client("10.0.0.7", NOON)))
                        : new RemoteState.Off()));
        open();
        robot.clickOn("#section-remote");
        assertThat(desk.setting().on()).as("off by default").isFalse();
        robot.clickOn("#remote-on");
        said(robot, "Connected: 10.0.0.7 since ");
        String password = desk.setting().password();
        assertThat(password).matches("[A-Za-z0-9_-]{22}");
        robot.clickOn("#remote-password-reveal");
        assertThat(robot.lookup("#remote-password-open").queryTextInputControl().getText())
                .isEqualTo(password);
        robot.clickOn("#remote-password-copy");
        robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(password));
        robot.clickOn("#remote-password-new");
        assertThat(desk.setting().password()).isNotEqualTo(password);

        write(robot, "#remote-port", "80");
        robot.type(KeyCode.ENTER);
        said(robot, "Expected a number from 1024 to 65535.");
        assertThat(desk.setting().port()).isEqualTo(RemoteSetting.USUAL_PORT);
        write(robot, "#remote-port", "4460");
        robot.type(KeyCode.ENTER);
        assertThat(desk.setting().port()).isEqualTo(4460);
        desk.report(new RemoteState.Failed("port 4460 is used by another program"));
        said(robot, "Port 4460 is used by another program.");
    }

    @Test
    void theVerticalCanvasIsSwitchedOnAndRecorded(FxRobot robot) {
        open();
        assertThat(robot.lookup("#output-canvas-bitrate").query().getParent().isVisible())
                .isFalse();
        robot.interact(() -> robot.lookup("#output-canvas").query().requestFocus());
        robot.type(KeyCode.DOWN);
        eventually(studio -> assertThat(studio.snapshot().output().second())
                .isEqualTo(CanvasSetting.OFF.withSize("540x960").switched(true)));
        eventually(_ -> assertThat(robot.lookup("#output-canvas-recorded")
                        .query()
                        .getParent()
                        .isVisible())
                .isTrue());
        said(robot, "From the next recording on. Both means a file each.");
        robot.interact(() -> robot.lookup("#output-canvas-recorded").query().requestFocus());
        robot.type(KeyCode.DOWN, KeyCode.DOWN);
        eventually(studio ->
                assertThat(studio.snapshot().output().second().records()).isEqualTo(CanvasSetting.Recorded.BOTH));
        robot.interact(() -> {
            robot.lookup("#output-canvas-bitrate").queryTextInputControl().clear();
            robot.lookup("#output-canvas-bitrate").query().requestFocus();
        });
        robot.write("1200");
        robot.type(KeyCode.ENTER);
        eventually(studio -> {
            assertThat(studio.snapshot().output().second().bitsPerSecond()).isEqualTo(1_200_000);
            assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(2_500_000);
        });
    }
}
