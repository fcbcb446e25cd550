package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.layout.VBox;

/// The second step: the largest picture and the highest rate that are wanted.
final class SetUpPicturePane extends VBox {
    private final SetUpDraft draft;
    private final Choices size;
    private final Choices rate;
    private final Field sizeField;

    SetUpPicturePane(SetUpDraft draft) {
        this.draft = draft;
        getStyleClass().add("fields");
        size = new Choices("setup-size", draft::size);
        rate = new Choices("setup-rate", draft::rate);
        sizeField = new Field(tr("Size"), size, "");
        getChildren()
                .addAll(
                        sizeField,
                        new Field(tr("Frame rate"), rate, tr("30 for people who talk, 60 for games and sports.")));
        refresh();
    }

    /// Shows what is known of the screens by now.
    void refresh() {
        size.show(OutputForm.sizes(draft.size()), draft.size());
        rate.show(OutputForm.rates(draft.rate()), draft.rate());
        sizeField.explain(words(draft.screens()));
    }

    private static String words(List<PictureSize> screens) {
        if (screens.isEmpty()) {
            return tr("No screen was found.");
        }
        String sizes = screens.stream()
                .map(screen -> screen.width() + " × " + screen.height())
                .collect(Collectors.joining(", "));
        return screens.size() == 1
                ? tr("Your screen has {0} pixels.", sizes)
                : tr("Your screens have {0} pixels.", sizes);
    }
}
