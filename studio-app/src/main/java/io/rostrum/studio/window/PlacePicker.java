package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Place;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Whether a source fills the canvas or is a small picture in one of its corners.
final class PlacePicker extends HBox {
    private static final List<Place> OFFERED =
            List.of(Place.WHOLE, Place.TOP_LEFT, Place.TOP_RIGHT, Place.BOTTOM_LEFT, Place.BOTTOM_RIGHT);

    private final Label name = new Label(tr("Place"));
    private final HBox segments = new HBox();
    private final Map<Place, ToggleButton> places = new EnumMap<>(Place.class);

    PlacePicker(Consumer<Place> chosen) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        name.getStyleClass().addAll("small", "secondary");
        segments.getStyleClass().add("segments");
        for (Place place : OFFERED) {
            ToggleButton button = new ToggleButton();
            button.setGraphic(sketch(place));
            button.getStyleClass().add("place");
            Controls.name(button, words(place));
            button.setOnAction(_ -> {
                follow(place);
                chosen.accept(place);
            });
            places.put(place, button);
            segments.getChildren().add(button);
        }
        getChildren().addAll(name, Controls.spring(), segments);
    }

    /// Shows where it is.
    ///
    /// @param locked whether it is to stay there
    void follow(Place chosen, boolean locked) {
        Controls.text(name, locked ? tr("Locked") : tr("Place"));
        segments.setDisable(locked);
        follow(chosen);
    }

    private void follow(Place chosen) {
        places.forEach((place, button) -> button.setSelected(place == chosen));
    }

    private static String words(Place place) {
        return switch (place) {
            case WHOLE -> tr("Fill the picture");
            case TOP_LEFT -> tr("Small, at the top left");
            case TOP_RIGHT -> tr("Small, at the top right");
            case BOTTOM_LEFT -> tr("Small, at the bottom left");
            case BOTTOM_RIGHT -> tr("Small, at the bottom right");
            case FREE -> tr("Somewhere else");
        };
    }

    private static StackPane sketch(Place place) {
        Region part = new Region();
        part.getStyleClass().add("sketch-part");
        if (place == Place.WHOLE) {
            part.setMaxSize(18, 10);
        } else {
            part.setMaxSize(8, 5);
        }
        StackPane sketch = new StackPane(part);
        sketch.getStyleClass().add("sketch");
        StackPane.setAlignment(
                part,
                switch (place) {
                    case WHOLE, FREE -> Pos.CENTER;
                    case TOP_LEFT -> Pos.TOP_LEFT;
                    case TOP_RIGHT -> Pos.TOP_RIGHT;
                    case BOTTOM_LEFT -> Pos.BOTTOM_LEFT;
                    case BOTTOM_RIGHT -> Pos.BOTTOM_RIGHT;
                });
        return sketch;
    }
}
