package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.Film;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Where a film is, from its beginning to its end: dragged, clicked, or moved by keys it goes elsewhere.
/// While it is dragged it shows where that would be, and the film goes there when it is let go.
final class FilmBar extends HBox {
    private static final double STEP_MILLIS = 10_000;

    private final Consumer<Duration> seek;
    private final Slider slider = new Slider(0, 1, 0);
    private final Label at = new Label();
    private final Label whole = new Label();
    private String shown = "";
    private boolean following;
    private boolean moved;

    /// @param seek goes there
    FilmBar(Consumer<Duration> seek) {
        super(8);
        this.seek = seek;
        setAlignment(Pos.CENTER_LEFT);
        slider.setId("film-bar");
        slider.setAccessibleText(tr("Where the film is, in seconds"));
        slider.setBlockIncrement(STEP_MILLIS);
        slider.setMinWidth(0);
        HBox.setHgrow(slider, Priority.ALWAYS);
        for (Label label : new Label[] {at, whole}) {
            label.getStyleClass().addAll("small", "numbers", "secondary");
            label.setMinWidth(USE_PREF_SIZE);
        }
        slider.valueProperty().addListener((_, _, value) -> {
            Controls.text(at, time(value.longValue()));
            if (!following) {
                moved = true;
                if (!slider.isPressed()) {
                    letGo();
                }
            }
        });
        slider.setOnMouseReleased(_ -> letGo());
        getChildren().addAll(at, slider, whole);
        Controls.present(this, false);
    }

    private void letGo() {
        if (moved) {
            moved = false;
            seek.accept(Duration.ofMillis((long) slider.getValue()));
        }
    }

    /// Shows where a film is, unless it is being dragged.
    ///
    /// @param source id of what is played
    /// @param film   empty for what is none
    void follow(String source, Optional<Film> film) {
        Controls.present(this, film.isPresent());
        boolean other = !source.equals(shown);
        shown = source;
        moved &= !other;
        if (film.isPresent() && (other || !slider.isPressed())) {
            following = true;
            slider.setMax((double) film.get().whole().toMillis());
            slider.setValue((double) film.get().at().toMillis());
            following = false;
            Controls.text(whole, time(film.get().whole().toMillis()));
        }
    }

    private static String time(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
