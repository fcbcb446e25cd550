package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.WindowSetting.Theme;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.words.Language;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Which colours the window has, and which language.
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
                .addAll(
                        new Field(
                                tr("Colours"),
                                segments,
                                tr("“As the system” follows when the system goes dark in the evening.")),
                        new Field(
                                tr("Language"),
                                language(studio),
                                tr("Another language is there at the next start of Rostrum.")));
    }

    private static Choices language(Studio studio) {
        Choices languages = new Choices(
                "language", chosen -> studio.window(studio.snapshot().window().withLanguage(Language.valueOf(chosen))));
        languages.setMaxWidth(USE_PREF_SIZE);
        languages.show(
                List.of(
                        new Choice(Language.SYSTEM.name(), tr("As the system")),
                        new Choice(Language.ENGLISH.name(), "English"),
                        new Choice(Language.GERMAN.name(), "Deutsch")),
                studio.snapshot().window().spoken().name());
        return languages;
    }

    private static String label(Theme theme) {
        return switch (theme) {
            case SYSTEM -> tr("As the system");
            case DARK -> tr("Dark");
            case LIGHT -> tr("Light");
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
