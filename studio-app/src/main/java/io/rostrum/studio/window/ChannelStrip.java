package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Level;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// One channel of the mixer: its name, meter, gain and mute.
final class ChannelStrip extends VBox {
    static final double WIDTH = 116;
    private static final double STEP = 1;

    private final Studio studio;
    private final String id;
    private final Label name = Controls.line("small");
    private final Label health = Controls.line("small");
    private final Button open;
    private final Label tracks = Controls.line("small");
    private final List<CheckMenuItem> heardIn = new ArrayList<>();
    private final List<RadioMenuItem> heardBy = new ArrayList<>();
    private final CheckMenuItem solo = new CheckMenuItem(tr("Solo on the monitor"));
    private final LevelMeter meter = new LevelMeter();
    private final Slider gain = new Slider(MeterScale.SILENT_GAIN, MeterScale.TOP_GAIN, 0);
    private final Label decibels = new Label();
    private final ToggleButton mute = Controls.iconToggle(Glyph.SPEAKER, tr("Mute"));
    private final FontIcon muteIcon = Glyph.SPEAKER.small();
    private final TextField nameField = new TextField();
    private ChannelView view;
    private boolean following;

    /// @param shape opens what is done to the sound of a channel, by its id
    ChannelStrip(Studio studio, ChannelView view, Consumer<String> shape) {
        this.studio = studio;
        this.view = view;
        id = view.id();
        getStyleClass().add("strip");
        open = Controls.button(Glyph.POWER, tr("Open"), () -> studio.open(id));
        open.getStyleClass().add("tight-button");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);

        gain.setOrientation(Orientation.VERTICAL);
        gain.setBlockIncrement(STEP);
        gain.getStyleClass().add("fader");
        gain.valueProperty().addListener((_, _, value) -> {
            showGain(value.doubleValue());
            if (!following) {
                studio.gain(id, value.doubleValue());
            }
        });
        gain.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                gain.setValue(0);
            }
        });
        decibels.getStyleClass().addAll("small", "numbers");
        decibels.setMinWidth(0);
        decibels.setMaxWidth(Double.MAX_VALUE);

        mute.setGraphic(muteIcon);
        mute.getStyleClass().addAll("tight", "mute");
        mute.setOnAction(_ -> studio.mute(id, mute.isSelected()));

        MenuItem rename = new MenuItem(tr("Rename"), Glyph.RENAME.small());
        rename.setOnAction(_ -> beginRename());
        MenuItem zero = new MenuItem(tr("Set to 0 dB"), Glyph.MIXER.small());
        zero.setOnAction(_ -> gain.setValue(0));
        MenuItem remove = new MenuItem(tr("Remove"), Glyph.DELETE.small());
        remove.setOnAction(_ -> studio.remove(id));
        MenuButton more = Controls.iconMenu(Glyph.MORE, tr("More for this channel"));
        more.setGraphic(Glyph.MORE.small());
        more.getStyleClass().add("tight");
        MenuItem sound = new MenuItem(tr("Filters and sound…"), Glyph.FILTERS.small());
        sound.setOnAction(_ -> shape.accept(id));
        solo.setOnAction(_ -> studio.solo(id, !this.view.solo()));
        more.getItems().addAll(sound, rename, zero, trackMenu(), monitorMenu(), solo, remove);
        tracks.getStyleClass().add("secondary");
        tracks.setMaxWidth(Double.MAX_VALUE);

        nameField.getStyleClass().add("inline-field");
        nameField.setOnAction(_ -> endRename(/* keep= */ true));
        nameField.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                endRename(/* keep= */ false);
            }
        });
        nameField.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                endRename(/* keep= */ true);
            }
        });
        Controls.present(nameField, false);
        name.setMaxWidth(Double.MAX_VALUE);

        HBox body = new HBox(8, meter, gain);
        body.setAlignment(Pos.TOP_CENTER);
        VBox.setVgrow(body, Priority.ALWAYS);
        HBox.setHgrow(decibels, Priority.ALWAYS);
        HBox foot = new HBox(decibels, mute, more);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(name, nameField, health, open, tracks, body, foot);
        update(view);
    }

    /// Brings what it shows up to date, except the level.
    void update(ChannelView newest) {
        view = newest;
        Controls.say(name, newest.name());
        HealthLine line = HealthLine.of(newest.health());
        Controls.say(health, line.text());
        line.tone().on(health);
        boolean heldBack = newest.health() instanceof Health.HeldBack;
        Controls.present(health, !line.well() && !heldBack);
        Controls.present(open, heldBack);
        open.setAccessibleText(tr("Open {0}", newest.name()));
        if (!gain.isValueChanging() && gain.getValue() != newest.gainDecibels()) {
            following = true;
            gain.setValue(newest.gainDecibels());
            following = false;
        }
        showGain(gain.getValue());
        mute.setSelected(newest.muted());
        for (CheckMenuItem item : heardIn) {
            item.setSelected(newest.tracks().has(TrackSet.FIRST + heardIn.indexOf(item)));
        }
        solo.setSelected(newest.solo());
        for (RadioMenuItem item : heardBy) {
            item.setSelected(newest.sound().monitoring().equals(item.getUserData()));
        }
        String unusual = unusual(newest);
        Controls.say(tracks, unusual);
        Controls.present(tracks, !unusual.isEmpty());
        (newest.muted() ? Glyph.SPEAKER_OFF : Glyph.SPEAKER).becomeSmall(muteIcon);
        Controls.name(mute, newest.muted() ? tr("Unmute {0}", newest.name()) : tr("Mute {0}", newest.name()));
        gain.setAccessibleText(tr("Gain of {0}", newest.name()));
        meter.setAccessibleText(tr("Level of {0}", newest.name()));
        meter.setOpacity(newest.muted() ? 0.35 : 1);
    }

    private Menu trackMenu() {
        Menu menu = new Menu(tr("Heard in"), Glyph.SPEAKER.small());
        for (int track = TrackSet.FIRST; track <= TrackSet.MOST; track++) {
            int number = track;
            CheckMenuItem item = new CheckMenuItem(tr("Track {0}", track));
            item.setOnAction(_ ->
                    studio.tracks(id, view.tracks().with(number, !view.tracks().has(number))));
            heardIn.add(item);
        }
        menu.getItems().addAll(heardIn);
        return menu;
    }

    private Menu monitorMenu() {
        Menu menu = new Menu(tr("Heard by"), Glyph.MUSIC.small());
        for (Monitoring monitoring : Monitoring.values()) {
            RadioMenuItem item = new RadioMenuItem(
                    switch (monitoring) {
                        case OFF -> tr("The audience");
                        case ONLY -> tr("Me, on the monitor");
                        case BOTH -> tr("Both");
                    });
            item.setUserData(monitoring);
            item.setOnAction(_ -> studio.sound(id, view.sound().withMonitoring(monitoring)));
            heardBy.add(item);
        }
        menu.getItems().addAll(heardBy);
        return menu;
    }

    /// {@return what is not as it is with most channels, in a few words}
    private static String unusual(ChannelView view) {
        List<String> words = new ArrayList<>();
        if (view.solo()) {
            words.add(tr("Solo"));
        }
        if (view.sound().monitoring() == Monitoring.ONLY) {
            words.add(tr("Monitor only"));
        }
        if (!view.tracks().equals(TrackSet.FIRST_ONLY)) {
            words.add(words(view.tracks()));
        }
        long filters =
                view.sound().filters().stream().filter(FilterSetting::enabled).count();
        if (filters > 0) {
            words.add(trn("{0} filter", "{0} filters", filters));
        }
        return String.join(" · ", words);
    }

    private static String words(TrackSet tracks) {
        String numbers = tracks.toString().replace(",", ", ");
        if (tracks.isEmpty()) {
            return tr("In no track");
        }
        return numbers.length() > 1 ? tr("Tracks {0}", numbers) : tr("Track {0}", numbers);
    }

    /// Moves the meter on.
    void advance(Level level, double seconds) {
        meter.advance(level, seconds);
    }

    /// Lets the user write another name.
    void beginRename() {
        nameField.setText(view.name());
        Controls.present(name, false);
        Controls.present(nameField, true);
        nameField.requestFocus();
        nameField.selectAll();
    }

    private void endRename(boolean keep) {
        if (!nameField.isVisible()) {
            return;
        }
        Controls.present(nameField, false);
        Controls.present(name, true);
        if (keep) {
            studio.rename(id, nameField.getText().strip());
        }
        gain.requestFocus();
    }

    private void showGain(double value) {
        Controls.text(decibels, Amounts.gain(value));
    }
}
