package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Theme;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// A small window that says that the studio is being made ready, when that takes longer than a moment: the first start
/// unpacks native libraries. Closing it gives the start up. JavaFX thread only.
public final class GettingReady {
    /// Most starts are over before.
    private static final Duration MOMENT = Duration.millis(700);

    private final Stage stage;
    private final PauseTransition moment;

    /// @param givenUp run when the user closes it
    public GettingReady(Runnable givenUp) {
        this(MOMENT, givenUp);
    }

    GettingReady(Duration after, Runnable givenUp) {
        FontIcon logo = Glyph.LIVE.large();
        logo.getStyleClass().add("accent");
        Label title = new Label(tr("Rostrum is getting ready"), logo);
        title.getStyleClass().add("title");
        title.setGraphicTextGap(12);
        Label why = new Label(tr("The first start unpacks what this computer needs. That takes a few seconds, once."));
        why.getStyleClass().add("secondary");
        why.setWrapText(true);
        ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(tr("Getting ready"));
        VBox content = new VBox(title, why, progress);
        content.getStyleClass().addAll("panel", "getting-ready");
        Scene scene = new Scene(content, 420, 156);
        Theme.ofSystem().apply(scene);
        stage = new Stage();
        stage.setTitle("Rostrum");
        stage.setResizable(false);
        stage.setScene(scene);
        stage.setOnCloseRequest(_ -> givenUp.run());
        moment = new PauseTransition(after);
        moment.setOnFinished(_ -> {
            stage.show();
            stage.centerOnScreen();
        });
        moment.play();
    }

    /// The studio is there.
    public void end() {
        moment.stop();
        stage.hide();
    }

    boolean isShown() {
        return stage.isShowing();
    }
}
