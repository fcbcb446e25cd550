package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.studio.dialogs.Plot.Series;
import io.rostrum.studio.engine.Statistics;
import io.rostrum.studio.engine.Statistics.Cause;
import io.rostrum.studio.engine.Statistics.Event;
import io.rostrum.studio.engine.Statistics.Second;
import io.rostrum.studio.engine.Statistics.Sent;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.words.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// How the last five minutes went: plots, and what went wrong in words. Looks once a second, while it is open. JavaFX
/// thread only.
public final class StatisticsDialog {
    private static final Duration EVERY = Duration.seconds(1);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int COLUMNS = 6;

    private final Studio studio;
    private final Overlay overlay;
    private final Plot rate = new Plot(tr("Pictures a second"), false, 10, value -> tr("{0} fps", Math.round(value)));
    private final Plot cores = new Plot(tr("Processor"), false, 1, StatisticsDialog::cores);
    private final Plot lost = new Plot(tr("Pictures lost, a second"), true, 1, value -> Math.round(value) + "");
    private final Plot sent = new Plot(tr("Sent"), false, 1e6, value -> tr("{0} Mb/s", shortly(value / 1e6)));
    private final Plot waiting = new Plot(tr("Waiting to be sent"), false, 1, value -> tr("{0} s", shortly(value)));
    private final VBox events = new VBox();
    private List<Event> told = List.of();

    public StatisticsDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    public void open() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("plots");
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            grid.getColumnConstraints().add(column);
        }
        grid.add(rate, 0, 0, 2, 1);
        grid.add(cores, 2, 0, 2, 1);
        grid.add(lost, 4, 0, 2, 1);
        grid.add(sent, 0, 1, 3, 1);
        grid.add(waiting, 3, 1, 3, 1);
        events.getStyleClass().add("events");
        ScrollPane scroll = new ScrollPane(events);
        scroll.getStyleClass().addAll("dialog-scroll", "events-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(56);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox content = new VBox(grid, Texts.heading(tr("What went wrong")), scroll);
        content.getStyleClass().add("statistics");
        DialogFrame frame = new DialogFrame(tr("Statistics"), tr("The last five minutes."), content, 920, 640)
                .withButtons(DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close));
        show(studio.statistics(), Instant.now());
        WhileShown.every(frame, EVERY, () -> show(studio.statistics(), Instant.now()), () -> {});
        overlay.show(frame, tr("Statistics"));
    }

    private void show(Statistics now, Instant at) {
        List<Second> seconds = now.seconds();
        double[] times = PlotScale.times(seconds, Second::at, at, Statistics.SPAN);
        Second last = seconds.isEmpty() ? null : seconds.getLast();
        rate.show(
                last == null ? "" : tr("{0} of {1} fps", shortly(last.framesPerSecond()), shortly(last.targetRate())),
                times,
                List.of(
                        series(tr("made"), seconds, Second::framesPerSecond),
                        series(tr("wanted"), seconds, Second::targetRate)));
        cores.show(last == null ? "" : cores(last.cpuCores()), times, List.of(series("", seconds, Second::cpuCores)));
        List<Series> causes = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            causes.add(series(word(cause), seconds, second -> second.lost().getOrDefault(cause, 0L)));
        }
        long all = seconds.stream()
                .flatMap(second -> second.lost().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        lost.show(all == 0 ? trc("pictures", "none") : tr("{0} in all", all), times, causes);
        List<String> names = seconds.stream()
                .flatMap(second -> second.sent().stream())
                .map(Sent::name)
                .distinct()
                .toList();
        sent.show(
                last == null || last.sent().isEmpty() ? tr("nothing") : tr("{0} Mb/s", shortly(total(last) / 1e6)),
                times,
                names.stream()
                        .map(name -> series(name, seconds, second -> of(second, name, Sent::bitsPerSecond)))
                        .toList());
        waiting.show(
                last == null || last.sent().isEmpty() ? tr("nothing") : tr("{0} s", shortly(longest(last))),
                times,
                names.stream()
                        .map(name -> series(
                                name,
                                seconds,
                                second -> of(second, name, to -> to.waiting().toMillis() / 1e3)))
                        .toList());
        tell(now.events());
    }

    private static long total(Second second) {
        return second.sent().stream().mapToLong(Sent::bitsPerSecond).sum();
    }

    private static double longest(Second second) {
        return second.sent().stream()
                .mapToDouble(to -> to.waiting().toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    private static Series series(String name, List<Second> seconds, ToDoubleFunction<Second> value) {
        return new Series(name, PlotScale.values(seconds, value));
    }

    private static double of(Second second, String name, ToDoubleFunction<Sent> value) {
        return second.sent().stream()
                .filter(to -> to.name().equals(name))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void tell(List<Event> now) {
        if (now.equals(told) && !events.getChildren().isEmpty()) {
            return;
        }
        told = now;
        Stream<Label> lines = now.isEmpty()
                ? Stream.of(Texts.small(tr("Nothing went wrong.")))
                : now.stream()
                        .map(event -> Texts.wrapped(
                                CLOCK.format(event.at().atZone(ZoneId.systemDefault())) + "  " + event.words()));
        events.getChildren().setAll(lines.toList());
    }

    private static String word(Cause cause) {
        return switch (cause) {
            case SOURCE -> tr("source");
            case RENDER -> tr("render");
            case ENCODER -> tr("encoder");
            case UPLINK -> tr("uplink");
            case TARGET -> tr("target");
        };
    }

    private static String cores(double value) {
        return value == 1 ? tr("1 core") : tr("{0} cores", shortly(value));
    }

    /// {@return `30`, `29.9`, `0.42`}
    private static String shortly(double value) {
        String words = Wording.format(value < 10 ? "%.2f" : "%.1f", value);
        return words.replaceAll("[.,]?0+$", "");
    }
}
