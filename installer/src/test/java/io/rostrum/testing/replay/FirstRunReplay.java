package io.rostrum.testing.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.testfx.util.WaitForAsyncUtils;

/// From the first start of the packaged studio to a broadcast that is watched and ended, in clicks; and a look at
/// every dialog on the way. An agent within the studio's process, so that the real program runs on its own runtime.
///
/// It says on standard output what it has done, a line each that begins with [#SAID], and leaves a picture of the
/// screen of each step. Once live it writes the page's address to [#PAGE] and waits for [#WATCHED].
public final class FirstRunReplay {
    /// What its lines begin with.
    public static final String SAID = "[replay] ";

    /// The line that says that the user is live.
    public static final String LIVE = SAID + "live";

    public static final String DONE = SAID + "done";
    public static final String FAILED = SAID + "failed";

    /// File with the address of the watch page.
    public static final String PAGE = "page";

    /// File that lets the replay go on.
    public static final String WATCHED = "watched";

    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Hand hand;

    private FirstRunReplay(Path folder) {
        this.folder = folder;
        this.hand = new Hand(folder);
    }

    /// Called by the JVM before the studio's own `main`.
    ///
    /// @param folder for pictures and for what is agreed with whoever started this
    public static void premain(String folder) {
        Thread.ofPlatform().name("replay").daemon().start(() -> {
            try {
                new FirstRunReplay(Path.of(folder)).run();
                say(DONE);
            } catch (Exception | Error e) {
                say(FAILED + ": " + e);
                e.printStackTrace();
            }
        });
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void run() throws Exception {
        awaitTrue(() -> Window.getWindows().stream().anyMatch(Window::isShowing));
        goThroughTheGuide();
        addTheTestCard();
        goLive();
        lookAround();
        end();
    }

    private static void awaitTrue(java.util.concurrent.Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    }

    private void goThroughTheGuide() throws Exception {
        hand.awaitWords("Camera and microphone");
        say(SAID + "guide");
        hand.await(
                "what is seen",
                ImageView.class,
                view -> view.getImage() != null
                        && view.getParent().getStyleClass().contains("offer-picture"));
        hand.picture("guide-devices");
        hand.click("guide-next");
        hand.awaitWords("Where to stream");
        hand.picture("guide-destination");
        hand.click("guide-next");
        hand.awaitWords("A short test");
        hand.click("start-test");
        // five seconds may be over before a slow machine has looked
        hand.await(
                "the test or its result",
                Node.class,
                node -> "stop-test".equals(node.getId()) || "test-result".equals(node.getId()));
        hand.picture("guide-testing");
        hand.awaitGone("stop-test");
        Label result = hand.await("the result", Label.class, label -> "test-result".equals(label.getId()));
        say(SAID + "test: " + result.getText());
        hand.picture("guide-tested");
        hand.click("guide-next");
        hand.awaitGone("guide-next");
        hand.picture("window");
    }

    private void addTheTestCard() throws Exception {
        hand.press("Add a source");
        hand.awaitWords("What viewers see and hear.");
        hand.picture("add-source");
        hand.click("category-test_card");
        hand.click(hand.await(
                "the test card",
                Node.class,
                node -> "Test card".equals(node.getAccessibleText())
                        && node.getStyleClass().contains("offer")));
        hand.picture("add-test-card");
        hand.press("Add");
        hand.awaitGone("source-search");
        hand.await("its row", Label.class, label -> "Test card".equals(label.getText()));
    }

    private void goLive() throws Exception {
        hand.click("go-live");
        hand.await(
                "on air",
                Labeled.class,
                label -> label.getText() != null && label.getText().startsWith("LIVE "));
        hand.await("the server's own truth", Labeled.class, label -> "Live".equals(label.getText()));
        say(LIVE + " after " + hand.clicks() + " clicks");
        hand.picture("live");
        hand.click("share");
        TextField address =
                hand.await("the page's address", TextField.class, field -> "page-address".equals(field.getId()));
        hand.picture("share");
        Files.writeString(folder.resolve(PAGE), address.getText());
        hand.press("Done");
        hand.awaitGone("page-address");
        awaitTrue(() -> Files.exists(folder.resolve(WATCHED)));
        hand.picture("watched");
    }

    private void lookAround() throws Exception {
        addFilter("Text and logo", "Text");
        addFilter("Hide", "Hide an area");
        hand.picture("filters");
        hand.press("Add a destination");
        hand.picture("destination");
        hand.type(KeyCode.ESCAPE);
        hand.click("settings");
        hand.picture("settings");
        hand.type(KeyCode.ESCAPE);
        hand.click("palette");
        hand.picture("commands");
        hand.type(KeyCode.ESCAPE);
        hand.click("keys");
        hand.picture("keys");
        hand.type(KeyCode.ESCAPE);
    }

    private void addFilter(String group, String name) throws Exception {
        hand.click("add-filter");
        hand.click(offered(group));
        hand.click(offered(name));
        hand.await(
                "its card",
                Label.class,
                label -> name.equals(label.getText()) && label.getStyleClass().contains("strong"));
    }

    private Node offered(String name) throws TimeoutException {
        return hand.await(
                "the offer " + name,
                Node.class,
                node -> node instanceof Label label
                        && name.equals(label.getText())
                        && label.getParent() != null
                        && label.getParent().getStyleClass().contains("menu-item"));
    }

    private void end() throws Exception {
        hand.onJavaFx(FirstRunReplay::closeTheWindow);
        hand.awaitWords("You are live");
        hand.picture("quit-while-live");
        hand.press("Stay");
        hand.awaitGone("end-and-quit");
        hand.click("go-live");
        hand.picture("end");
        hand.click("end-broadcast");
        hand.awaitGone("end-broadcast");
        hand.awaitWords("Off air");
        hand.picture("ended");
        hand.onJavaFx(FirstRunReplay::closeTheWindow);
    }

    private static void closeTheWindow() {
        Window.getWindows().stream()
                .filter(javafx.stage.Stage.class::isInstance)
                .findFirst()
                .ifPresent(window -> window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST)));
    }
}
