package io.rostrum.testing.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// What a person does at the window: looks, and presses what is seen with the real pointer. Confined to one thread,
/// which is not JavaFX's.
final class Hand {
    private static final int PATIENCE_SECONDS = 90;
    /// What moves by itself (a dialog that comes, a button's colour) is at rest after so long.
    private static final int AT_REST_MILLIS = 500;

    private final FxRobot robot = new FxRobot();
    private final Path pictures;
    private int clicks;
    private int taken;

    /// @param pictures folder for pictures of the screen
    Hand(Path pictures) {
        this.pictures = pictures;
    }

    int clicks() {
        return clicks;
    }

    /// {@return the first node of this kind that is shown}
    private <N extends Node> Optional<N> find(Class<N> type, Predicate<N> wanted) throws TimeoutException {
        return WaitForAsyncUtils.waitForAsyncFx(
                TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS),
                () -> robot
                        .lookup((Node node) -> type.isInstance(node) && shown(node) && wanted.test(type.cast(node)))
                        .queryAll()
                        .stream()
                        .map(type::cast)
                        .findFirst());
    }

    private static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    /// Waits until there is one, and gives it.
    <N extends Node> N await(String what, Class<N> type, Predicate<N> wanted) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS, TimeUnit.SECONDS, () -> find(type, wanted).isPresent());
        } catch (TimeoutException e) {
            TimeoutException words = new TimeoutException("not seen: " + what);
            words.initCause(e);
            throw words;
        }
        return find(type, wanted).orElseThrow(() -> new TimeoutException("gone at once: " + what));
    }

    /// Waits until something says these words.
    void awaitWords(String words) throws TimeoutException {
        await(
                words,
                Labeled.class,
                labeled -> labeled.getText() != null && labeled.getText().contains(words));
    }

    /// Waits until nothing has this id any more, or it is not shown.
    void awaitGone(String id) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> find(Node.class, node -> id.equals(node.getId())).isEmpty());
    }

    /// Clicks what has this id, as soon as it can be pressed.
    void click(String id) throws TimeoutException {
        click(await("#" + id, Node.class, node -> id.equals(node.getId()) && !node.isDisabled()));
    }

    /// Clicks the button that says these words, or is called so.
    void press(String words) throws TimeoutException {
        click(await(
                words,
                ButtonBase.class,
                button -> !button.isDisabled()
                        && (words.equals(button.getText()) || words.equals(button.getAccessibleText()))));
    }

    void click(Node node) {
        robot.interact(() -> reveal(node));
        robot.clickOn(node);
        clicks++;
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Scrolls as with the wheel, where it is in a list that is too long for its place.
    private static void reveal(Node node) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            if (each instanceof ScrollPane scroll && scroll.getContent() != null) {
                double hidden = scroll.getContent().getLayoutBounds().getHeight()
                        - scroll.getViewportBounds().getHeight();
                double top = scroll.getContent()
                        .sceneToLocal(node.localToScene(node.getLayoutBounds()))
                        .getMinY();
                if (hidden > 0) {
                    scroll.setVvalue(Math.clamp(top / hidden, 0, 1));
                    scroll.layout();
                }
                return;
            }
        }
    }

    /// Presses a key and waits for what it closes or opens.
    void type(KeyCode key) {
        robot.type(key);
        WaitForAsyncUtils.waitForFxEvents();
        robot.sleep(AT_REST_MILLIS);
    }

    void onJavaFx(Runnable action) {
        robot.interact(action);
    }

    /// Takes a picture of the whole screen.
    void picture(String name) throws IOException, InterruptedException {
        WaitForAsyncUtils.waitForFxEvents();
        robot.sleep(AT_REST_MILLIS);
        taken++;
        Path file = pictures.resolve(String.format(Locale.ROOT, "%02d-%s.png", taken, name));
        Process grab = new ProcessBuilder(
                        "ffmpeg",
                        "-loglevel",
                        "error",
                        "-y",
                        "-f",
                        "x11grab",
                        "-draw_mouse",
                        "0",
                        "-i",
                        System.getenv("DISPLAY"),
                        "-frames:v",
                        "1",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (grab.waitFor() != 0) {
            throw new IOException("no picture of the screen: " + file);
        }
    }
}
