package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.overlay.Glyph;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// One destination: on or off, what it is at, and what can be done about it.
final class DestinationRow extends HBox {
    private final ToggleButton on = Controls.slideSwitch(tr("Send here"));
    private final Label name = Controls.line();
    private final FontIcon icon = Glyph.CHECK.small();
    private final Label state = new Label();
    private final Label detail = Controls.line("small", "secondary");
    private final Label watchers = new Label();
    private final Label rate = new Label();
    private final Button retry;
    private DestinationView view;

    /// @param edit  opens the destination's settings
    /// @param share opens the watch page's link; only of the bundled server
    DestinationRow(Studio studio, DestinationView view, Consumer<DestinationSetting> edit, Runnable share) {
        this.view = view;
        String id = view.setting().id();
        boolean own = id.equals(DestinationSetting.OWN_SERVER);
        getStyleClass().add("destination");
        setAlignment(Pos.CENTER_LEFT);
        on.setOnAction(_ -> studio.enable(id, on.isSelected()));

        state.setGraphic(icon);
        state.getStyleClass().addAll("small", "state", "numbers");
        state.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("numbers");
        HBox second = new HBox(8, state, detail);
        second.setAlignment(Pos.CENTER_LEFT);
        second.setMinWidth(0);
        VBox words = new VBox(name, second);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);

        watchers.setGraphic(Glyph.PEOPLE.small());
        watchers.getStyleClass().addAll("small", "numbers");
        watchers.setMinWidth(Region.USE_PREF_SIZE);
        rate.getStyleClass().add("numbers");
        rate.setMinWidth(Region.USE_PREF_SIZE);
        retry = Controls.button(Glyph.RETRY, tr("Retry"), () -> studio.retry(id));
        retry.getStyleClass().add("tight-button");
        getChildren().addAll(on, words, watchers, rate, retry);
        if (own) {
            Button link = Controls.iconButton(Glyph.QR, tr("Link and QR code of your page"), share);
            link.getStyleClass().add("tight");
            getChildren().add(link);
        } else {
            MenuItem change = new MenuItem(tr("Change"), Glyph.EDIT.small());
            change.setOnAction(_ -> edit.accept(this.view.setting()));
            MenuItem remove = new MenuItem(tr("Remove"), Glyph.DELETE.small());
            remove.setOnAction(_ -> studio.remove(id));
            MenuButton more = Controls.iconMenu(
                    Glyph.MORE, tr("More for {0}", view.setting().name()));
            more.getStyleClass().add("tight");
            more.getItems().addAll(change, remove);
            getChildren().add(more);
        }
    }

    void update(DestinationView newest, Live live, Instant now) {
        view = newest;
        DestinationSetting setting = newest.setting();
        DestinationLine line = DestinationLine.of(newest, live, now);
        on.setSelected(setting.enabled());
        Controls.name(
                on, setting.enabled() ? tr("Do not send to {0}", setting.name()) : tr("Send to {0}", setting.name()));
        Controls.say(name, setting.name());
        line.glyph().becomeSmall(icon);
        line.tone().on(icon);
        line.tone().on(state);
        Controls.text(state, line.state());
        Controls.say(detail, line.detail());
        Optional<Integer> people = newest.watchers().filter(_ -> live instanceof Live.On);
        Controls.present(watchers, people.isPresent());
        people.ifPresent(count -> {
            Controls.text(watchers, Integer.toString(count));
            Controls.name(watchers, trn("{0} person watching", "{0} people watching", count));
        });
        Controls.present(rate, !line.rate().isEmpty());
        Controls.text(rate, line.rate());
        Controls.present(retry, line.retry());
        Controls.name(retry, tr("Try {0} again now", setting.name()));
    }
}
