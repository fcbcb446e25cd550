package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.studio.dialogs.SetUpAdvice.Use;
import javafx.scene.layout.VBox;

/// The first step: what it is for, and what counts more.
final class SetUpGoalPane extends VBox {
    SetUpGoalPane(SetUpDraft draft) {
        getStyleClass().add("fields");
        Segments<Use> use = new Segments<>(draft.use(), draft::use)
                .with(Use.STREAM, tr("Streaming"), "setup-stream")
                .with(Use.RECORD, tr("Recording"), "setup-record")
                .with(Use.BOTH, trc("use", "Both"), "setup-both");
        Segments<Boolean> counts = new Segments<>(draft.smooth(), draft::smooth)
                .with(false, tr("Sharp pictures"), "setup-sharp")
                .with(true, tr("Smooth motion"), "setup-smooth");
        getChildren()
                .addAll(
                        new Field(
                                tr("You are mostly"),
                                use,
                                tr("A recording alone may have as many bits as its pictures want.")),
                        new Field(
                                tr("What counts more"),
                                counts,
                                tr("Sharp pictures for people and slides, smooth motion for games and sports.")));
    }
}
