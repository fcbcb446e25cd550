package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import java.util.List;
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

    @Test
    void aServerThatOthersUseIsEndedOnlyWhenThatIsSaid(FxRobot robot) {
        studio.server(new Server.Running(FakeStudio.PAGE, true, 3, List.of("guest", "town-hall")));
        open();
        said(robot, "Your server is in use");
        said(robot, "the server, to which others publish guest, town-hall");
        said(robot, "the server, where 3 people are watching");
        robot.type(KeyCode.ENTER);
        gone(robot, ".dialog");
        assertThat(studio.hasQuit()).as("staying is the default").isFalse();

        open();
        robot.clickOn("#leave-server");
        eventually(studio -> assertThat(studio.hasQuit()).isTrue());
        assertThat(studio.serverKept()).isTrue();
        assertThat(ended).isTrue();
    }

    @Test
    void aServerThatOthersUseIsEndedWhenThatIsSaid(FxRobot robot) {
        studio.server(new Server.Running(FakeStudio.PAGE, true, 0, List.of("guest")));
        open();
        robot.clickOn("#end-and-quit");
        eventually(studio -> assertThat(studio.hasQuit()).isTrue());
        assertThat(studio.serverKept()).isFalse();
    }

    @Test
    void aBroadcastNamesTheOthersToo(FxRobot robot) {
        studio.server(new Server.Running(FakeStudio.PAGE, true, 12, List.of("guest")));
        studio.goLive();
        open();
        said(robot, "You are live");
        said(robot, "the server, to which others publish guest");
    }
}
