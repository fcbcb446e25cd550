package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.watermark.Corner;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.overlay.Glyph;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The fields of a destination's watermark: which picture and, once there is one, where, how large and how strongly.
final class WatermarkFields extends VBox {
    private static final List<Choice> PLACES = Arrays.stream(Corner.values())
            .map(corner -> new Choice(corner.toString(), words(corner)))
            .toList();

    private final TextField file = new TextField();
    private final Choices corner = new Choices("destination-watermark-place", _ -> {});
    private final TextField height = new TextField();
    private final TextField opacity = new TextField();
    private final Field fileField;
    private final Field heightField =
            new Field(tr("Its height, percent of the picture"), height, tr("Empty: as large as the file is."));
    private final Field opacityField =
            new Field(tr("Its opacity, percent"), opacity, tr("Empty: 100, nothing shines through."));
    private final VBox rest = new VBox(new Field(tr("Its place"), corner, ""), heightField, opacityField);

    private boolean wrong;

    WatermarkFields(WatermarkForm form) {
        getStyleClass().add("fields");
        rest.getStyleClass().add("fields");
        Button choose = DialogFrame.plain(tr("Choose…"), this::choose);
        choose.setGraphic(Glyph.FOLDER.small());
        HBox row = new HBox(file, choose);
        row.getStyleClass().add("joined");
        HBox.setHgrow(file, Priority.ALWAYS);
        fileField = new Field(
                tr("Watermark, only there"),
                file,
                row,
                tr("A picture over the programme, best a PNG with transparency. Costs one more encoder. Empty: none."));
        getChildren().addAll(fileField, rest);
        file.setId("destination-watermark");
        height.setId("destination-watermark-height");
        opacity.setId("destination-watermark-opacity");
        corner.show(PLACES, form.corner());
        file.setText(form.file());
        height.setText(form.height());
        opacity.setText(form.opacity());
        for (TextField typed : List.of(file, height, opacity)) {
            typed.textProperty().addListener((_, _, _) -> check());
        }
        check();
    }

    private static String words(Corner corner) {
        return switch (corner) {
            case TOP_LEFT -> mark("Top left");
            case TOP -> mark("Top");
            case TOP_RIGHT -> mark("Top right");
            case LEFT -> mark("Left");
            case CENTER -> mark("Center");
            case RIGHT -> mark("Right");
            case BOTTOM_LEFT -> mark("Bottom left");
            case BOTTOM -> mark("Bottom");
            case BOTTOM_RIGHT -> mark("Bottom right");
        };
    }

    WatermarkForm form() {
        return new WatermarkForm(file.getText(), corner.chosen(), height.getText(), opacity.getText());
    }

    /// {@return whether something typed is wrong}
    boolean wrong() {
        return wrong;
    }

    /// Says what is wrong, and hides what does not count.
    private void check() {
        WatermarkForm form = form();
        wrong = !form.valid();
        fileField.trouble(form.fileTrouble());
        heightField.trouble(form.heightTrouble());
        opacityField.trouble(form.opacityTrouble());
        rest.setVisible(form.wanted());
        rest.setManaged(form.wanted());
    }

    /// Gives the keyboard to the first that is wrong.
    void focusWrong() {
        WatermarkForm form = form();
        if (form.fileTrouble().isPresent()) {
            file.requestFocus();
        } else if (form.heightTrouble().isPresent()) {
            height.requestFocus();
        } else {
            opacity.requestFocus();
        }
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Choose a picture"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(tr("Pictures"), "*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp"));
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(file::setText);
    }
}
