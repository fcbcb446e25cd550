package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.watermark.Corner;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/// Nine places in the picture, as small as a thumbnail of it. Arrow keys go from one to the next.
final class CornerPicker extends HBox {
    /// Row by row, as [Corner] names them.
    private static final List<Corner> ORDER = List.of(Corner.values());
    private static final int ACROSS = 3;
    private static final double NAME_WIDTH = 68;

    private final Map<Corner, ToggleButton> places = new EnumMap<>(Corner.class);

    CornerPicker(String owner, Consumer<Corner> chosen) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(tr("Place"));
        name.getStyleClass().addAll("small", "secondary");
        name.setMinWidth(NAME_WIDTH);
        GridPane grid = new GridPane();
        grid.getStyleClass().add("corner-picker");
        for (Corner corner : ORDER) {
            ToggleButton place = new ToggleButton();
            place.getStyleClass().add("corner");
            Controls.name(place, owner + ", " + corner.toString().replace('-', ' '));
            place.setOnAction(_ -> {
                follow(Optional.of(corner));
                chosen.accept(corner);
            });
            place.addEventHandler(KeyEvent.KEY_PRESSED, key -> step(corner, key));
            places.put(corner, place);
            grid.add(place, ORDER.indexOf(corner) % ACROSS, ORDER.indexOf(corner) / ACROSS);
        }
        getChildren().addAll(name, grid);
    }

    void follow(Optional<Corner> chosen) {
        places.forEach((corner, place) ->
                place.setSelected(chosen.isPresent() && chosen.get().equals(corner)));
    }

    private void step(Corner from, KeyEvent key) {
        KeyCode code = key.getCode();
        int column = ORDER.indexOf(from) % ACROSS;
        int next = ORDER.indexOf(from);
        if (code == KeyCode.LEFT && column > 0) {
            next--;
        } else if (code == KeyCode.RIGHT && column < ACROSS - 1) {
            next++;
        } else if (code == KeyCode.UP) {
            next -= ACROSS;
        } else if (code == KeyCode.DOWN) {
            next += ACROSS;
        } else {
            return;
        }
        key.consume();
        if (next >= 0 && next < places.size()) {
            ToggleButton place = places.get(ORDER.get(next));
            if (place != null) {
                place.requestFocus();
            }
        }
    }
}
