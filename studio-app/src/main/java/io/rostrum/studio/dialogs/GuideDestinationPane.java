package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// The second step: the bundled server is on, a service can be added.
final class GuideDestinationPane extends VBox {
    private final Studio studio;
    private final VBox list = new VBox();
    private List<DestinationSetting> shown = List.of();

    GuideDestinationPane(Studio studio, Overlay overlay) {
        this.studio = studio;
        getStyleClass().add("fields");
        list.getStyleClass().add("destinations");
        Button add = DialogFrame.plain(
                tr("Add Twitch, YouTube or another service…"),
                () -> new DestinationDialog(studio, overlay).open(Optional.empty()));
        add.setId("guide-add-destination");
        add.setGraphic(Glyph.ADD.small());
        Button setUp = DialogFrame.plain(
                tr("Size and bit rate for your connection…"), () -> new SetUpWizard(studio, overlay).open());
        setUp.setId("guide-setup");
        setUp.setGraphic(Glyph.NETWORK.small());
        HBox buttons = new HBox(add, setUp);
        buttons.getStyleClass().add("spaced");
        getChildren().addAll(list, buttons, Texts.small(tr("Nothing is sent before you press “Go live”.")));
        WhileShown.every(this, Duration.millis(300), this::refresh, () -> {});
        refresh();
    }

    private void refresh() {
        List<DestinationSetting> now = studio.snapshot().destinations().stream()
                .map(DestinationView::setting)
                .toList();
        if (!now.equals(shown)) {
            shown = now;
            list.getChildren().setAll(now.stream().map(this::row).toList());
        }
    }

    private Node row(DestinationSetting setting) {
        boolean own = setting.id().equals(DestinationSetting.OWN_SERVER);
        ToggleButton on = new ToggleButton();
        on.getStyleClass().add("switch");
        on.setId("guide-enable-" + setting.id());
        on.setAccessibleText(tr("Send to {0}", setting.name()));
        on.setSelected(setting.enabled());
        on.setOnAction(_ -> studio.enable(setting.id(), on.isSelected()));
        VBox words = new VBox(
                Texts.line(setting.name(), "strong"),
                Texts.line(
                        own ? tr("A page of your own, made by this computer. Nothing to set up.") : setting.address(),
                        "hint"));
        words.setMinWidth(0);
        HBox row = new HBox(own ? Glyph.GLOBE.large() : Glyph.DESTINATIONS.large(), words, DialogFrame.spring(), on);
        row.getStyleClass().addAll("card", "destination-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
