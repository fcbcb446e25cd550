package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What can be set on a camera. It is folded until it is asked for: a camera has many controls, and most people
/// leave them as they are.
final class CameraCard extends VBox {
    /// Hears what the user sets.
    @FunctionalInterface
    interface Owner {
        void set(String control, int value);
    }

    private static final double NAME_WIDTH = 96;

    /// A camera takes a moment; until then its controls stay where the user has put them.
    private static final long OWN_WORD_NANOS = 600_000_000;

    private final Owner owner;
    private final VBox lines = new VBox();
    private final ToggleButton open = new ToggleButton(tr("Camera"), Glyph.CAMERA.small());
    private final Button reset;
    private final Map<String, IntConsumer> followers = new LinkedHashMap<>();
    private List<CameraControl> shown = List.of();
    private long lastWordNanos;
    private boolean saidEver;
    private boolean following;

    CameraCard(Owner told) {
        owner = (control, value) -> {
            lastWordNanos = System.nanoTime();
            saidEver = true;
            told.set(control, value);
        };
        getStyleClass().addAll("card", "camera-card");
        open.setId("camera-controls");
        open.getStyleClass().addAll("quiet", "strong");
        open.setAccessibleText(tr("What can be set on the camera"));
        open.setMaxWidth(Double.MAX_VALUE);
        open.setAlignment(Pos.CENTER_LEFT);
        open.setGraphicTextGap(8);
        HBox.setHgrow(open, Priority.ALWAYS);
        open.setOnAction(_ -> unfold());
        reset = Controls.iconButton(Glyph.RETRY, tr("As the camera sets itself"), this::reset);
        reset.setGraphic(Glyph.RETRY.small());
        reset.getStyleClass().add("tight");
        HBox head = new HBox(8, open, reset);
        head.setAlignment(Pos.CENTER_LEFT);
        lines.getStyleClass().add("filter-controls");
        getChildren().addAll(head, lines);
        unfold();
    }

    private void unfold() {
        Controls.present(lines, open.isSelected());
        Controls.present(reset, open.isSelected());
    }

    private void reset() {
        shown.forEach(control -> owner.set(control.name(), control.defaultValue()));
    }

    /// Shows the controls as they are; those that the user is at are left alone.
    void follow(List<CameraControl> controls) {
        Controls.present(this, !controls.isEmpty());
        if (!kinds(controls).equals(kinds(shown))) {
            followers.clear();
            List<Node> made = new ArrayList<>();
            controls.forEach(control -> made.add(line(control)));
            lines.getChildren().setAll(made);
        }
        shown = controls;
        if (saidEver && System.nanoTime() - lastWordNanos < OWN_WORD_NANOS) {
            return;
        }
        following = true;
        for (CameraControl control : controls) {
            IntConsumer follower = followers.get(control.name());
            if (follower != null) {
                follower.accept(control.value());
            }
        }
        following = false;
    }

    /// {@return what the lines are made from: all but the values}
    private static List<CameraControl> kinds(List<CameraControl> controls) {
        return controls.stream()
                .map(control -> new CameraControl(
                        control.name(),
                        control.minimum(),
                        control.maximum(),
                        control.defaultValue(),
                        control.defaultValue(),
                        control.choices()))
                .toList();
    }

    private Node line(CameraControl control) {
        if (!control.choices().isEmpty()) {
            return named(control, menu(control));
        }
        if (control.minimum() == 0 && control.maximum() == 1) {
            return named(control, onOff(control));
        }
        SliderLine line = new SliderLine(
                tr("Camera"),
                said(control.name()),
                control.minimum(),
                control.maximum(),
                Math.max(1, (control.maximum() - (double) control.minimum()) / 50),
                value -> Long.toString(Math.round(value)),
                value -> owner.set(control.name(), (int) Math.round(value)));
        followers.put(control.name(), line::follow);
        return line;
    }

    private Node menu(CameraControl control) {
        ComboBox<String> menu = new ComboBox<>();
        menu.getItems().setAll(control.choices());
        menu.setMaxWidth(Double.MAX_VALUE);
        menu.setAccessibleText(tr("Camera, {0}", said(control.name())));
        menu.setOnAction(_ -> {
            if (!following) {
                owner.set(
                        control.name(),
                        control.minimum() + menu.getSelectionModel().getSelectedIndex());
            }
        });
        followers.put(control.name(), value -> {
            if (!menu.isShowing()) {
                menu.getSelectionModel().select(value - control.minimum());
            }
        });
        return menu;
    }

    private Node onOff(CameraControl control) {
        ToggleButton on = Controls.slideSwitch(tr("Camera, {0}", said(control.name())));
        on.setOnAction(_ -> owner.set(control.name(), on.isSelected() ? 1 : 0));
        followers.put(control.name(), value -> on.setSelected(value != 0));
        return on;
    }

    private static Node named(CameraControl control, Node node) {
        Label name = Controls.line("small", "secondary");
        Controls.say(name, said(control.name()));
        name.setMinWidth(NAME_WIDTH);
        name.setPrefWidth(NAME_WIDTH);
        HBox line = new HBox(8, name, node);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(node, Priority.SOMETIMES);
        return line;
    }
}
