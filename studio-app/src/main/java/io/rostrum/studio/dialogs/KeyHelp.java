package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Overlay;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// All keys at a glance, as [Shortcuts] has them. JavaFX thread only.
public final class KeyHelp {
    private final Overlay overlay;
    private final KeyBindings bindings;
    private final boolean mac;

    /// @param bindings those in use
    public KeyHelp(Overlay overlay, KeyBindings bindings) {
        this.overlay = overlay;
        this.bindings = bindings;
        mac = System.getProperty("os.name", "").startsWith("Mac");
    }

    public void open() {
        FlowPane groups = new FlowPane();
        groups.getStyleClass().add("key-groups");
        for (Shortcuts.Group group : Shortcuts.Group.values()) {
            VBox box = new VBox(Texts.heading(tr(group.label())));
            box.getStyleClass().add("key-group");
            for (Shortcuts key : group.keys()) {
                box.getChildren().add(row(key));
            }
            groups.getChildren().add(box);
        }
        ScrollPane scroll = new ScrollPane(groups);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        DialogFrame frame = new DialogFrame(tr("Keys"), "", scroll, 760, 560)
                .withButtons(DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close));
        overlay.show(frame, tr("Keys"));
    }

    private HBox row(Shortcuts key) {
        HBox caps = new HBox();
        caps.getStyleClass().add("caps");
        caps.setAlignment(Pos.CENTER_RIGHT);
        caps.setMinWidth(HBox.USE_PREF_SIZE);
        for (String cap : bindings.caps(key, mac)) {
            Label label = new Label(cap);
            label.getStyleClass().add("cap");
            label.setMinWidth(Label.USE_PREF_SIZE);
            caps.getChildren().add(label);
        }
        HBox row = new HBox(Texts.wrapped(tr(key.what())), DialogFrame.spring(), caps);
        row.getStyleClass().add("key-row");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setAccessibleText(tr(key.what()) + ": " + bindings.text(key, mac));
        return row;
    }
}
