package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class RecoveryQuestionTest {
    @Test
    void theReportIsReadAndASafeStartChosen(FxRobot robot, @TempDir Path folder) throws Exception {
        Path report = Files.writeString(folder.resolve("report.txt"), "what happened");
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        WaitForAsyncUtils.waitForAsyncFx(
                30_000, () -> new RecoveryQuestion(report, () -> {}).ask().thenAccept(answer::complete));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> robot.lookup("#open-report").queryButton().fire());
        assertThat(robot.lookup("#report").queryAs(TextArea.class).getText()).isEqualTo("what happened");
        robot.interact(() -> robot.lookup("#start-safely").queryButton().fire());
        assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
    }
}
