package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The categories at the side, with how many things are in each. The arrow keys choose.
final class CategoryList extends ScrollPane {
    private final VBox list = new VBox();
    private final ToggleGroup group = new ToggleGroup();
    private final Map<SourceCategory, ToggleButton> buttons = new EnumMap<>(SourceCategory.class);
    private final Map<SourceCategory, Label> counts = new EnumMap<>(SourceCategory.class);

    /// @param chosen told which category is to be shown
    CategoryList(Consumer<SourceCategory> chosen) {
        list.getStyleClass().add("categories");
        list.getChildren().add(Texts.heading(tr("Picture")));
        for (SourceCategory category : SourceCategory.values()) {
            if (category == SourceCategory.MICROPHONE) {
                list.getChildren().add(Texts.heading(tr("Sound")));
            }
            list.getChildren().add(button(category, chosen));
        }
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            }
            buttons.values().forEach(button -> button.setFocusTraversable(button.isSelected()));
            reveal();
        });
        getStyleClass().add("category-scroll");
        setContent(list);
        viewportBoundsProperty().addListener((_, _, _) -> reveal());
        list.heightProperty().addListener((_, _, _) -> reveal());
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private ToggleButton button(SourceCategory category, Consumer<SourceCategory> chosen) {
        Label name = new Label(tr(category.label()), OfferCard.glyph(category).small());
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label count = new Label();
        count.getStyleClass().addAll("hint", "numbers");
        counts.put(category, count);
        ToggleButton button = new ToggleButton();
        button.setId("category-" + category.name().toLowerCase(Locale.ROOT));
        HBox row = new HBox(name, count);
        row.setAlignment(Pos.CENTER_LEFT);
        button.setGraphic(row);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
        button.setAccessibleText(tr(category.label()));
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().setAll("category");
        button.setToggleGroup(group);
        button.setFocusTraversable(false);
        button.selectedProperty().addListener((_, _, selected) -> {
            if (selected) {
                chosen.accept(category);
            }
        });
        buttons.put(category, button);
        return button;
    }

    void choose(SourceCategory category) {
        group.selectToggle(Objects.requireNonNull(buttons.get(category)));
    }

    /// Scrolls as far as it takes to see the chosen one and what is beside it, where not all have room.
    private void reveal() {
        double seen = getViewportBounds().getHeight();
        double hidden = list.getHeight() - seen;
        if (hidden > 0 && group.getSelectedToggle() instanceof ToggleButton chosen) {
            Bounds place = chosen.getBoundsInParent();
            double highest = place.getMaxY() + place.getHeight() - seen;
            double lowest = place.getMinY() - place.getHeight();
            setVvalue(Math.clamp(Math.clamp(getVvalue() * hidden, highest, lowest) / hidden, 0, 1));
        }
    }

    /// Writes how many things are in each category; what is made has no number.
    void count(ToIntFunction<SourceCategory> counter) {
        buttons.forEach((category, button) -> {
            int count = counter.applyAsInt(category);
            boolean counted = category.listed();
            Objects.requireNonNull(counts.get(category)).setText(counted ? String.valueOf(count) : "");
            button.setAccessibleHelp(counted ? String.valueOf(count) : "");
        });
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.UP && event.getCode() != KeyCode.DOWN) {
            return;
        }
        List<SourceCategory> all = List.of(SourceCategory.values());
        for (int at = 0; at < all.size(); at++) {
            ToggleButton button = Objects.requireNonNull(buttons.get(all.get(at)));
            int to = at + (event.getCode() == KeyCode.UP ? -1 : 1);
            if (button.isFocused() && to >= 0 && to < all.size()) {
                choose(all.get(to));
                Objects.requireNonNull(buttons.get(all.get(to))).requestFocus();
                break;
            }
        }
        event.consume();
    }
}
