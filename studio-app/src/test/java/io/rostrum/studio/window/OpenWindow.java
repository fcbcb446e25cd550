package io.rostrum.studio.window;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.overlay.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The window over a fake studio, opened for a test. What goes wrong on the JavaFX thread is kept for the test to see.
final class OpenWindow implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 30;

    private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
    private final FakeStudio studio;
    private final Stage stage;
    private final StudioWindow window;

    OpenWindow(FakeStudio studio) {
        this.studio = studio;
        startJavaFx();
        stage = onJavaFx(Stage::new);
        window = onJavaFx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, mistake) -> mistakes.add(mistake));
            NoTooltips.install();
            StudioWindow opened = new StudioWindow(studio, stage);
            opened.show();
            return opened;
        });
    }

    private static void startJavaFx() {
        try {
            CompletableFuture<Void> started = new CompletableFuture<>();
            Platform.startup(() -> started.complete(null));
            Platform.setImplicitExit(false);
            started.join();
            Theme.loadLetters();
        } catch (IllegalStateException runsAlready) {
            Platform.setImplicitExit(false);
        }
    }

    StudioWindow window() {
        return window;
    }

    Stage stage() {
        return stage;
    }

    Scene scene() {
        return stage.getScene();
    }

    Queue<Throwable> mistakes() {
        return mistakes;
    }

    /// Lets the window catch up with the studio, and puts everything in its place: what is looked for and clicked next
    /// must not depend on whether JavaFX has come to painting it.
    void update() {
        run(window::update);
        run(() -> {
            Parent root = scene().getRoot();
            root.applyCss();
            root.layout();
        });
    }

    void run(Runnable action) {
        onJavaFx(() -> {
            action.run();
            return true;
        });
    }

    static <T> T onJavaFx(Callable<T> action) {
        if (Platform.isFxApplicationThread()) {
            return called(action);
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(action.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static <T> T called(Callable<T> action) {
        try {
            return action.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// {@return every node of the window that is shown, from the root down}
    List<Node> nodes(Predicate<Node> wanted) {
        return onJavaFx(() -> {
            List<Node> found = new ArrayList<>();
            collect(scene().getRoot(), wanted, found);
            return found;
        });
    }

    private static void collect(Node node, Predicate<Node> wanted, List<Node> found) {
        if (!node.isVisible()) {
            return;
        }
        if (wanted.test(node)) {
            found.add(node);
        }
        if (node instanceof Parent parent) {
            for (Node child : List.copyOf(parent.getChildrenUnmodifiable())) {
                collect(child, wanted, found);
            }
        }
    }

    @Override
    public void close() {
        studio.quit(/* keepServer= */ false);
        run(() -> {
            window.stop();
            stage.hide();
        });
    }
}
