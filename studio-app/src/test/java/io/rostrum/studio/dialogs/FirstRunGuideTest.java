package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.TestReport;
import io.rostrum.studio.engine.WindowSetting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class FirstRunGuideTest extends OnStage {
    @BeforeEach
    void firstRun() {
        studio.window(WindowSetting.DEFAULT);
    }

    @Test
    void theThreeStepsAreDoneWithTheKeyboardAlone(FxRobot robot) {
        CompletableFuture<TestReport> test = new CompletableFuture<>();
        onStage(() -> new FirstRunGuide(with("rehearse", () -> test), overlay).open());
        said(robot, "Camera and microphone");
        said(robot, "It is heard.");
        robot.type(KeyCode.ENTER);
        said(robot, "A page of your own");
        robot.type(KeyCode.ENTER);
        said(robot, "A short test");
        robot.type(KeyCode.ENTER);
        said(robot, "Testing for five seconds…");
        test.complete(new TestReport("1280x720", 30, 30, 2_500_000, 0, "x264"));
        said(robot, "You look good: 1280x720, 30 fps, 2.5 Mb/s");
        assertThat(studio.snapshot().window().guideDone()).isFalse();
        robot.type(KeyCode.ENTER);
        eventually(studio -> assertThat(studio.snapshot().window().guideDone()).isTrue());
        assertThat(studio.snapshot().sources()).extracting(SourceView::input).containsExactly("camera:/dev/video0");
        assertThat(studio.snapshot().channels()).extracting(ChannelView::input).containsExactly("device:mic");
    }

    @Test
    void whoHasChosenAMicrophoneIsAskedToSpeak(FxRobot robot) {
        studio.holdStill();
        onStage(() -> new FirstRunGuide(studio, overlay).open());
        said(robot, "Silence so far. Say something: the bar moves.");
    }

    @Test
    void nobodyIsAskedToSpeakIntoNoMicrophone(FxRobot robot) {
        studio.holdStill();
        onStage(() -> new FirstRunGuide(with("discover", () -> CompletableFuture.completedFuture(List.of())), overlay)
                .open());
        said(robot, "No camera, no microphone found");
        said(robot, "What viewers hear.");
        said(robot, "Silence so far.");
        assertThat(robot.lookup((Node node) -> node instanceof Labeled labeled
                                && labeled.getText() != null
                                && labeled.getText().contains("Say something"))
                        .queryAll())
                .isEmpty();
    }

    @Test
    void skippingTheFirstStepTakesAwayWhatWasProposed(FxRobot robot) {
        onStage(() -> new FirstRunGuide(studio, overlay).open());
        eventually(studio -> assertThat(studio.snapshot().channels()).hasSize(1));
        assertThat(studio.snapshot().sources())
                .as("a camera cannot be opened twice")
                .isEmpty();
        robot.clickOn("#guide-skip");
        said(robot, "Where to stream");
        assertThat(studio.snapshot().sources()).isEmpty();
        assertThat(studio.snapshot().channels()).isEmpty();
        robot.clickOn("#guide-back");
        said(robot, "Camera and microphone");
        robot.clickOn("#guide-leave");
        eventually(studio -> assertThat(studio.snapshot().window().guideDone()).isTrue());
    }

    @Test
    void leavingAtTheFirstStepAddsNothingUnlessItWasAgreedTo(FxRobot robot) {
        onStage(() -> new FirstRunGuide(studio, overlay).open());
        eventually(studio -> assertThat(studio.snapshot().channels()).hasSize(1));
        robot.type(KeyCode.ESCAPE);
        eventually(studio -> assertThat(studio.snapshot().channels()).isEmpty());
        assertThat(studio.snapshot().sources()).isEmpty();

        onStage(() -> new FirstRunGuide(studio, overlay).open());
        said(robot, "It is heard.");
        robot.clickOn("#guide-next").clickOn("#guide-back");
        said(robot, "It is heard.");
        assertThat(studio.snapshot().sources()).as("free to be looked at").isEmpty();
        robot.type(KeyCode.ESCAPE);
        eventually(studio -> assertThat(studio.snapshot().sources())
                .extracting(SourceView::input)
                .containsExactly("camera:/dev/video0"));
    }

    @Test
    void theBundledServerIsOnAndCanBeSwitchedOff(FxRobot robot) {
        onStage(() -> new FirstRunGuide(studio, overlay).open());
        robot.clickOn("#guide-next");
        robot.clickOn("#guide-enable-" + DestinationSetting.OWN_SERVER);
        eventually(studio -> assertThat(
                        studio.snapshot().destinations().getFirst().setting().enabled())
                .isFalse());
        robot.clickOn("#guide-add-destination");
        seen(robot, "#service-twitch");
        robot.type(KeyCode.ESCAPE);
        gone(robot, "#service-twitch");
        said(robot, "Where to stream");
    }

    @Test
    void aTestThatFailsOrIsStoppedSaysSo(FxRobot robot) {
        CompletableFuture<TestReport> endless = new CompletableFuture<>();
        onStage(() -> new FirstRunGuide(with("rehearse", () -> endless), overlay).open());
        robot.clickOn("#guide-next").clickOn("#guide-next");
        robot.clickOn("#start-test");
        robot.clickOn("#stop-test");
        said(robot, "The test was stopped.");
        assertThat(endless).isCancelled();
        robot.type(KeyCode.ESCAPE);

        onStage(() -> new FirstRunGuide(
                        with(
                                "rehearse",
                                () -> CompletableFuture.failedFuture(new IOException("You are live already."))),
                        overlay)
                .open());
        robot.clickOn("#guide-next").clickOn("#guide-next");
        robot.clickOn("#start-test");
        said(robot, "You are live already.");
    }
}
