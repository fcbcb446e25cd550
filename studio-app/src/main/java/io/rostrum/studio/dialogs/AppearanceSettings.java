package io.rostrum.studio.dialogs;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.WindowSetting.Theme;
import io.rostrum.studio.overlay.Glyph;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Which colours the window has.
final class AppearanceSettings extends VBox {
    AppearanceSettings(Studio studio) {
        getStyleClass().add("fields");
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        segments.setMaxWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        Theme now = studio.snapshot().window().theme();
        for (Theme theme : Theme.values()) {
            ToggleButton button = new ToggleButton(label(theme), glyph(theme).small());
            button.setId("theme-" + theme.name().toLowerCase(Locale.ROOT));
            button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
            button.setToggleGroup(group);
            button.setSelected(theme == now);
            button.setOnAction(_ -> {
                button.setSelected(true);
                studio.window(studio.snapshot().window().withTheme(theme));
            });
            segments.getChildren().add(button);
        }
        getChildren()
                .add(new Field(
                        "Colours", segments, "“As the system” follows when the system goes dark in the evening."));
    }

    private static String label(Theme theme) {
        return switch (theme) {
            case SYSTEM -> "As the system";
            case DARK -> "Dark";
            case LIGHT -> "Light";
        };
    }

    private static Glyph glyph(Theme theme) {
        return switch (theme) {
            case SYSTEM -> Glyph.SYSTEM_THEME;
            case DARK -> Glyph.MOON;
            case LIGHT -> Glyph.SUN;
        };
    }
}
