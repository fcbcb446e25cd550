package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.LibraryDesk.Imported;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class MissingFilesDialogTest extends OnStage {
    @Test
    void whatIsMissingIsListedUntilItIsFound(FxRobot robot) {
        MissingFilesDialog dialog = new MissingFilesDialog(studio.library(), overlay);
        onStage(() -> dialog.open(/* asked= */ true));
        said(robot, "All files are there.");
        studio.library().missing(List.of(Path.of("/old/film.mp4"), Path.of("/old/logo.png")));
        onStage(() -> dialog.open(/* asked= */ false));
        said(robot, "/old/film.mp4");
        said(robot, "/old/logo.png");
        onStage(() -> dialog.searchIn(Path.of("/new")));
        said(robot, "Found 2.");
        soon().until(() -> robot.lookup("/old/film.mp4").tryQuery().isEmpty());
    }

    @Test
    void whatAnImportLeftIsReadBeforeFilesAreLookedFor(FxRobot robot) {
        AtomicBoolean next = new AtomicBoolean();
        LibraryQuestion question = new LibraryQuestion(studio.library(), overlay);
        onStage(() -> question.say(
                new Imported(Shelf.COLLECTION, "Lesson", List.of("“Alerts” is a web page, which cannot be shown.")),
                () -> next.set(true)));
        said(robot, "Imported the scene collection “Lesson”");
        said(robot, "“Alerts” is a web page, which cannot be shown.");
        assertThat(next).isFalse();
        onStage(overlay::close);
        assertThat(next).isTrue();
    }
}
