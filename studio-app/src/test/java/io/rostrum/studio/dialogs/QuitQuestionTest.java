package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.DestinationSetting;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class QuitQuestionTest extends OnStage {
    private final AtomicBoolean ended = new AtomicBoolean();

    private void open() {
        onStage(() -> new QuitQuestion(studio, overlay).open(() -> ended.set(true)));
    }

    @Test
    void nothingIsAskedWhileNothingRuns() {
        open();
        assertThat(overlay.isOpen()).isFalse();
        assertThat(studio.hasQuit()).isTrue();
        assertThat(ended).isTrue();
    }

    @Test
    void whatWillEndIsNamedAndStayingIsTheDefault(FxRobot robot) {
        studio.destination(new DestinationSetting("t", "Twitch", "rtmp://live.twitch.tv/app", "k", true));
        studio.goLive();
        studio.record(true);
        open();
        said(robot, "the broadcast to My server (12 watching), Twitch");
        said(robot, "the recording 2026-11-21 18-30.mp4 (12 MB, it is kept)");
        robot.type(KeyCode.ENTER);
        gone(robot, ".dialog");
        assertThat(studio.hasQuit()).isFalse();
        assertThat(ended).isFalse();
    }

    @Test
    void theServerIsLeftOnlyWhenThatIsAskedFor(FxRobot robot) {
        studio.goLive();
        open();
        robot.clickOn("#keep-server");
        robot.clickOn("#end-and-quit");
        eventually(studio -> assertThat(studio.hasQuit()).isTrue());
        assertThat(studio.serverKept()).isTrue();
        assertThat(ended).isTrue();
    }
}
