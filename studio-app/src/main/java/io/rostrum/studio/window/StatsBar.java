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
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// How the machine copes, in one line at the foot of the window.
final class StatsBar extends HBox {
    private final FontIcon rateIcon = Glyph.CHECK_CIRCLE.small();
    private final Label rate = figure(tr("Pictures made a second, of those wanted"));
    private final Label dropped = Controls.line("small", "numbers");
    private final Label left = Controls.line("small", "warn-text");
    private final Label cpu = figure(tr("Processor cores that the studio uses"));
    private final Label encoding = figure(tr("Encoder, and its time for a picture"));
    private final Label filters = figure(tr("Where filters work"));
    private final Label recording = Controls.line("small");
    private final Label format = figure(tr("Size and bitrate of what is sent"));
    private final Label canvas = Controls.line("small", "numbers");
    private final Label server = Controls.line("small");
    private final FontIcon serverIcon = Glyph.GLOBE.small();
    private final Button restart;

    /// @param statistics opens the statistics
    StatsBar(Studio studio, Runnable statistics) {
        getStyleClass().add("stats-bar");
        setAlignment(Pos.CENTER_LEFT);
        rate.setGraphic(rateIcon);
        server.setGraphic(serverIcon);
        for (Label whole : List.of(rate, cpu, encoding, filters, format)) {
            whole.setMinWidth(Region.USE_PREF_SIZE);
        }
        canvas.setId("second-canvas");
        left.setId("left-out");
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
                        rate,
                        dropped,
                        left,
                        cpu,
                        encoding,
                        filters,
                        more,
                        recording,
                        Controls.spring(),
                        format,
                        canvas,
                        server,
                        restart);
    }

    private static Label figure(String what) {
        Label label = Controls.line("small", "numbers");
        Controls.name(label, what);
        return label;
    }

    /// Leaves out what matters least where there is little room.
    void narrow(boolean narrow) {
        canvas.setMinWidth(narrow ? 0 : Region.USE_PREF_SIZE);
        Controls.present(filters, !narrow);
        Controls.present(format, !narrow);
    }

    void update(StudioSnapshot snapshot) {
        StatusLine status = StatusLine.of(snapshot.figures());
        Controls.text(rate, status.rate());
        status.rateTone().on(rateIcon);
        (status.rateTone() == Tone.OK ? Glyph.CHECK_CIRCLE : Glyph.WARNING).becomeSmall(rateIcon);
        Controls.say(dropped, status.why().isEmpty() ? status.dropped() : status.dropped() + ": " + status.why());
        words(dropped, status.dropTone());
        updateLoad(snapshot.figures().load());
        Controls.text(cpu, status.cpu());
        Controls.text(encoding, status.encoding());
        Controls.present(encoding, !status.encoding().isEmpty());
        Controls.text(filters, status.filters());
        Controls.text(
                format,
                snapshot.output().size() + ", "
                        + Amounts.bitrate(snapshot.output().bitsPerSecond()));
        updateCanvas(snapshot);
        updateRecording(snapshot.recording());
        updateServer(snapshot.server());
    }

    private void updateCanvas(StudioSnapshot snapshot) {
        Optional<SecondCanvas> second = snapshot.scenes().second();
        Controls.present(canvas, second.isPresent());
        Controls.say(
                canvas,
                second.map(now -> tr("Vertical {0}, {1}", now.size(), Amounts.millis(now.renderMillis()))
                                + (now.dropped() == 0 ? "" : ", " + tr("{0} dropped", now.dropped())))
                        .orElse(""));
        words(canvas, second.filter(now -> now.dropped() > 0).isPresent() ? Tone.WARN : Tone.NEUTRAL);
    }

    private void updateLoad(LoadState load) {
        boolean all = load.steps().isEmpty();
        Controls.present(left, !all);
        Controls.say(left, all ? "" : tr("Left out: {0}, because {1}", LoadWords.left(load), LoadWords.why(load)));
    }

    private void updateRecording(Recording state) {
        switch (state) {
            case Recording.Off _ -> Controls.present(recording, false);
            case Recording.On on -> tell(tr("Recording {0}", Amounts.bytes(on.bytes())), Tone.WARN);
            case Recording.Failed(String why) -> tell(tr("Recording failed: {0}", said(why)), Tone.LIVE);
        }
    }

    private void tell(String text, Tone tone) {
        Controls.present(recording, true);
        Controls.say(recording, text);
        words(recording, tone);
    }

    private void updateServer(Server state) {
        switch (state) {
            case Server.Starting _ -> server(tr("Server is starting"), Tone.ACCENT, false);
            case Server.Running running ->
                server(
                        running.watchers() == 0
                                ? tr("Server runs")
                                : trn(
                                        "Server runs, {0} person watching",
                                        "Server runs, {0} people watching", running.watchers()),
                        Tone.OK,
                        false);
            case Server.Failed(String why) -> server(tr("Server failed: {0}", said(why)), Tone.LIVE, true);
        }
    }

    private void server(String text, Tone tone, boolean failed) {
        Controls.say(server, text);
        tone.on(serverIcon);
        (failed ? Glyph.ERROR : Glyph.GLOBE).becomeSmall(serverIcon);
        words(server, failed ? Tone.LIVE : Tone.NEUTRAL);
        Controls.present(restart, failed);
    }

    private static void words(Label label, Tone tone) {
        label.getStyleClass().removeAll("warn-text", "live-text");
        switch (tone) {
            case WARN -> label.getStyleClass().add("warn-text");
            case LIVE -> label.getStyleClass().add("live-text");
            case NEUTRAL, OK, ACCENT -> {}
        }
    }
}
