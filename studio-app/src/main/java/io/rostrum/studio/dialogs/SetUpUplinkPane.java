package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.push.target.UplinkMeasure;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The fourth step: how much each destination can be sent, measured one after the other, for they share what leads out
/// of the house. Leaving the step ends what is being measured.
final class SetUpUplinkPane extends VBox {
    private static final Duration OFTEN = Duration.millis(500);
    private static final int MEGA = 1_000_000;
    private static final List<Integer> CEILINGS = List.of(6, 12, 25, 50);
    private static final String USUAL_CEILING = "12";

    private final Studio studio;
    private final SetUpDraft draft;
    private final VBox list = new VBox();
    private final Button all = DialogFrame.plain(tr("Measure all"), this::measureAll);
    private final Choices ceiling = new Choices("setup-ceiling", _ -> {});
    private final List<SetUpUplinkRow> rows = new ArrayList<>();
    private final Deque<SetUpUplinkRow> waiting = new ArrayDeque<>();
    private @Nullable SetUpUplinkRow running;
    private List<DestinationSetting> shown = List.of();

    SetUpUplinkPane(Studio studio, Overlay overlay, SetUpDraft draft) {
        this.studio = studio;
        this.draft = draft;
        getStyleClass().add("fields");
        list.getStyleClass().add("destinations");
        all.setId("setup-measure-all");
        all.setGraphic(Glyph.CONNECTING.small());
        ceiling.show(
                CEILINGS.stream()
                        .map(each -> new Choice(String.valueOf(each), tr("Up to {0} Mb/s", each)))
                        .toList(),
                USUAL_CEILING);
        ceiling.setAccessibleText(tr("More than this is not sent"));
        Button add = DialogFrame.plain(
                tr("Add a destination…"), () -> new DestinationDialog(studio, overlay).open(Optional.empty()));
        add.setGraphic(Glyph.ADD.small());
        HBox bar = new HBox(all, ceiling, DialogFrame.spring(), add);
        bar.getStyleClass().add("spaced");
        HBox.setHgrow(ceiling, Priority.NEVER);
        ceiling.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        list,
                        bar,
                        Texts.small(tr(
                                "Nothing is published. Services that have a test mode are measured in that; all others are"
                                        + " sent pictures that belong to no stream.")));
        WhileShown.every(this, OFTEN, this::refresh, this::stop);
        refresh();
    }

    private void refresh() {
        List<DestinationSetting> now = draft.destinations();
        all.setDisable(now.isEmpty() || running != null);
        if (now.equals(shown) && !list.getChildren().isEmpty()) {
            return;
        }
        shown = now;
        stop();
        rows.clear();
        now.forEach(
                place -> rows.add(new SetUpUplinkRow(place, draft.measured(place.id()), this::measure, this::skip)));
        list.getChildren().setAll(rows);
        if (rows.isEmpty()) {
            list.getChildren()
                    .setAll(Texts.wrapped(tr(
                            "Nothing is sent over the network but by your own server, which is on this computer. Add a"
                                    + " destination to measure it.")));
        }
    }

    private void measureAll() {
        stop();
        waiting.addAll(rows);
        waiting.forEach(row -> row.publishes(false)); // what viewers may see is asked for each time
        waiting.forEach(SetUpUplinkRow::waits);
        next();
    }

    /// @param publish whether viewers may see it
    private void measure(SetUpUplinkRow row, boolean publish) {
        row.publishes(publish);
        waiting.remove(row);
        waiting.addLast(row);
        row.waits();
        if (running == null) {
            next();
        }
    }

    /// Stops it where it runs, and goes on with the next.
    private void skip(SetUpUplinkRow row) {
        waiting.remove(row);
        row.stop();
        if (row.equals(running)) {
            running = null;
            next();
        }
    }

    private void next() {
        SetUpUplinkRow row = waiting.poll();
        running = row;
        all.setDisable(row != null || rows.isEmpty());
        if (row != null) {
            UplinkMeasure.Plan plan = UplinkMeasure.Plan.DEFAULT
                    .upTo((long) Integer.parseInt(ceiling.chosen()) * MEGA)
                    .publishing(row.publishes());
            row.run(
                    watch -> studio.setUp().uplink(row.place().id(), plan, watch),
                    bits -> draft.measured(row.place().id(), bits),
                    () -> {
                        if (row.equals(running)) {
                            next();
                        }
                    });
        }
    }

    private void stop() {
        Stream.concat(waiting.stream(), Stream.ofNullable(running)).toList().forEach(SetUpUplinkRow::stop);
        waiting.clear();
        running = null;
        all.setDisable(rows.isEmpty());
    }
}
