package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.capture.load.LoadState;
import io.rostrum.studio.engine.LoadWords;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.SecondCanvas;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// How the machine copes, in one line at the foot of the window.
///
/// Nothing in it is cut: where there is too little room for all, figures are left out or say less, in the order
/// of [#givingWay], and those that say less say all in their tooltips.
final class StatsBar extends HBox {
    /// A figure, and what is left of it where there is little room.
    private static final class Figure {
        private final Label label;
        private String whole = "";
        private String brief = "";

        Figure(Label label) {
            this.label = label;
            label.setMinWidth(Region.USE_PREF_SIZE);
        }

        /// @param all  empty where there is nothing to say
        /// @param less empty for nothing
        void say(String all, String less) {
            whole = all;
            brief = less;
        }

        /// Says it, with all of it in the tooltip.
        void sayWithTip(String all, String less) {
            if (!all.equals(whole)) {
                label.setTooltip(all.isEmpty() ? null : Tip.of(all));
            }
            say(all, less);
        }

        void show(boolean all) {
            String words = all ? whole : brief;
            Controls.present(label, !words.isEmpty());
            Controls.text(label, words);
        }
    }

    private final FontIcon rateIcon = Glyph.CHECK_CIRCLE.small();
    private final FontIcon serverIcon = Glyph.GLOBE.small();
    private final Figure rate = figure(tr("Pictures made a second, of those wanted"));
    private final Figure dropped = line("numbers");
    private final Figure left = line("warn-text");
    private final Figure cpu = figure(tr("Processor cores that the studio uses"));
    private final Figure encoding = figure(tr("Encoder, and its time for a picture"));
    private final Figure filters = figure(tr("Where filters work"));
    private final Figure recording = line();
    private final Figure format = figure(tr("Size and bitrate of what is sent"));
    private final Figure canvas = line("numbers");
    private final Figure server = line();
    private final Button restart;
    /// What matters least comes first.
    private final List<Figure> givingWay =
            List.of(format, filters, dropped, left, recording, cpu, encoding, server, canvas);
    private List<String> fitted = List.of();

    /// @param statistics opens the statistics
    StatsBar(Studio studio, Runnable statistics) {
        getStyleClass().add("stats-bar");
        setAlignment(Pos.CENTER_LEFT);
        rate.label.setGraphic(rateIcon);
        server.label.setGraphic(serverIcon);
        server.label.setId("server-state");
        canvas.label.setId("second-canvas");
        left.label.setId("left-out");
        dropped.label.setId("dropped");
        restart = new Button(tr("Start it again"));
        restart.setId("restart-server");
        restart.getStyleClass().addAll("link-button", "small");
        restart.setMinWidth(Region.USE_PREF_SIZE);
        restart.setOnAction(_ -> studio.restartServer());
        Button more = new Button(tr("Statistics"));
        more.setId("statistics");
        more.getStyleClass().addAll("link-button", "small");
        more.setMinWidth(Region.USE_PREF_SIZE);
        more.setOnAction(_ -> statistics.run());
        getChildren()
                .addAll(
                        rate.label,
                        dropped.label,
                        left.label,
                        cpu.label,
                        encoding.label,
                        filters.label,
                        more,
                        recording.label,
                        Controls.spring(),
                        format.label,
                        canvas.label,
                        server.label,
                        restart);
        widthProperty().subscribe(_ -> fit());
    }

    private static Figure figure(String what) {
        Label label = Controls.line("small", "numbers");
        Controls.name(label, what);
        return new Figure(label);
    }

    private static Figure line(String... styleClasses) {
        Label label = Controls.line("small");
        label.getStyleClass().addAll(styleClasses);
        return new Figure(label);
    }

    void update(StudioSnapshot snapshot) {
        StatusLine status = StatusLine.of(snapshot.figures());
        rate.say(status.rate(), status.rate());
        status.rateTone().on(rateIcon);
        (status.rateTone() == Tone.OK ? Glyph.CHECK_CIRCLE : Glyph.WARNING).becomeSmall(rateIcon);
        updateDropped(snapshot, status);
        updateLoad(snapshot.figures().load());
        cpu.say(status.cpu(), "");
        encoding.say(status.encoding(), "");
        filters.say(status.filters(), "");
        format.say(
                snapshot.output().size() + ", "
                        + Amounts.bitrate(snapshot.output().bitsPerSecond()),
                "");
        updateCanvas(snapshot);
        updateRecording(snapshot.recording());
        updateServer(snapshot.server());
        fit();
    }

    /// Shows all that there is room for.
    private void fit() {
        List<String> wanted = Stream.concat(
                        Stream.of(Double.toString(getWidth()), Boolean.toString(restart.isManaged())),
                        Stream.concat(Stream.of(rate), givingWay.stream()).map(figure -> figure.whole))
                .toList();
        if (wanted.equals(fitted)) {
            return;
        }
        fitted = wanted;
        rate.show(/* all= */ true);
        givingWay.forEach(figure -> figure.show(/* all= */ true));
        applyCss(); // letters of what was not seen before
        for (Figure figure : givingWay) {
            if (prefWidth(-1) <= getWidth()) {
                return;
            }
            figure.show(/* all= */ false);
        }
    }

    private void updateDropped(StudioSnapshot snapshot, StatusLine status) {
        if (snapshot.isOut()) {
            String why = status.why();
            dropped.sayWithTip(status.dropped() + (why.isEmpty() ? "" : ": " + why), status.dropped());
        } else {
            dropped.sayWithTip("", "");
        }
        words(dropped, status.dropTone());
    }

    private void updateCanvas(StudioSnapshot snapshot) {
        Optional<SecondCanvas> second = snapshot.scenes().second();
        String brief = second.filter(now -> now.dropped() > 0)
                .map(now -> tr("{0} dropped", now.dropped()))
                .orElse("");
        canvas.sayWithTip(
                second.map(now -> tr("Vertical {0}, {1}", now.size(), Amounts.millis(now.renderMillis()))
                                + (brief.isEmpty() ? "" : ", " + brief))
                        .orElse(""),
                brief);
        words(canvas, brief.isEmpty() ? Tone.NEUTRAL : Tone.WARN);
    }

    private void updateLoad(LoadState load) {
        int steps = load.steps().size();
        if (steps == 0) {
            left.sayWithTip("", "");
        } else {
            left.sayWithTip(
                    tr("Left out: {0}, because {1}", LoadWords.left(load), LoadWords.why(load)),
                    trn("{0} step left out", "{0} steps left out", steps));
        }
    }

    private void updateRecording(Recording state) {
        switch (state) {
            case Recording.Off _ -> recording.sayWithTip("", "");
            case Recording.On on -> tell(tr("Recording {0}", Amounts.bytes(on.bytes())), "", Tone.WARN);
            case Recording.Failed(String why) ->
                tell(tr("Recording failed: {0}", said(why)), tr("Recording failed"), Tone.LIVE);
        }
    }

    private void tell(String all, String less, Tone tone) {
        recording.sayWithTip(all, less);
        words(recording, tone);
    }

    private void updateServer(Server state) {
        switch (state) {
            case Server.Starting _ -> {
                String starting = tr("Server is starting");
                server(starting, starting, Tone.ACCENT, false);
            }
            case Server.Running running -> {
                String runs = tr("Server runs");
                String watched =
                        trn("Server runs, {0} person watching", "Server runs, {0} people watching", running.watchers());
                server(running.watchers() == 0 ? runs : watched, runs, Tone.OK, false);
            }
            case Server.Failed(String why) ->
                server(tr("Server failed: {0}", said(why)), tr("Server failed"), Tone.LIVE, true);
        }
    }

    private void server(String all, String less, Tone tone, boolean failed) {
        server.sayWithTip(all, less);
        tone.on(serverIcon);
        (failed ? Glyph.ERROR : Glyph.GLOBE).becomeSmall(serverIcon);
        words(server, failed ? Tone.LIVE : Tone.NEUTRAL);
        Controls.present(restart, failed);
    }

    private static void words(Figure figure, Tone tone) {
        style(figure.label, "warn-text", tone == Tone.WARN);
        style(figure.label, "live-text", tone == Tone.LIVE);
    }

    /// Touches the classes only where they change: each change has the letters chosen anew.
    private static void style(Label label, String styleClass, boolean has) {
        if (label.getStyleClass().contains(styleClass) != has) {
            if (has) {
                label.getStyleClass().add(styleClass);
            } else {
                label.getStyleClass().remove(styleClass);
            }
        }
    }
}
