package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.studio.engine.SetUpDesk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The third step: the encoders that work here, by having been tried.
final class SetUpEncoderPane extends VBox {
    private static final Duration OFTEN = Duration.millis(250);
    private static final double SMALL = 16;

    private final SetUpDesk desk;
    private final SetUpDraft draft;
    private final ToggleGroup group = new ToggleGroup();
    private List<VideoEncoders.Probe> shown = List.of();

    SetUpEncoderPane(SetUpDesk desk, SetUpDraft draft) {
        this.desk = desk;
        this.draft = draft;
        getStyleClass().add("destinations");
        ProgressIndicator turning = new ProgressIndicator();
        turning.setPrefSize(SMALL, SMALL);
        HBox trying = new HBox(turning, Texts.wrapped(tr("Encoders are being tried…")));
        trying.getStyleClass().add("spaced");
        getChildren().setAll(trying);
        WhileShown.every(this, OFTEN, this::refresh, () -> {});
        refresh();
    }

    private void refresh() {
        List<VideoEncoders.Probe> working = desk.encoders();
        if (working.isEmpty() || working.equals(shown)) {
            return;
        }
        shown = working;
        getChildren()
                .setAll(row(
                        VideoEncoders.AUTO,
                        tr("Automatic"),
                        tr(
                                "{0}, and another one where it fails in a broadcast.",
                                working.getFirst().name())));
        for (VideoEncoders.Probe probe : working) {
            getChildren()
                    .add(row(
                            probe.name(),
                            probe.name(),
                            probe.hardware()
                                    ? tr("A device: {0}.", said(probe.detail()))
                                    : tr("The processor: {0}.", said(probe.detail()))));
        }
    }

    private Node row(String name, String label, String words) {
        RadioButton button = new RadioButton(label);
        button.setId("setup-encoder-" + name);
        button.setToggleGroup(group);
        button.setSelected(draft.encoder().equals(name));
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().add("strong");
        button.setOnAction(_ -> draft.encoder(name));
        VBox text = new VBox(button, Texts.line(words, "hint"));
        text.setMinWidth(0);
        text.getStyleClass().addAll("card", "setup-encoder");
        return text;
    }
}
