package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.filter.SoundFilterKind;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.capture.audio.filter.SoundParameter;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.words.Wording;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One filter of a channel's sound: what it is, by how much it turns the sound down, on or off, and its sliders.
final class SoundFilterCard extends VBox {
    private static final double TELLING = 0.1;

    /// Hears what the user does with the filter.
    interface Owner {
        void changed(SoundFilterCard card, FilterSetting setting);

        /// @param steps down the list; up is negative
        void moved(SoundFilterCard card, int steps);

        void removed(SoundFilterCard card);
    }

    private final Owner owner;
    private final Label reduction = new Label();
    private final VBox controls = new VBox();
    private FilterSetting setting;

    /// @param others channels that a compressor may follow
    SoundFilterCard(FilterSetting setting, List<ChannelView> others, Owner owner) {
        this.owner = owner;
        this.setting = setting;
        getStyleClass().addAll("card", "filter-card");
        Optional<String> trouble = SoundFilterSpec.trouble(setting.spec());
        String title = trouble.isPresent()
                ? tr("Unknown filter")
                : said(SoundFilterSpec.parse(setting.spec()).kind().words());
        Label name = Controls.line("strong");
        Controls.say(name, title);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        reduction.getStyleClass().addAll("small", "secondary", "numbers");
        ToggleButton on = Controls.slideSwitch(tr("Apply {0}", title));
        on.setSelected(setting.enabled());
        on.setOnAction(_ -> {
            controls.setDisable(!on.isSelected());
            change(new FilterSetting(this.setting.spec(), on.isSelected()));
        });
        HBox head = new HBox(8, name, reduction, on, menu(title));
        head.setAlignment(Pos.CENTER_LEFT);
        controls.getStyleClass().add("filter-controls");
        controls.setDisable(!setting.enabled());
        getChildren().addAll(head, controls);
        if (trouble.isPresent()) {
            Label words = new Label(DestinationLine.sentence(said(trouble.get())));
            words.setWrapText(true);
            words.getStyleClass().add("field-error");
            controls.getChildren().add(words);
        } else {
            sliders(title, others);
        }
    }

    private MenuButton menu(String title) {
        MenuItem up = new MenuItem(tr("Move up"), Glyph.UP.small());
        up.setOnAction(_ -> owner.moved(this, -1));
        MenuItem down = new MenuItem(tr("Move down"), Glyph.DOWN.small());
        down.setOnAction(_ -> owner.moved(this, 1));
        MenuItem remove = new MenuItem(tr("Remove"), Glyph.DELETE.small());
        remove.setOnAction(_ -> owner.removed(this));
        MenuButton more = Controls.iconMenu(Glyph.MORE, tr("More for {0}", title));
        more.setGraphic(Glyph.MORE.small());
        more.getStyleClass().add("tight");
        more.getItems().addAll(up, down, remove);
        return more;
    }

    private void sliders(String title, List<ChannelView> others) {
        SoundFilterSpec spec = SoundFilterSpec.parse(setting.spec());
        List<SoundParameter> parameters = spec.kind().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            int index = i;
            SoundParameter parameter = parameters.get(i);
            SliderLine line = new SliderLine(
                    title,
                    said(parameter.name()),
                    parameter.least(),
                    parameter.most(),
                    parameter.step(),
                    value -> words(parameter, stepped(parameter, value)),
                    value -> set(index, stepped(parameter, value)));
            line.follow(spec.value(i));
            controls.getChildren().add(line);
        }
        if (spec.kind() == SoundFilterKind.COMPRESSOR) {
            controls.getChildren().add(key(others));
        }
    }

    private static double stepped(SoundParameter parameter, double value) {
        return Math.clamp(Math.round(value / parameter.step()) * parameter.step(), parameter.least(), parameter.most());
    }

    private static String words(SoundParameter parameter, double value) {
        String number = Wording.format(parameter.step() < 1 ? "%.1f" : "%.0f", value);
        return parameter.unit().startsWith(":") ? number + parameter.unit() : number + " " + parameter.unit();
    }

    /// A gate that would close at more than it opens at closes where it opens.
    private void set(int index, double value) {
        SoundFilterSpec spec = SoundFilterSpec.parse(setting.spec()).with(index, value);
        if (spec.kind() == SoundFilterKind.GATE && spec.value(1) > spec.value(0)) {
            spec = spec.with(1, spec.value(0));
        }
        change(new FilterSetting(spec.text(), setting.enabled()));
    }

    private MenuButton key(List<ChannelView> others) {
        MenuButton choice = new MenuButton();
        choice.setId("duck");
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.getItems().add(follow(choice, "", tr("Its own loudness")));
        for (ChannelView other : others) {
            choice.getItems().add(follow(choice, other.id(), tr("Ducks under {0}", other.name())));
        }
        String key = SoundFilterSpec.parse(setting.spec()).key();
        if (!key.isEmpty() && others.stream().noneMatch(other -> other.id().equals(key))) {
            choice.getItems().add(follow(choice, key, tr("Ducks under a channel that is not there")));
        }
        return choice;
    }

    private RadioMenuItem follow(MenuButton choice, String key, String words) {
        RadioMenuItem item = new RadioMenuItem(words);
        if (SoundFilterSpec.parse(setting.spec()).key().equals(key)) {
            item.setSelected(true);
            choice.setText(words);
        }
        item.setOnAction(_ -> {
            choice.setText(words);
            choice.getItems().forEach(each -> ((RadioMenuItem) each).setSelected(each.equals(item)));
            change(new FilterSetting(
                    SoundFilterSpec.parse(setting.spec()).withKey(key).text(), setting.enabled()));
        });
        return item;
    }

    private void change(FilterSetting to) {
        setting = to;
        owner.changed(this, to);
    }

    /// Shows by how much it turns the sound down now, dB.
    void measure(double decibels) {
        Controls.text(
                reduction,
                setting.enabled() && decibels > TELLING ? Wording.format("-%.1f dB", Math.min(99, decibels)) : "");
    }
}
