package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.filter.SoundFilterKind;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.studio.engine.ChannelSound;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What is done to one channel's sound: its filters, balance, mono and offset. What is changed is heard at once.
final class SoundDialog extends VBox implements SoundFilterCard.Owner {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 620;
    private static final double PERCENT = 100;

    private final Studio studio;
    private final String id;
    private final List<ChannelView> others;
    private final VBox cards = new VBox();
    private final Label nothing =
            new Label(tr("No filters here yet. Take out noise, even out a voice, or duck music under it."));
    private final List<SoundFilterCard> shown = new ArrayList<>();
    private ChannelSound sound;

    /// @param channel to be changed
    /// @param all     of the studio, this one, too
    SoundDialog(Studio studio, ChannelView channel, List<ChannelView> all, Overlay overlay) {
        this.studio = studio;
        id = channel.id();
        others = all.stream().filter(other -> !other.id().equals(id)).toList();
        sound = channel.sound();
        Label title = Controls.line("title");
        Controls.say(title, tr("Sound of {0}", channel.name()));
        HBox header = new HBox(title);
        header.getStyleClass().add("dialog-header");
        cards.getStyleClass().add("cards");
        nothing.getStyleClass().add("secondary");
        nothing.setWrapText(true);
        VBox body = new VBox(balance(), mono(), offset(), cards, nothing, adding());
        body.getStyleClass().add("dialog-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button done = new Button(tr("Done"));
        done.setDefaultButton(true);
        done.getStyleClass().add("primary");
        done.setOnAction(_ -> overlay.close());
        HBox footer = new HBox(done);
        footer.getStyleClass().add("dialog-footer");
        getStyleClass().add("dialog");
        setMinSize(0, 0);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().addAll(header, scroll, footer);
        rebuild();
    }

    private SliderLine balance() {
        SliderLine line = new SliderLine(
                tr("Sound"),
                tr("Balance"),
                -1,
                1,
                0.1,
                SoundDialog::side,
                value -> say(sound.withBalance(round(value))));
        line.follow(sound.balance());
        return line;
    }

    /// The middle is easily found.
    private static double round(double side) {
        double rounded = Math.round(side * 20) / 20.0;
        return rounded == 0 ? 0 : rounded;
    }

    private static String side(double value) {
        double side = round(value);
        long percent = Math.round(Math.abs(side) * PERCENT);
        return percent == 0 ? tr("middle") : side < 0 ? tr("L {0}", percent) : tr("R {0}", percent);
    }

    private HBox mono() {
        Label name = Controls.line("small", "secondary");
        Controls.say(name, tr("Mono: the same on both sides"));
        ToggleButton on = Controls.slideSwitch(tr("Mono"));
        on.setSelected(sound.mono());
        on.setOnAction(_ -> say(sound.withMono(on.isSelected())));
        HBox line = new HBox(8, name, Controls.spring(), on);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private HBox offset() {
        NumberField field = new NumberField(
                tr("Later"),
                tr("Heard later, milliseconds"),
                ChannelSound.EARLIEST_MILLIS,
                ChannelSound.LATEST_MILLIS,
                millis -> say(sound.withOffset((int) Math.round(millis))));
        field.follow(sound.offsetMillis());
        Label range = Controls.line("small", "secondary");
        Controls.say(range, tr("ms, {0} (earlier) to {1}", ChannelSound.EARLIEST_MILLIS, ChannelSound.LATEST_MILLIS));
        HBox line = new HBox(8, field, range);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private MenuButton adding() {
        MenuButton add = new MenuButton(tr("Add a sound filter"), Glyph.ADD.small());
        add.setId("add-sound-filter");
        add.setMaxWidth(Double.MAX_VALUE);
        add.getStyleClass().add("bare");
        for (SoundFilterKind kind : SoundFilterKind.values()) {
            MenuItem item = new MenuItem(said(kind.words()));
            item.setOnAction(_ -> {
                List<FilterSetting> more = new ArrayList<>(sound.filters());
                more.add(new FilterSetting(SoundFilterSpec.usual(kind).text(), true));
                say(sound.withFilters(more));
                rebuild();
            });
            add.getItems().add(item);
        }
        return add;
    }

    private void say(ChannelSound to) {
        sound = to;
        studio.sound(id, to);
    }

    private void rebuild() {
        shown.clear();
        for (FilterSetting setting : sound.filters()) {
            shown.add(new SoundFilterCard(setting, others, this));
        }
        cards.getChildren().setAll(shown);
        Controls.present(nothing, shown.isEmpty());
        Controls.present(cards, !shown.isEmpty());
    }

    /// Shows what the filters do now.
    void update(StudioSnapshot snapshot) {
        snapshot.channels().stream()
                .filter(channel -> channel.id().equals(id))
                .filter(channel -> channel.reductions().size() == shown.size())
                .findFirst()
                .ifPresent(channel -> {
                    for (int i = 0; i < shown.size(); i++) {
                        shown.get(i).measure(channel.reductions().get(i));
                    }
                });
    }

    @Override
    public void changed(SoundFilterCard card, FilterSetting setting) {
        List<FilterSetting> filters = new ArrayList<>(sound.filters());
        filters.set(shown.indexOf(card), setting);
        say(sound.withFilters(filters));
    }

    @Override
    public void moved(SoundFilterCard card, int steps) {
        int from = shown.indexOf(card);
        int to = from + steps;
        if (to >= 0 && to < shown.size()) {
            List<FilterSetting> filters = new ArrayList<>(sound.filters());
            Collections.swap(filters, from, to);
            say(sound.withFilters(filters));
            rebuild();
        }
    }

    @Override
    public void removed(SoundFilterCard card) {
        List<FilterSetting> filters = new ArrayList<>(sound.filters());
        filters.remove(shown.indexOf(card));
        say(sound.withFilters(filters));
        rebuild();
    }
}
