package io.rostrum.studio.dialogs;

import io.rostrum.effects.watermark.Corner;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.overlay.Glyph;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
            new Field("Its height, percent of the picture", height, "Empty: as large as the file is.");
    private final Field opacityField =
            new Field("Its opacity, percent", opacity, "Empty: 100, nothing shines through.");
    private final VBox rest = new VBox(new Field("Its place", corner, ""), heightField, opacityField);

    private boolean wrong;

    WatermarkFields(WatermarkForm form) {
        getStyleClass().add("fields");
        rest.getStyleClass().add("fields");
        Button choose = DialogFrame.plain("Choose…", this::choose);
        choose.setGraphic(Glyph.FOLDER.small());
        HBox row = new HBox(file, choose);
        row.getStyleClass().add("joined");
        HBox.setHgrow(file, Priority.ALWAYS);
        fileField = new Field(
                "Watermark, only there",
                file,
                row,
                "A picture over the programme, best a PNG with transparency. Costs one more encoder. Empty: none.");
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
        String words = corner.toString().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
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
        chooser.setTitle("Choose a picture");
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter("Pictures", "*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp"));
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(file::setText);
    }
}
