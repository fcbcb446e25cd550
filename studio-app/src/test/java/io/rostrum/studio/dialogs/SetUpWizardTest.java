package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.push.target.UplinkMeasure.Progress;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeSetUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class SetUpWizardTest extends OnStage {
    @BeforeEach
    void twoDestinations() {
        studio.destination(new DestinationSetting("twitch", "Twitch", "rtmp://live.twitch.tv/app", "key", true));
        studio.destination(new DestinationSetting("other", "Other", "rtmp://there.example/app", "key", true));
    }

    private void open() {
        onStage(() -> new SetUpWizard(studio, overlay).open());
    }

    private FakeSetUp.Asked asked(int number) {
        soon().until(() -> studio.setUp().asked().size() >= number);
        return studio.setUp().asked().get(number - 1);
    }

    private void press(FxRobot robot, String id) {
        seen(robot, id);
        onStage(robot.lookup(id).queryAs(ButtonBase.class)::fire);
    }

    private void type(FxRobot robot, String bits) {
        TextField field = robot.lookup("#setup-result-bits").queryAs(TextField.class);
        onStage(() -> field.setText(bits));
    }

    private static String words(FxRobot robot, String id) {
        return robot.lookup("#setup-words-" + id).queryAs(Labeled.class).getText();
    }

    @Test
    void fromTheGoalToSettingsThatSuitTheConnection(FxRobot robot) {
        open();
        press(robot, "#setup-smooth");
        press(robot, "#setup-next");
        said(robot, "Your screen has 1920 × 1080 pixels.");
        press(robot, "#setup-next");
        said(robot, "A device: 30 pictures in 41 ms.");
        press(robot, "#setup-encoder-x264");
        press(robot, "#setup-next");
        press(robot, "#setup-measure-all");

        FakeSetUp.Asked first = asked(1);
        assertThat(first.destination()).isEqualTo("twitch");
        first.watch().accept(new Progress(0.5, 5_900_000));
        said(robot, "Measuring: 5.9 Mb/s");
        assertThat(studio.setUp().asked()).as("one after the other").hasSize(1);
        first.outcome().complete(new Result.Measured(6_000_000, Optional.of(Duration.ofMillis(23)), false));
        said(robot, "6 Mb/s. It answers after 23 ms.");
        asked(2).outcome().complete(new Result.Measured(5_000_000, Optional.empty(), false));
        soon().until(() -> words(robot, "other").equals("5 Mb/s."));

        press(robot, "#setup-next");
        said(robot, "2 destinations share the connection.");
        assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(2_500_000);
        press(robot, "#setup-next");
        eventually(studio -> assertThat(studio.snapshot().output()).satisfies(output -> {
            assertThat(output.size()).isEqualTo("854x480");
            assertThat(output.frameRate()).isEqualTo("60");
            assertThat(output.encoder()).isEqualTo("x264");
            assertThat(output.bitsPerSecond())
                    .as("less than 0.7 x 6000 / 2 - 128")
                    .isEqualTo(1_800_000);
            assertThat(output.recordFolder()).isEqualTo("/home/me/Videos");
        }));
        gone(robot, "#setup-next");
    }

    @Test
    void whatIsProposedCanBeChangedAndWrongNumbersAreNotApplied(FxRobot robot) {
        open();
        press(robot, "#setup-record");
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        said(robot, "Settings that suit");
        type(robot, "much");
        press(robot, "#setup-next");
        said(robot, "Expected a number of kb/s");
        type(robot, "7000");
        press(robot, "#setup-next");
        eventually(
                studio -> assertThat(studio.snapshot().output().bitsPerSecond()).isEqualTo(7_000_000));
    }

    @Test
    void aMeasurementThatIsSkippedIsEndedAndTheNextBegins(FxRobot robot) {
        open();
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        press(robot, "#setup-measure-all");
        FakeSetUp.Asked first = asked(1);
        press(robot, "#setup-skip-twitch");
        assertThat(first.outcome()).isCancelled();
        FakeSetUp.Asked second = asked(2);
        assertThat(second.destination()).isEqualTo("other");
        press(robot, "#setup-skip");
        said(robot, "Settings that suit");
        soon().until(() -> second.outcome().isCancelled());
        robot.type(KeyCode.ESCAPE);
        assertThat(studio.snapshot().output().size()).as("nothing was applied").isEqualTo("1280x720");
    }

    @Test
    void aServerThatTakesOnlyStreamsIsMeasuredByPublishing(FxRobot robot) {
        open();
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        press(robot, "#setup-measure-other");
        assertThat(asked(1).plan().publish()).isFalse();
        asked(1).outcome().complete(new Result.NotMeasured("there.example:1935 closed the connection", "", true));
        said(robot, "there.example:1935 closed the connection. It may take a stream");
        press(robot, "#setup-publish-other");
        assertThat(asked(2).plan().publish()).isTrue();
    }

    @Test
    void encodersAppearWhenTheyHaveBeenTried(FxRobot robot) {
        studio.setUp().encoders(List.of());
        open();
        press(robot, "#setup-next");
        press(robot, "#setup-next");
        said(robot, "Encoders are being tried…");
        studio.setUp().encoders(List.of(new VideoEncoders.Probe("x264", true, false, "ok")));
        said(robot, "The processor: ok.");
    }
}
