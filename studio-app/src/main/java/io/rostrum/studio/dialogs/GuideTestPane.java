package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.TestReport;
import io.rostrum.studio.overlay.Glyph;
import java.util.concurrent.CompletableFuture;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The third step: a broadcast without an audience, and what it measured.
final class GuideTestPane extends VBox {
    /// As long as [Studio#rehearse] is said to take; the bar is full a little later.
    private static final Duration EXPECTED = Duration.seconds(6);

    private final Studio studio;
    private final Runnable on;
    private final Label words = Texts.wrapped("");
    private final Label advice = Texts.small("");
    private final ProgressBar progress = new ProgressBar(0);
    private final Button start = DialogFrame.plain(tr("Start the test"), this::start);
    private final Button stop = DialogFrame.plain(tr("Stop"), this::stop);
    private final Timeline filling = new Timeline(
            new KeyFrame(Duration.ZERO, new KeyValue(progress.progressProperty(), 0)),
            new KeyFrame(EXPECTED, new KeyValue(progress.progressProperty(), 0.97)));
    private @Nullable CompletableFuture<TestReport> running;
    private int tests;

    /// @param on leads the keyboard on after a test that went well
    GuideTestPane(Studio studio, Runnable on) {
        this.studio = studio;
        this.on = on;
        getStyleClass().addAll("fields", "guide-test");
        setAlignment(Pos.CENTER);
        words.setId("test-result");
        start.setId("start-test");
        stop.setId("stop-test");
        progress.setMaxWidth(320);
        progress.setPrefWidth(320);
        progress.setAccessibleText(tr("The test"));
        for (var node : new javafx.scene.Node[] {advice, progress, start, stop}) {
            node.managedProperty().bind(node.visibleProperty());
        }
        advice.visibleProperty().bind(advice.textProperty().isNotEmpty());
        getChildren().addAll(words, progress, advice, start, stop);
        idle(tr("Nobody sees it. It shows whether this computer keeps up."), "", tr("Start the test"));
        WhileShown.every(this, Duration.INDEFINITE, () -> {}, this::stop);
    }

    private void idle(String text, String more, String again) {
        running = null;
        filling.stop();
        words.setGraphic(null);
        words.getStyleClass().remove("title");
        words.setText(text);
        advice.setText(more);
        progress.setVisible(false);
        stop.setVisible(false);
        start.setText(again);
        start.setVisible(true);
    }

    private void start() {
        CompletableFuture<TestReport> asked = studio.rehearse();
        idle(tr("Testing for five seconds…"), "", "");
        running = asked;
        tests++;
        int number = tests;
        progress.setVisible(true);
        filling.playFromStart();
        start.setVisible(false);
        stop.setVisible(true);
        stop.requestFocus();
        asked.whenComplete((report, failure) -> Platform.runLater(() -> ended(number, report, failure)));
    }

    private void stop() {
        if (running != null) {
            running.cancel(/* mayInterruptIfRunning= */ true);
            idle(tr("The test was stopped."), "", tr("Start the test"));
            start.requestFocus();
        }
    }

    private void ended(int number, @Nullable TestReport report, @Nullable Throwable failure) {
        if (number != tests || running == null) {
            return;
        }
        boolean here = stop.isFocused();
        if (report == null) {
            idle(Words.of(failure, tr("The test did not run. Try again.")), "", tr("Try again"));
            icon(Glyph.WARNING, "warn");
        } else {
            Verdict verdict = Verdict.of(report);
            idle(verdict.sentence(), verdict.advice(), tr("Test again"));
            words.getStyleClass().add("title");
            icon(verdict.good() ? Glyph.CHECK_CIRCLE : Glyph.WARNING, verdict.good() ? "ok" : "warn");
            if (here && verdict.good()) {
                on.run();
                return;
            }
        }
        if (here) {
            start.requestFocus();
        }
    }

    /// Leads the keyboard to the button that starts the test.
    void enter() {
        start.requestFocus();
    }

    private void icon(Glyph glyph, String style) {
        FontIcon icon = glyph.large();
        icon.getStyleClass().add(style);
        words.setGraphic(icon);
    }
}
