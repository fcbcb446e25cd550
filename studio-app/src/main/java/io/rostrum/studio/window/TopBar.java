package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Replay;
import io.rostrum.studio.overlay.Glyph;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// Name, whether it is on air, the figures that matter while live, and the two great buttons.
final class TopBar extends HBox {
    private final Label air = new Label();
    private final FontIcon airIcon = Glyph.RECORD.small();
    private final Label rate = figure(tr("Pictures a second"));
    private final Label bitrate = figure(tr("Sent to all destinations together"));
    private final Label dropped = figure(tr("Pictures dropped"));
    private final HBox figures = new HBox(24, rate, bitrate, dropped);
    private final Button replay;
    private final Button pause;
    private final FontIcon pauseIcon = Glyph.PAUSE.small();
    private final Button record;
    private final FontIcon recordIcon = Glyph.RECORD.small();
    private final Button live;
    private final FontIcon liveIcon = Glyph.LIVE.small();

    /// @param replayPressed saves the replay
    /// @param pausePressed  pauses the recording, or goes on with it
    /// @param recordPressed starts or stops the recording
    /// @param livePressed   goes live, or asks whether to end
    TopBar(Runnable replayPressed, Runnable pausePressed, Runnable recordPressed, Runnable livePressed) {
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        FontIcon logo = Glyph.LIVE.large();
        logo.getStyleClass().add("accent");
        Label name = new Label("Rostrum", logo);
        name.getStyleClass().addAll("strong", "product");
        name.setMinWidth(Region.USE_PREF_SIZE);
        air.setGraphic(airIcon);
        air.getStyleClass().addAll("air", "numbers");
        air.setMinWidth(Region.USE_PREF_SIZE);
        figures.setAlignment(Pos.CENTER_LEFT);
        figures.setMinWidth(0);
        HBox.setHgrow(figures, Priority.SOMETIMES);
        replay = Controls.button(Glyph.REPLAY, tr("Save replay"), replayPressed);
        replay.setId("save-replay");
        replay.getStyleClass().add("numbers");
        pause = Controls.button(Glyph.PAUSE, tr("Pause"), pausePressed);
        pause.setGraphic(pauseIcon);
        pause.setId("pause-recording");
        record = Controls.button(Glyph.RECORD, tr("Record"), recordPressed);
        record.setGraphic(recordIcon);
        record.setId("record");
        record.getStyleClass().addAll("record", "numbers");
        live = Controls.button(Glyph.LIVE, tr("Go live"), livePressed);
        live.setGraphic(liveIcon);
        live.setId("go-live");
        live.getStyleClass().add("go-live");
        getChildren().addAll(name, air, figures, Controls.spring(), replay, pause, record, live);
    }

    /// Puts a menu after the name.
    void offer(MenuButton menu) {
        getChildren().add(1, menu);
    }

    private static Label figure(String what) {
        Label label = Controls.line("numbers", "secondary");
        Controls.name(label, what);
        return label;
    }

    void update(StudioSnapshot snapshot, Instant now) {
        updateLive(snapshot.live(), now);
        updateRecording(snapshot.recording(), now);
        updateReplay(snapshot.replay());
        updatePause(snapshot.recording());
        StatusLine status = StatusLine.of(snapshot.figures());
        Controls.text(rate, tr("{0} fps", Amounts.oneDecimal(snapshot.figures().framesPerSecond())));
        wordsIn(rate, status.rateTone() == Tone.OK ? Tone.NEUTRAL : status.rateTone());
        Controls.text(bitrate, Amounts.bitrate(StatusLine.bitsPerSecond(snapshot)));
        Controls.text(dropped, status.dropped());
        wordsIn(dropped, status.dropTone());
        Controls.present(figures, snapshot.live() instanceof Live.On && fit());
    }

    /// {@return whether there is room for the figures, which are at the foot, too, beside all else}
    private boolean fit() {
        double wanted = getInsets().getLeft() + getInsets().getRight() + figures.prefWidth(-1);
        for (Node child : getChildren()) {
            if (child.isManaged() && !child.equals(figures)) {
                wanted += getSpacing() + child.prefWidth(-1);
            }
        }
        return wanted <= getWidth();
    }

    private void updateLive(Live state, Instant now) {
        switch (state) {
            case Live.Off _ -> air(Tone.NEUTRAL, tr("Off air"), tr("Go live"), false);
            case Live.Starting _ -> air(Tone.WARN, tr("Starting"), tr("Going live…"), true);
            case Live.On(Instant since) ->
                air(Tone.LIVE, tr("LIVE {0}", Amounts.clock(Duration.between(since, now))), tr("End"), false);
            case Live.Ending _ -> air(Tone.WARN, tr("Ending"), tr("Ending…"), true);
        }
        boolean on = state instanceof Live.On;
        toggle(live, "live-button", on);
        toggle(live, "primary", !on);
        (on ? Glyph.STOP : Glyph.LIVE).becomeSmall(liveIcon);
    }

    private void air(Tone tone, String words, String button, boolean busy) {
        tone.on(air);
        Controls.text(air, words);
        air.setAccessibleText(words);
        Controls.text(live, button);
        live.setDisable(busy);
    }

    private void updateRecording(Recording state, Instant now) {
        switch (state) {
            case Recording.Off _ -> recording(tr("Record"), false, tr("Record"));
            case Recording.On on ->
                recording(
                        Amounts.clock(on.lasted(now)),
                        true,
                        tr("Stop recording {0}, {1}", on.file(), Amounts.bytes(on.bytes())));
            case Recording.Failed(String why) ->
                recording(
                        tr("Record"),
                        false,
                        tr("Recording failed: {0} Record again", DestinationLine.sentence(said(why))));
        }
    }

    private void updatePause(Recording state) {
        boolean paused = state instanceof Recording.On on && on.paused().isPresent();
        Controls.present(pause, state instanceof Recording.On);
        Controls.text(pause, paused ? tr("Go on") : tr("Pause"));
        (paused ? Glyph.RECORD : Glyph.PAUSE).becomeSmall(pauseIcon);
        Controls.name(pause, paused ? tr("The recording is paused. Go on with it") : tr("Pause the recording"));
    }

    private void updateReplay(Replay state) {
        Controls.present(replay, state.on());
        long seconds = Math.min(state.held().toSeconds(), state.seconds());
        Controls.text(replay, tr("Save {0} s", seconds));
        Controls.name(replay, tr("Save the replay: the last {0} seconds, {1}", seconds, Amounts.bytes(state.bytes())));
    }

    private void recording(String words, boolean on, String name) {
        Controls.text(record, words);
        toggle(record, "recording", on);
        (on ? Glyph.STOP : Glyph.RECORD).becomeSmall(recordIcon);
        Controls.name(record, name);
    }

    private static void wordsIn(Label label, Tone tone) {
        toggle(label, "warn-text", tone == Tone.WARN);
        toggle(label, "live-text", tone == Tone.LIVE);
    }

    private static void toggle(Region node, String styleClass, boolean on) {
        if (!on) {
            node.getStyleClass().remove(styleClass);
        } else if (!node.getStyleClass().contains(styleClass)) {
            node.getStyleClass().add(styleClass);
        }
    }
}
