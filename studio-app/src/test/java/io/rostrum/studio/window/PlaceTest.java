package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.Place;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// A source is put somewhere by handles on the preview and by numbers.
final class PlaceTest {
    private static final PictureSize CANVAS = new PictureSize(1280, 720);
    private static final Layout SMALL = Layout.WHOLE.withBox(new PictureRect(300, 200, 480, 270), CANVAS);

    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();
    private final OpenWindow open = new OpenWindow(studio);

    @BeforeEach
    void selectTheCamera() {
        open.update();
        await().untilAsserted(() -> assertThat(studio.preview().wanted()).doesNotStartWith("0x"));
        studio.preview().next();
        await().until(() -> open.window().picture().preview().pictures() > 0);
        studio.scenes().place(camera().id(), SMALL);
        open.run(() -> open.window().sources().select(camera().id()));
        open.update();
        layout();
    }

    private void layout() {
        open.run(() -> {
            open.scene().getRoot().applyCss();
            open.scene().getRoot().layout();
        });
    }

    @AfterEach
    void closeWindow() {
        open.close();
        assertThat(open.mistakes()).isEmpty();
    }

    private SourceView camera() {
        return studio.snapshot().sources().getFirst();
    }

    private PictureRect box() {
        open.update();
        layout();
        return camera().layout().box(CANVAS);
    }

    private double scale() {
        return open.window().picture().preview().picture().getWidth() / CANVAS.width();
    }

    private Node styled(String styleClass, int index) {
        return open.nodes(node -> node.getStyleClass().contains(styleClass)).get(index);
    }

    private <N extends Node> N named(Class<N> type, String name) {
        return type.cast(open
                .nodes(node -> type.isInstance(node)
                        && (name.equals(node.getAccessibleText())
                                || (node instanceof ButtonBase button && name.equals(button.getText()))))
                .stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name)));
    }

    private void write(String field, String number) {
        TextField text = named(TextField.class, field);
        open.run(() -> {
            text.requestFocus();
            text.selectAll();
        });
        robot.write(number).type(KeyCode.ENTER);
        open.update();
    }

    private void press(String name) {
        ButtonBase button = named(ButtonBase.class, name);
        open.run(button::fire);
        open.update();
    }

    @Test
    void draggingAndWritingNumbersComeToTheSame() {
        double scale = scale();
        robot.drag(styled("item-frame", 0)).dropBy(100 * scale, 60 * scale);
        PictureRect dragged = box();
        assertThat(dragged.size()).isEqualTo(new PictureSize(480, 270));
        assertThat(dragged.x()).isBetween(396, 404);
        assertThat(dragged.y()).isBetween(256, 264);
        Layout byHand = camera().layout();

        studio.scenes().place(camera().id(), SMALL);
        open.update();
        press("Place and size by numbers");
        write("Place, left in pixels", Integer.toString(dragged.x()));
        write("Place, top in pixels", Integer.toString(dragged.y()));
        assertThat(camera().layout()).isEqualTo(byHand);
        assertThat(camera().place()).isEqualTo(Place.FREE);
    }

    @Test
    void aCornerStretchesInShape() {
        double scale = scale();
        int bottomRight = List.of(BoxEdits.Handle.values()).indexOf(BoxEdits.Handle.BOTTOM_RIGHT);
        robot.drag(styled("item-handle", bottomRight)).dropBy(160 * scale, 90 * scale);
        PictureRect larger = box();
        assertThat(larger.x()).isEqualTo(300);
        assertThat(larger.y()).isEqualTo(200);
        assertThat(larger.width()).isBetween(630, 650);
        assertThat((double) larger.width() / larger.height()).isBetween(1.77, 1.785);
    }

    @Test
    void arrowsMoveItByAPixelAndWithShiftByTen() {
        open.run(() -> styled("item-frame", 0).requestFocus());
        robot.type(KeyCode.RIGHT, 2).type(KeyCode.UP);
        assertThat(box()).isEqualTo(new PictureRect(302, 199, 480, 270));
        robot.press(KeyCode.SHIFT).type(KeyCode.DOWN).release(KeyCode.SHIFT);
        assertThat(box()).isEqualTo(new PictureRect(302, 209, 480, 270));
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(box().y()).isLessThan(209);
    }

    @Test
    void numbersTurnCropMirrorAndLineUp() {
        press("Place and size by numbers");
        write("Place, width in pixels", "640");
        write("Place, height in pixels", "abc");
        assertThat(box()).isEqualTo(new PictureRect(300, 200, 640, 270));
        write("Place, turned clockwise by degrees", "12,5");
        press("Change left and right");
        assertThat(camera().layout().turn()).isEqualTo(new Turn(true, false, 12.5));
        write("Cut off, left, percent", "25");
        write("Cut off, right, percent", "99");
        assertThat(camera().layout().crop().left()).isEqualTo(0.25);
        assertThat(camera().layout().crop().right()).isEqualTo(Crop.MOST - 0.25);
        press("Stretch");
        assertThat(camera().layout().fit()).isEqualTo(Fit.STRETCH);
        press("Put it at the right edge");
        press("Put it at the middle, above and below alike");
        assertThat(box()).isEqualTo(new PictureRect(640, 225, 640, 270));
    }

    @Test
    void aLockedSourceIsMovedByNothing() {
        studio.scenes().lock(camera().id(), true);
        open.update();
        robot.drag(styled("item-frame", 0)).dropBy(60, 30);
        open.run(() -> styled("item-frame", 0).requestFocus());
        robot.type(KeyCode.RIGHT);
        press("Place and size by numbers");
        assertThat(named(TextField.class, "Place, left in pixels").isDisabled()).isTrue();
        assertThat(box()).isEqualTo(new PictureRect(300, 200, 480, 270));
    }

    @Test
    void aClickOnThePictureSelectsWhatIsOnTopThere() {
        open.run(() -> open.window().sources().select("programme"));
        open.update();
        PreviewPane preview = open.window().picture().preview();
        Point2D camera = OpenWindow.onJavaFx(() -> preview.localToScreen(
                preview.picture().getMinX() + 500 * scale(), preview.picture().getMinY() + 300 * scale()));
        robot.clickOn(camera);
        assertThat(open.window().sources().selectedSource()).contains(camera().id());
        Point2D beside = OpenWindow.onJavaFx(() -> preview.localToScreen(
                preview.picture().getMinX() + 100 * scale(), preview.picture().getMinY() + 100 * scale()));
        robot.clickOn(beside);
        assertThat(open.window().sources().selectedSource())
                .contains(studio.snapshot().sources().get(1).id());
    }
}
