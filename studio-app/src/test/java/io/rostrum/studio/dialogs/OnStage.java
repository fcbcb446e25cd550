package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.overlay.Theme;
import io.rostrum.studio.window.NoTooltips;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// A window of 1024x600 with nothing in it but the layer that dialogs lie in.
@ExtendWith(ApplicationExtension.class)
abstract class OnStage {
    private static final Duration SOON = Duration.ofSeconds(30);

    final FakeStudio studio = FakeStudio.empty();
    Overlay overlay = new Overlay(new StackPane());

    @BeforeEach
    void showWindow() throws TimeoutException {
        FxToolkit.setupStage(this::fill);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void fill(Stage stage) {
        Theme.loadLetters();
        NoTooltips.install();
        overlay = new Overlay(new StackPane(new Button("Behind")));
        Scene scene = new Scene(overlay.root(), 1024, 600);
        Theme.DARK.apply(scene);
        stage.setScene(scene);
        stage.show();
    }

    /// Runs on the JavaFX thread, and waits until what follows from it has happened.
    void onStage(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(SOON.toMillis(), action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    static ConditionFactory soon() {
        return await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    void seen(FxRobot robot, String query) {
        soon().until(() -> robot.lookup(query)
                .tryQuery()
                .filter(node -> node.isVisible() && node.getScene() != null)
                .isPresent());
    }

    void gone(FxRobot robot, String query) {
        soon().until(() -> robot.lookup(query).tryQuery().isEmpty());
    }

    /// Waits until some visible label, button or the like has these words in its text.
    void said(FxRobot robot, String words) {
        soon().untilAsserted(() -> assertThat(robot.lookup((Node node) -> node instanceof Labeled labeled
                                && labeled.isVisible()
                                && labeled.getText() != null
                                && labeled.getText().contains(words))
                        .queryAll())
                .as("something that says: %s", words)
                .isNotEmpty());
    }

    void eventually(ThrowingConsumer<FakeStudio> check) {
        soon().untilAsserted(() -> check.accept(studio));
    }

    /// {@return the studio, with one method answering otherwise}
    Studio with(String method, Supplier<?> answer) {
        return (Studio) Proxy.newProxyInstance(
                Studio.class.getClassLoader(), new Class<?>[] {Studio.class}, (_, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return answer.get();
                    }
                    try {
                        return called.invoke(studio, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
