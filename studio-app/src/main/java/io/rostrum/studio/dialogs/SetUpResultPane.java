package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Studio;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The last step: what is proposed and why, each value to be changed.
final class SetUpResultPane extends VBox {
    private final OutputSetting proposed;
    private final Choices size = new Choices("setup-result-size", _ -> judge());
    private final Choices rate = new Choices("setup-result-rate", _ -> judge());
    private final Choices encoder = new Choices("setup-result-encoder", _ -> {});
    private final TextField bits = new TextField();
    private final Field bitsField = new Field(tr("Bitrate, kb/s"), bits, "");

    SetUpResultPane(Studio studio, SetUpAdvice advice) {
        proposed = advice.output();
        getStyleClass().add("fields");
        bits.setId("setup-result-bits");
        size.show(OutputForm.sizes(proposed.size()), proposed.size());
        rate.show(OutputForm.rates(proposed.frameRate()), proposed.frameRate());
        encoder.show(encoders(studio), proposed.encoder());
        bits.setText(String.valueOf(proposed.bitsPerSecond() / 1_000));
        bits.textProperty().subscribe(_ -> judge());
        GridPane grid = new GridPane();
        grid.getStyleClass().add("settings-grid");
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        half.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(half, half);
        grid.add(new Field(tr("Size"), size, ""), 0, 0);
        grid.add(new Field(tr("Frame rate"), rate, ""), 1, 0);
        grid.add(new Field(tr("Encoder"), encoder, ""), 0, 1);
        grid.add(bitsField, 1, 1);
        VBox reasons = new VBox();
        reasons.getStyleClass().add("answers");
        advice.reasons().forEach(reason -> reasons.getChildren().add(Texts.small(reason)));
        getChildren().addAll(grid, reasons);
        judge();
    }

    private List<Choice> encoders(Studio studio) {
        return Stream.of(
                        Stream.of(VideoEncoders.AUTO),
                        studio.setUp().encoders().stream().map(VideoEncoders.Probe::name),
                        Stream.of(proposed.encoder()))
                .flatMap(names -> names)
                .distinct()
                .map(name -> new Choice(name, name.equals(VideoEncoders.AUTO) ? tr("Automatic") : name))
                .toList();
    }

    private void judge() {
        switch (OutputForm.bitRate(bits.getText())) {
            case Checked.Fine<Integer>(Integer typed) ->
                bitsField.explain(OutputForm.advice(size.chosen(), rate.chosen(), typed));
            case Checked.Wrong<Integer>(String why) -> bitsField.trouble(Optional.of(why));
        }
    }

    /// {@return what is to be applied; empty while something is wrong, which is said}
    Optional<OutputSetting> chosen() {
        if (!(OutputForm.bitRate(bits.getText()) instanceof Checked.Fine<Integer>(Integer typed))) {
            bits.requestFocus();
            return Optional.empty();
        }
        return Optional.of(proposed.withSize(size.chosen())
                .withFrameRate(rate.chosen())
                .withEncoder(encoder.chosen())
                .withBits(typed));
    }
}
