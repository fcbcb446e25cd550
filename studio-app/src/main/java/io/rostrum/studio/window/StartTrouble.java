package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Theme;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// Says why the studio cannot start, to who has started it from an icon and sees no terminal. JavaFX thread only.
public final class StartTrouble {
    private static final double WIDTH = 520;

    private final Stage stage = new Stage();
    private final CompletableFuture<Void> read = new CompletableFuture<>();

    /// @param why a sentence, with the remedy
    public StartTrouble(String why) {
        Label title = new Label(tr("Rostrum cannot start"), Glyph.ERROR.large());
        title.getStyleClass().add("title");
        title.setGraphicTextGap(12);
        Label words = new Label(why);
        words.setId("why");
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        Button close = new Button(tr("Close"));
        close.getStyleClass().add("primary");
        close.setDefaultButton(true);
        close.setCancelButton(true);
        close.setOnAction(_ -> end());
        HBox answers = new HBox(Controls.spring(), close);
        answers.setAlignment(Pos.CENTER_RIGHT);
        VBox content = new VBox(16, title, words, answers);
        content.getStyleClass().addAll("panel", "getting-ready");
        content.setPrefWidth(WIDTH);
        Scene scene = new Scene(content);
        Theme.ofSystem().apply(scene);
        stage.setTitle("Rostrum");
        stage.setScene(scene);
        stage.setOnCloseRequest(_ -> end());
    }

    /// Shows it.
    ///
    /// @return completes when the user has read it
    public CompletableFuture<Void> show() {
        stage.show();
        stage.centerOnScreen();
        return read;
    }

    private void end() {
        stage.hide();
        read.complete(null);
    }
}
