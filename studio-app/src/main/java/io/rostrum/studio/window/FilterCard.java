package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import io.rostrum.studio.overlay.Glyph;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One filter: what it is, what it costs, on or off, and its controls.
final class FilterCard extends VBox {
    /// Hears what the user does with the filter.
    interface Owner {
        void changed(FilterCard card, FilterDraft draft);

        void enabled(FilterCard card, boolean on);

        /// @param steps down the list; up is negative
        void moved(FilterCard card, int steps);

        void removed(FilterCard card);
    }

    private final FilterControls controls;
    private final Label cost = new Label();
    private final Label trouble = new Label();
    private final ToggleButton on = Controls.slideSwitch(tr("Apply"));
    private final String kind;

    /// @param programme whether it is one of the whole picture, not of a source
    FilterCard(FilterDraft draft, boolean programme, Owner owner, FileChoice files) {
        kind = draft.kind();
        getStyleClass().addAll("card", "filter-card");
        Label title = Controls.line("strong");
        Controls.say(title, tr(draft.title()));
        title.setWrapText(true);
        cost.setMinWidth(USE_PREF_SIZE);
        title.setGraphic(FilterKind.glyph(draft.title()).small());
        title.setGraphicTextGap(8);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        cost.getStyleClass().addAll("small", "secondary", "numbers");
        Controls.name(cost, tr("Time for a picture"));
        on.setOnAction(_ -> owner.enabled(this, on.isSelected()));
        Controls.name(on, tr("Apply {0}", tr(draft.title())));
        MenuItem up = new MenuItem(tr("Move up"), Glyph.UP.small());
        up.setOnAction(_ -> owner.moved(this, -1));
        MenuItem down = new MenuItem(tr("Move down"), Glyph.DOWN.small());
        down.setOnAction(_ -> owner.moved(this, 1));
        MenuItem remove = new MenuItem(tr("Remove"), Glyph.DELETE.small());
        remove.setOnAction(_ -> owner.removed(this));
        MenuButton more = Controls.iconMenu(Glyph.MORE, tr("More for {0}", tr(draft.title())));
        more.setGraphic(Glyph.MORE.small());
        more.getStyleClass().add("tight");
        more.getItems().addAll(up, down, remove);
        HBox head = new HBox(8, title, cost, on, more);
        head.setAlignment(Pos.CENTER_LEFT);
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        controls = new FilterControls(draft, changed -> owner.changed(this, changed), files);
        Label black =
                new Label(tr("What becomes transparent is black here: nothing lies below the whole picture. Add this "
                        + "filter to a source to see what is below it."));
        black.setWrapText(true);
        black.getStyleClass().addAll("small", "secondary");
        getChildren().addAll(head, controls, black, trouble);
        Controls.present(black, programme && draft.clears());
        Controls.present(controls, !controls.getChildren().isEmpty());
        Controls.present(trouble, false);
    }

    /// {@return which controls it has}
    String kind() {
        return kind;
    }

    /// Shows what the filter costs now, and whether it works.
    void measure(FilterView view) {
        boolean works = view.setting().enabled() && view.trouble().isEmpty() && view.millis() > 0;
        Controls.text(cost, works ? Amounts.millis(view.millis()) : "");
        Controls.present(trouble, view.trouble().isPresent());
        Controls.text(
                trouble,
                view.trouble().map(why -> DestinationLine.sentence(said(why))).orElse(""));
    }

    /// Shows a setting that came from elsewhere.
    void follow(FilterDraft draft, boolean enabled) {
        on.setSelected(enabled);
        controls.setDisable(!enabled);
        controls.follow(draft);
    }
}
