package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How a dock stands to its server, in words above what it shows, with the button that helps. JavaFX
/// thread only.
final class DockNotice extends VBox {
    private final Label words = new Label();
    private final Button pair;
    private final Button retry;
    private @Nullable Glyph shown;

    /// @param pairing  opens what a studio is paired with
    /// @param retrying tries the server again at once
    DockNotice(Runnable pairing, Runnable retrying) {
        getStyleClass().add("dock-notice");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        pair = Controls.button(Glyph.LINK, tr("Pair with a Rostrum server…"), pairing);
        pair.setId("dock-pair");
        retry = Controls.button(Glyph.RETRY, tr("Try now"), retrying);
        retry.setId("dock-retry");
        retry.getStyleClass().add("tight-button");
        getChildren().addAll(words, pair, retry);
        nothing();
    }

    private void become(@Nullable Glyph glyph, String text, boolean pairing, boolean retrying) {
        if (shown != glyph) {
            shown = glyph;
            words.setGraphic(glyph == null ? null : glyph.small());
        }
        Controls.text(words, text);
        Controls.present(pair, pairing);
        Controls.present(retry, retrying);
        Controls.present(this, !text.isEmpty());
    }

    void nothing() {
        become(null, "", false, false);
    }

    /// Says something that passes by itself, or that nothing can be done about.
    void say(Glyph glyph, String text) {
        become(glyph, text, false, false);
    }

    /// Says that the studio has to be paired.
    void pair(String text) {
        become(Glyph.INFO, text, true, false);
    }

    /// Says that the server is tried again.
    void retry(Glyph glyph, String text) {
        become(glyph, text, false, true);
    }

    /// Gives the keyboard to the button that helps, if there is one.
    void focus() {
        if (pair.isVisible()) {
            pair.requestFocus();
        } else if (retry.isVisible()) {
            retry.requestFocus();
        }
    }
}
