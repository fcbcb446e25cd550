package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.CanvasSetting;
import io.rostrum.studio.engine.CanvasSetting.Recorded;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Studio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// The second canvas: whether there is one, how large, at which bit rate, and whether it is recorded.
final class CanvasSettings {
    private static final String OFF = "off";
    private static final List<String> SIZES = List.of("540x960", "720x1280", "1080x1920");
    private static final String SIZE_LINE =
            mark("The same scenes once more, for phones. Choose for each destination which one it gets.");
    private static final String RECORDED_LINE = mark("From the next recording on. Both means a file each.");

    private final Studio studio;
    private final Choices size = new Choices("output-canvas", this::chosen);
    private final TextField bits = new TextField();
    private final Choices recorded =
            new Choices("output-canvas-recorded", value -> change(old -> old.withRecorded(Recorded.valueOf(value))));
    private final Field sizeField = new Field(tr("Vertical canvas"), size, tr(SIZE_LINE));
    private final Field bitsField = new Field(tr("Bitrate of the vertical canvas, kb/s"), bits, "");
    private final Field recordedField = new Field(trc("what", "Record"), recorded, tr(RECORDED_LINE));

    CanvasSettings(Studio studio) {
        this.studio = studio;
        bits.setId("output-canvas-bitrate");
        bits.setText(String.valueOf(studio.snapshot().output().second().bitsPerSecond() / 1_000));
        bits.textProperty().subscribe(this::judgeBits);
        bits.setOnAction(_ -> saveBits());
        bits.focusedProperty().addListener((_, was, _) -> {
            if (was) {
                saveBits();
            }
        });
    }

    /// Puts its fields below others.
    ///
    /// @param row the first row of these
    void into(GridPane grid, int row) {
        grid.add(sizeField, 0, row);
        grid.add(recordedField, 1, row);
        grid.add(bitsField, 0, row + 1);
    }

    /// Brings everything up to date.
    ///
    /// @param fixed why its size cannot be changed now; empty where it can
    void refresh(OutputSetting output, String fixed) {
        CanvasSetting canvas = output.second();
        List<Choice> sizes = new ArrayList<>(List.of(new Choice(OFF, tr("Off"))));
        List<String> known = new ArrayList<>(SIZES);
        if (!known.contains(canvas.size())) {
            known.add(canvas.size());
        }
        known.forEach(each -> sizes.add(new Choice(each, each.replace("x", " × "))));
        size.show(sizes, canvas.on() ? canvas.size() : OFF);
        recorded.show(
                List.of(
                        new Choice(Recorded.FIRST.name(), tr("The programme")),
                        new Choice(Recorded.SECOND.name(), tr("The vertical canvas")),
                        new Choice(Recorded.BOTH.name(), tr("Both"))),
                canvas.records().name());
        boolean held = canvas.on() && !fixed.isEmpty();
        size.setDisable(held);
        sizeField.explain(held ? fixed : tr(SIZE_LINE));
        for (Field field : List.of(bitsField, recordedField)) {
            field.setVisible(canvas.on());
            field.setManaged(canvas.on());
        }
    }

    private void change(UnaryOperator<CanvasSetting> change) {
        OutputSetting before = studio.snapshot().output();
        OutputSetting after = before.withCanvas(change.apply(before.second()));
        if (!after.equals(before)) {
            studio.output(after);
        }
    }

    private void chosen(String value) {
        change(old ->
                value.equals(OFF) ? old.switched(false) : old.withSize(value).switched(true));
    }

    private void judgeBits(String text) {
        OutputSetting second = studio.snapshot().output().ofSecond();
        switch (OutputForm.bitRate(text)) {
            case Checked.Fine<Integer>(Integer typed) ->
                bitsField.explain(OutputForm.advice(second.size(), second.frameRate(), typed));
            case Checked.Wrong<Integer>(String why) -> bitsField.trouble(Optional.of(why));
        }
    }

    /// Takes over what another change has made of the bit rate.
    void repaired(OutputSetting to) {
        bits.setText(String.valueOf(to.second().bitsPerSecond() / 1_000));
    }

    private void saveBits() {
        if (OutputForm.bitRate(bits.getText()) instanceof Checked.Fine<Integer>(Integer typed)) {
            change(old -> old.withBits(typed));
        }
    }
}
