package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.function.Supplier;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Output, appearance, who may watch, and which programs may control the studio. What is right is saved at once. JavaFX
/// thread only.
public final class SettingsDialog {
    private final Studio studio;
    private final Overlay overlay;

    public SettingsDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Opens at the output.
    public void open() {
        ToggleGroup group = new ToggleGroup();
        ScrollPane scroll = new ScrollPane();
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox sections = new HBox(
                section(
                        "output",
                        tr("Output"),
                        Glyph.FILM,
                        group,
                        scroll,
                        () -> new OutputSettings(studio, this::setUp)),
                section("appearance", tr("Appearance"), Glyph.SUN, group, scroll, () -> new AppearanceSettings(studio)),
                section("keys", tr("Keys"), Glyph.KEYBOARD, group, scroll, () -> new KeySettings(studio)),
                section("network", tr("Network"), Glyph.NETWORK, group, scroll, () -> new NetworkSettings(studio)),
                section("remote", tr("Remote"), Glyph.REMOTE, group, scroll, () -> new RemoteSettings(studio)));
        sections.getStyleClass().add("segments");
        sections.setMaxWidth(HBox.USE_PREF_SIZE);
        HBox top = new HBox(sections);
        top.getStyleClass().add("toolbar");
        ((ToggleButton) sections.getChildren().getFirst()).fire();
        Button wizard = DialogFrame.plain(tr("Set-up wizard…"), this::setUp);
        wizard.setId("settings-setup");
        DialogFrame frame = new DialogFrame(
                        tr("Settings"), tr("What you change is saved at once."), new VBox(top, scroll), 700, 620)
                .withButtons(wizard, DialogFrame.spring(), DialogFrame.plain(tr("Close"), overlay::close));
        overlay.show(frame, tr("Settings"));
    }

    private void setUp() {
        overlay.close();
        new SetUpWizard(studio, overlay).open();
    }

    private static ToggleButton section(
            String id, String name, Glyph glyph, ToggleGroup group, ScrollPane place, Supplier<Node> content) {
        ToggleButton button = new ToggleButton(name, glyph.small());
        button.setId("section-" + id);
        button.setAccessibleRole(AccessibleRole.TAB_ITEM);
        button.setToggleGroup(group);
        button.setOnAction(_ -> {
            button.setSelected(true);
            VBox padded = new VBox(content.get());
            padded.getStyleClass().add("scrolled-content");
            place.setContent(padded);
            place.setVvalue(0);
        });
        return button;
    }
}
