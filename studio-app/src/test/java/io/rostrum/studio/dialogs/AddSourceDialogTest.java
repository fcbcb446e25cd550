package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.engine.AvailableSource.Kind;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

final class AddSourceDialogTest extends OnStage {
    private static List<String> sources(FakeStudio studio) {
        return studio.snapshot().sources().stream().map(SourceView::input).toList();
    }

    private static List<String> channels(FakeStudio studio) {
        return studio.snapshot().channels().stream().map(ChannelView::input).toList();
    }

    private void open() {
        onStage(() -> new AddSourceDialog(studio, overlay).open());
    }

    @Test
    void aScreenIsAddedWithTheMouse(FxRobot robot) {
        open();
        robot.clickOn("#category-screen");
        robot.clickOn("Screen 1");
        robot.clickOn("Add");
        eventually(studio -> assertThat(sources(studio)).containsExactly("screen:0"));
        gone(robot, ".dialog");
        said(robot, "Added “Screen 1”");
    }

    @Test
    void aCameraIsAddedWithTheKeyboard(FxRobot robot) {
        open();
        said(robot, "HD Webcam");
        robot.write("webcam").type(KeyCode.DOWN).type(KeyCode.ENTER);
        eventually(studio -> assertThat(sources(studio)).containsExactly("camera:/dev/video0"));
    }

    @Test
    void theArrowKeysChooseAmongCategoriesAndCards(FxRobot robot) {
        onStage(() -> new AddSourceDialog(studio, overlay).openAtSound());
        said(robot, "Built-in microphone");
        robot.interact(robot.lookup("#category-microphone").query()::requestFocus);
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        said(robot, "Test card beep");
        robot.clickOn("#source-search").type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.ENTER);
        eventually(studio -> assertThat(channels(studio)).containsExactly("testcard"));
    }

    @Test
    void aTextIsWrittenAndChangedLater(FxRobot robot) {
        open();
        robot.clickOn("#category-text").clickOn("#drawn-body").write("We begin soon");
        robot.clickOn("#drawn-size").write("48x");
        said(robot, "Expected: a number of pixels.");
        robot.type(KeyCode.BACK_SPACE).clickOn("Add");
        eventually(studio -> assertThat(sources(studio)).containsExactly("text,size=48:We begin soon"));
        said(robot, "Added “We begin soon”");

        onStage(() -> new SourceDialog(studio, overlay)
                .open(studio.snapshot().sources().getFirst()));
        robot.clickOn("#drawn-body").type(KeyCode.END).write("!");
        robot.clickOn("Save");
        eventually(studio -> assertThat(sources(studio)).containsExactly("text,size=48:We begin soon!"));
        gone(robot, ".dialog");
    }

    @Test
    void aWebPageIsAddedUsedAndLoadedAnew(FxRobot robot) {
        open();
        robot.clickOn("#category-web").clickOn("#drawn-body").write("www.example.org");
        said(robot, "Expected: an address that begins with http:// or https://, or the path of an HTML file.");
        robot.interact(() ->
                robot.lookup("#drawn-body").queryTextInputControl().setText("https://alerts.example/w?token=s3cret"));
        robot.clickOn("#drawn-size").write("400x200").clickOn("#drawn-rest").clickOn("Add");
        eventually(studio -> assertThat(sources(studio))
                .containsExactly("web,size=400x200,rest=yes:https://alerts.example/w?token=s3cret"));
        said(robot, "Added “Web page”");

        SourceView page = studio.snapshot().sources().getFirst();
        onStage(() -> new PageDialog(studio, overlay).open(page));
        soon().until(() ->
                robot.lookup("#page ImageView").queryAs(ImageView.class).getImage() != null);
        robot.clickOn("#page").write("a").type(KeyCode.ENTER);
        robot.clickOn("Load anew");
        eventually(studio -> assertThat(studio.pages().done())
                .contains(
                        "Type[text=a] in " + page.id(),
                        "Key[name=Enter, code=13] in " + page.id(),
                        "reload " + page.id())
                .anyMatch(done -> done.matches("Click\\[x=(199|200)\\.\\d+, y=(99|100)\\.\\d+] in " + page.id())));
    }

    @Test
    void escapeAddsNothing(FxRobot robot) {
        open();
        said(robot, "HD Webcam");
        robot.type(KeyCode.ESCAPE);
        gone(robot, ".dialog");
        assertThat(sources(studio)).isEmpty();
    }

    @Test
    void cardsShowWhatTheirSourcesShow(FxRobot robot) {
        open();
        soon().until(() -> robot.lookup(".offer-picture ImageView")
                .tryQueryAs(ImageView.class)
                .filter(view -> view.getImage() != null)
                .isPresent());
    }

    @Test
    void aCameraThatCannotBeOpenedSaysWhy(FxRobot robot) {
        studio.available(List.of(new AvailableSource(Kind.CAMERA, "Old camera", "", "camera:broken")));
        open();
        said(robot, "the camera is used by another program");
    }

    @Test
    void aCameraThatIsInUseHereIsNotCalledBusy(FxRobot robot) {
        studio.available(List.of(new AvailableSource(Kind.CAMERA, "Old camera", "", "camera:broken")));
        studio.addSource(new SourceSetting("Old camera", "camera:broken"));
        open();
        said(robot, "In use here: look at it in the preview.");
    }

    @Test
    void withoutACameraTheTestCardIsOffered(FxRobot robot) {
        studio.available(List.of());
        open();
        said(robot, "No camera found. Plug one in");
        robot.clickOn("Use test card");
        said(robot, "Moving bars");
        robot.type(KeyCode.ENTER);
        eventually(studio -> assertThat(sources(studio)).containsExactly("testcard"));
    }

    @Test
    void aSearchThatFindsNothingHereLeadsToWhereItDoes(FxRobot robot) {
        open();
        said(robot, "HD Webcam");
        robot.write("slides");
        said(robot, "No camera matches “slides”.");
        robot.clickOn("Show 1 under Window");
        robot.clickOn("Add");
        eventually(studio -> assertThat(sources(studio)).containsExactly("window:0x3c00007"));
    }

    @Test
    void aSecondSourceOfTheSameIsMarkedAndGetsAnotherName(FxRobot robot) {
        open();
        said(robot, "HD Webcam");
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        gone(robot, ".dialog");
        open();
        said(robot, "Added");
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        eventually(studio -> assertThat(studio.snapshot().sources())
                .extracting(SourceView::name)
                .containsExactly("HD Webcam 2", "HD Webcam"));
    }

    @Test
    void lookingCanBeStoppedAndBegunAgain(FxRobot robot) {
        CompletableFuture<List<AvailableSource>> first = new CompletableFuture<>();
        AtomicInteger looks = new AtomicInteger();
        onStage(() -> new AddSourceDialog(
                        with("discover", () -> looks.getAndIncrement() == 0 ? first : studio.discover()), overlay)
                .open());
        said(robot, "Looking for cameras, screens and sound…");
        robot.clickOn("#stop-looking");
        assertThat(first).isCancelled();
        robot.clickOn("#look-again");
        said(robot, "HD Webcam");
        gone(robot, "#stop-looking");
    }

    @Test
    void whenLookingFailsItSaysWhy(FxRobot robot) {
        onStage(() -> new AddSourceDialog(
                        with(
                                "discover",
                                () -> CompletableFuture.failedFuture(new IOException("No display: start a desktop."))),
                        overlay)
                .open());
        said(robot, "No display: start a desktop.");
    }

    @Test
    void aFilmIsAddedByItsPath(FxRobot robot, @TempDir Path folder) throws IOException {
        Path film = Files.write(folder.resolve("opening.mp4"), new byte[] {1});
        open();
        robot.clickOn("#category-file");
        robot.clickOn("#file-path").write(folder.resolve("none.mp4").toString());
        said(robot, "There is no such file.");
        assertThat(robot.lookup("Add").queryButton().isDisabled()).isTrue();
        robot.interact(() -> robot.lookup("#file-path").queryTextInputControl().setText(film.toString()));
        robot.type(KeyCode.ENTER);
        eventually(studio -> assertThat(sources(studio)).containsExactly(film.toString()));
        assertThat(channels(studio))
                .as("the studio itself brings a film's sound along")
                .isEmpty();
    }
}
