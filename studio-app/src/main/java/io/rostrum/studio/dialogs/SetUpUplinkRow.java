package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.push.target.UplinkMeasure.Progress;
import io.rostrum.push.target.UplinkMeasure.Result;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.overlay.Glyph;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One destination: what is known of its connection, how far its measurement is, or why there is none.
final class SetUpUplinkRow extends VBox {
    private final DestinationSetting place;
    private final Label words = Texts.small(tr("Not measured."));
    private final ProgressBar bar = new ProgressBar(0);
    private final Button measure;
    private final Button skip;
    private final Button publish;
    private @Nullable CompletableFuture<Result> running;
    private int runs;
    private boolean publishes;

    /// @param known   what it took before, bits a second
    /// @param measure asks for it to be measured; whether viewers may see it
    /// @param skip    asks for it to be left out
    SetUpUplinkRow(
            DestinationSetting place,
            OptionalLong known,
            BiConsumer<SetUpUplinkRow, Boolean> measure,
            Consumer<SetUpUplinkRow> skip) {
        this.place = place;
        getStyleClass().addAll("card", "setup-uplink");
        this.measure = DialogFrame.plain(tr("Measure"), () -> measure.accept(this, false));
        this.skip = DialogFrame.plain(tr("Skip"), () -> skip.accept(this));
        this.publish = DialogFrame.plain(tr("Measure by publishing"), () -> measure.accept(this, true));
        this.measure.setId("setup-measure-" + place.id());
        this.skip.setId("setup-skip-" + place.id());
        this.publish.setId("setup-publish-" + place.id());
        words.setId("setup-words-" + place.id());
        for (var node : new javafx.scene.Node[] {this.measure, this.skip, this.publish, bar}) {
            node.managedProperty().bind(node.visibleProperty());
        }
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(tr("The measurement of {0}", place.name()));
        VBox text = new VBox(Texts.line(place.name(), "strong"), words);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(Glyph.DESTINATIONS.large(), text, publish, this.measure, this.skip);
        line.getStyleClass().add("destination-line");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, bar);
        idle();
        known.ifPresent(bits -> words.setText(Amounts.bitRate((int) bits) + "."));
    }

    DestinationSetting place() {
        return place;
    }

    boolean publishes() {
        return publishes;
    }

    void publishes(boolean seen) {
        publishes = seen;
    }

    private void idle() {
        running = null;
        bar.setVisible(false);
        skip.setVisible(false);
        publish.setVisible(false);
        measure.setVisible(true);
    }

    /// Shows that others are measured before it.
    void waits() {
        say(tr("Waits until the connection is free."), false);
        measure.setVisible(false);
        publish.setVisible(false);
        skip.setVisible(true);
    }

    private void say(String text, boolean wrong) {
        words.setText(text);
        words.getStyleClass().setAll("label", wrong ? "field-error" : "hint");
    }

    /// Measures it.
    ///
    /// @param begin begins, with what is told how far it is
    /// @param found told what was measured, bits a second
    /// @param then  done afterwards, unless it was stopped
    void run(Function<Consumer<Progress>, CompletableFuture<Result>> begin, LongConsumer found, Runnable then) {
        waits();
        say(tr("Connecting…"), false);
        bar.setProgress(0);
        bar.setVisible(true);
        CompletableFuture<Result> now = begin.apply(progress -> Platform.runLater(() -> show(progress)));
        running = now;
        runs++;
        int mine = runs;
        now.whenComplete((result, failure) -> Platform.runLater(() -> {
            if (running != null && mine == runs) {
                idle();
                tell(result, failure, found);
                then.run();
            }
        }));
    }

    private void show(Progress progress) {
        if (running != null) {
            bar.setProgress(progress.share());
            say(
                    progress.bitsPerSecond() == 0
                            ? tr("Filling the connection…")
                            : tr("Measuring: {0}", Amounts.bitRate((int) progress.bitsPerSecond())),
                    false);
        }
    }

    private void tell(@Nullable Result result, @Nullable Throwable failure, LongConsumer found) {
        switch (result) {
            case null -> say(Words.of(failure, tr("It could not be measured. Try again.")), true);
            case Result.Measured(long bits, var roundTrip, boolean atCeiling) -> {
                found.accept(bits);
                say(
                        (atCeiling
                                        ? tr("At least {0}.", Amounts.bitRate((int) bits))
                                        : Amounts.bitRate((int) bits) + ".")
                                + roundTrip
                                        .map(time -> " " + tr("It answers after {0} ms.", time.toMillis()))
                                        .orElse(""),
                        false);
            }
            case Result.NotMeasured(String why, String whatToDo, boolean needsPublishing) -> {
                publish.setVisible(needsPublishing);
                say(
                        Stream.of(
                                        said(why) + ".",
                                        said(whatToDo),
                                        needsPublishing
                                                ? tr("It may take a stream: viewers may see a grey picture.")
                                                : "")
                                .filter(each -> !each.isEmpty())
                                .collect(Collectors.joining(" ")),
                        true);
            }
            case Result.Stopped() -> say(tr("Not measured."), false);
        }
    }

    /// Ends it, or its waiting.
    void stop() {
        CompletableFuture<Result> now = running;
        idle();
        say(tr("Not measured."), false);
        if (now != null) {
            now.cancel(/* mayInterruptIfRunning= */ true);
        }
    }
}
