package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.kordamp.ikonli.javafx.FontIcon;

/// Says that the last run did not end properly, and asks how to start. JavaFX thread only.
public final class RecoveryQuestion {
    private static final double WIDTH = 620;
    private static final double HEIGHT = 230;
    private static final double WITH_REPORT = 560;

    private final Stage stage = new Stage();
    private final CompletableFuture<Boolean> safely = new CompletableFuture<>();
    private final VBox content = new VBox(12);
    private final Path report;

    /// @param report  what is known of the last run
    /// @param givenUp run when the user closes the question
    public RecoveryQuestion(Path report, Runnable givenUp) {
        this.report = report;
        FontIcon warning = Glyph.WARNING.large();
        Label title = new Label(tr("Rostrum did not end properly last time"), warning);
        title.getStyleClass().add("title");
        title.setGraphicTextGap(12);
        Label what = words(tr("Your scenes, sources and destinations are as they were saved, and a recording can be "
                + "played up to its last second."));
        Label choice = words(tr("A safe start opens no source, no sound and no remote control. Take it if Rostrum ends "
                + "again right after its start."));
        Button usual = Controls.button(Glyph.TAKE, tr("Start as usual"), () -> answer(/* safe= */ false));
        usual.setId("start-as-usual");
        usual.getStyleClass().add("primary");
        usual.setDefaultButton(true);
        Button safe = Controls.button(Glyph.POWER, tr("Start safely"), () -> answer(/* safe= */ true));
        safe.setId("start-safely");
        Button open = Controls.button(Glyph.OPEN, tr("Open the report"), this::showReport);
        open.setId("open-report");
        HBox answers = new HBox(8, open, Controls.spring(), safe, usual);
        answers.setAlignment(Pos.CENTER_LEFT);
        content.getChildren().addAll(title, what, choice, Controls.spring(), answers);
        content.getStyleClass().addAll("panel", "getting-ready");
        VBox.setVgrow(content.getChildren().get(content.getChildren().size() - 2), Priority.SOMETIMES);
        Scene scene = new Scene(content, WIDTH, HEIGHT);
        Theme.ofSystem().apply(scene);
        stage.setTitle("Rostrum");
        stage.setScene(scene);
        stage.setOnCloseRequest(_ -> givenUp.run());
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    /// Asks.
    ///
    /// @return completes with whether to start safely
    public CompletableFuture<Boolean> ask() {
        stage.show();
        stage.centerOnScreen();
        return safely;
    }

    private void answer(boolean safe) {
        stage.hide();
        safely.complete(safe);
    }

    private void showReport() {
        if (content.lookup("#report") == null) {
            TextArea text = new TextArea(read());
            text.setId("report");
            text.setEditable(false);
            VBox.setVgrow(text, Priority.ALWAYS);
            Label where = words(report.toString());
            where.getStyleClass().add("secondary");
            content.getChildren().addAll(3, java.util.List.of(where, text));
            stage.setHeight(WITH_REPORT);
        }
    }

    private String read() {
        try {
            return Files.readString(report);
        } catch (IOException e) {
            return tr("The report cannot be read: {0}", e.getMessage());
        }
    }
}
