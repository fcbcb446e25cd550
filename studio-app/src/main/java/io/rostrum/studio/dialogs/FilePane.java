package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Glyph;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// A picture, a film, a sound, PDF slides or a text from a file: dropped, chosen, or typed.
final class FilePane extends VBox {
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final TextField path = new TextField();
    private final Field field;
    private final StackPane preview = new StackPane();
    private FileChoice choice = new FileChoice.Nothing();
    private @Nullable OfferCard card;

    /// @param changed told each time something else is chosen
    FilePane(Runnable changed) {
        getStyleClass().add("file-pane");
        Label words = new Label(tr("Drop a picture, a film, a sound or a PDF here"), Glyph.FILM.large());
        Button choose = DialogFrame.plain(tr("Choose a file…"), this::choose);
        choose.setGraphic(Glyph.FOLDER.small());
        VBox drop = new VBox(preview, words, choose);
        drop.setId("drop-area");
        drop.getStyleClass().add("drop-area");
        drop.setAlignment(Pos.CENTER);
        VBox.setVgrow(drop, Priority.ALWAYS);
        preview.managedProperty().bind(preview.visibleProperty());
        preview.setVisible(false);
        drop.setOnDragOver(this::over);
        drop.setOnDragEntered(this::over);
        drop.setOnDragExited(_ -> drop.pseudoClassStateChanged(OVER, false));
        drop.setOnDragDropped(this::dropped);

        path.setId("file-path");
        path.setPromptText("/home/me/Videos/opening.mp4");
        path.textProperty().addListener((_, _, _) -> {
            look();
            changed.run();
        });
        HBox.setHgrow(path, Priority.ALWAYS);
        field = new Field(
                tr("Or type its path"),
                path,
                tr("PNG, JPEG, PDF, TXT, HTML, MP4, MKV, WebM, MP3, WAV and whatever FFmpeg reads. A film "
                        + "brings its sound along."));
        getChildren().addAll(drop, field);
        look();
    }

    /// {@return what was chosen}
    FileChoice choice() {
        return choice;
    }

    /// {@return the card that shows what the file shows; nothing for a sound}
    Optional<OfferCard> card() {
        return Optional.ofNullable(card);
    }

    private void look() {
        choice = FileChoice.of(path.getText());
        card = switch (choice) {
            case FileChoice.Picture(var file) -> cardOf(file.toString(), FileChoice.name(file), tr("Picture"));
            case FileChoice.Film(var file) -> cardOf(file.toString(), FileChoice.name(file), tr("Film"));
            case FileChoice.Pages(var file) -> cardOf(file.toString(), FileChoice.name(file), tr("PDF slides"));
            case FileChoice.Page(var file) ->
                cardOf(NewSource.ofPage(file).toString(), FileChoice.name(file), tr("Web page"));
            case FileChoice.Letters(var file) ->
                cardOf(NewSource.ofTextFile(file).toString(), FileChoice.name(file), tr("Text"));
            case FileChoice.Sound _, FileChoice.Nothing _, FileChoice.Wrong _ -> null;
        };
        preview.setVisible(card != null);
        if (card == null) {
            preview.getChildren().clear();
        } else {
            preview.getChildren().setAll(card);
        }
        field.trouble(choice instanceof FileChoice.Wrong(String why) ? Optional.of(why) : Optional.empty());
    }

    private static OfferCard cardOf(String input, String name, String detail) {
        OfferCard card = new OfferCard(new Offer(SourceCategory.FILE, name, detail, input), /* added= */ false);
        card.setMouseTransparent(true);
        card.setFocusTraversable(false);
        return card;
    }

    private void over(DragEvent event) {
        boolean file = event.getDragboard().hasFiles();
        if (file) {
            event.acceptTransferModes(TransferMode.COPY);
        }
        if (event.getSource() instanceof javafx.scene.Node node) {
            node.pseudoClassStateChanged(OVER, file);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        if (!files.isEmpty()) {
            path.setText(files.getFirst().getPath());
        }
        event.setDropCompleted(!files.isEmpty());
        event.consume();
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Choose a picture, a film or a sound"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            path.setText(file.getPath());
        }
    }
}
