package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.audience.Audience;
import io.rostrum.studio.audience.Audience.Players;
import io.rostrum.studio.audience.Audience.Sample;
import io.rostrum.studio.audience.Audience.State;
import io.rostrum.studio.audience.AudienceFollower;
import io.rostrum.studio.dialogs.Plot;
import io.rostrum.studio.dialogs.PlotScale;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.words.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Who watches the studio's own stream now and in the last minutes, and how their players fare. JavaFX
/// thread only.
final class ViewersDock extends VBox implements Dock {
    /// From here on most viewers notice nothing.
    private static final double WELL = 0.95;

    private final ScheduleDesk desk;
    private final AudienceFollower follower;
    private final DockNotice notice;
    private final Label number = new Label();
    private final Label watching = new Label();
    private final Label protocols = new Label();
    private final Plot plot =
            new Plot(tr("Last 10 minutes"), /* bars= */ false, 2, value -> String.valueOf(Math.round(value)));
    private final VBox figures = new VBox();
    private final Label heard = new Label();
    private final Row well = new Row(tr("Without a stall in the last minute"));
    private final Row stalls = new Row(tr("Stalls"));
    private final Row quality = new Row(tr("Quality they watch"));
    private final Row networks = new Row(tr("Their networks"));
    private final Row buffer = new Row(tr("In their buffers"));
    private final VBox players;
    private @Nullable Audience shown;

    /// A figure with its name.
    private static final class Row extends HBox {
        private final Label value = new Label();

        Row(String name) {
            Label label = Controls.line("secondary");
            label.setText(name);
            label.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(label, Priority.ALWAYS);
            value.getStyleClass().addAll("numbers", "state");
            value.setMinWidth(Region.USE_PREF_SIZE);
            getStyleClass().add("dock-row");
            getChildren().addAll(label, value);
        }

        void say(String words, Tone tone) {
            Controls.text(value, words);
            tone.on(value);
        }

        void sayOrHide(boolean known, String words) {
            Controls.present(this, known);
            say(words, Tone.NEUTRAL);
        }
    }

    /// @param pair opens what a studio is paired with
    ViewersDock(ScheduleDesk desk, Runnable pair) {
        this.desk = desk;
        follower = new AudienceFollower(desk);
        notice = new DockNotice(pair, () -> {});
        setId("viewers-dock");
        getStylesheets().add(Plot.sheet());
        number.setId("viewers-now");
        number.getStyleClass().addAll("numbers", "dock-number");
        watching.getStyleClass().add("secondary");
        HBox now = new HBox(8, number, watching);
        now.getStyleClass().add("dock-now");
        wrap(protocols, "secondary");
        wrap(heard, "hint");
        Label title = new Label(tr("How their players fare"));
        title.getStyleClass().add("strong");
        players = new VBox(title, heard, well, stalls, quality, networks, buffer);
        players.getStyleClass().add("card");
        figures.getStyleClass().add("dock-figures");
        figures.getChildren().addAll(now, protocols, plot, players);
        ScrollPane scroll = new ScrollPane(figures);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(notice, scroll);
        update(Instant.now());
    }

    private static void wrap(Label label, String style) {
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
    }

    @Override
    public void update(Instant now) {
        Audience audience = follower.audience();
        if (audience.equals(shown)) {
            return;
        }
        shown = audience;
        String host = desk.paired().map(ScheduleDesk.Paired::host).orElse("");
        switch (audience.state()) {
            case State.NotPaired _ ->
                notice.pair(tr("Who watches your stream is here once this studio is paired with a Rostrum server."));
            case State.Unpaired _ -> notice.pair(tr("{0} does not know this studio any more. Pair it again.", host));
            case State.Asking _ -> notice.say(Glyph.CONNECTING, tr("Asking {0}…", host));
            case State.Away _ -> notice.say(Glyph.WARNING, tr("{0} does not answer. It is asked again.", host));
            case State.Offline _ -> notice.say(Glyph.INFO, tr("The stream is not live."));
            case State.Live live -> {
                notice.nothing();
                show(live);
            }
        }
        boolean live = audience.state() instanceof State.Live;
        number.getParent().setVisible(live);
        number.getParent().setManaged(live);
        Controls.present(protocols, live && !protocols.getText().isEmpty());
        Controls.present(players, live);
        Controls.present(plot, !audience.samples().isEmpty());
        draw(audience.samples());
    }

    private void show(State.Live live) {
        Controls.text(number, String.valueOf(live.viewers()));
        Controls.text(watching, trn("viewer now", "viewers now", live.viewers()));
        Controls.text(
                protocols,
                live.protocols().entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(entry -> protocol(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(" · ")));
        Players fare = live.players();
        boolean any = fare.players() > 0;
        heard.setText(
                any
                        ? trn("As {0} player says.", "As {0} players say.", fare.players())
                        : tr("No player has said anything yet. Those of HLS and DASH do."));
        List.of(well, stalls).forEach(row -> Controls.present(row, any));
        well.say(Math.round(100 * fare.withoutStalls()) + " %", fare.withoutStalls() >= WELL ? Tone.OK : Tone.WARN);
        stalls.say(String.valueOf(fare.stalls()), Tone.NEUTRAL);
        quality.sayOrHide(fare.bitrateKbps() >= 0, Amounts.bitrate(1_000L * fare.bitrateKbps()));
        networks.sayOrHide(fare.throughputKbps() >= 0, Amounts.bitrate(1_000L * fare.throughputKbps()));
        buffer.sayOrHide(fare.bufferMillis() >= 0, Wording.format("%.1f s", fare.bufferMillis() / 1e3));
    }

    private static String protocol(String name) {
        return switch (name) {
            case "flv" -> "HTTP-FLV";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    private void draw(List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        Instant newest = samples.getLast().at();
        plot.show(
                tr(
                        "at most {0}",
                        samples.stream().mapToInt(Sample::viewers).max().orElse(0)),
                PlotScale.times(samples, Sample::at, newest, AudienceFollower.SPAN),
                List.of(new Plot.Series("", PlotScale.values(samples, Sample::viewers))));
    }

    @Override
    public VBox node() {
        return this;
    }

    @Override
    public void show(boolean seen) {
        follower.follow(seen);
    }

    @Override
    public void focus() {
        notice.focus();
    }

    @Override
    public void close() {
        follower.close();
    }
}
