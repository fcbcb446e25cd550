package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.overlay.Glyph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// All channels of sound beside each other, and the mix.
final class MixerPanel extends VBox {
    private static final double MASTER_WIDTH = 140;

    private final Studio studio;
    private final Consumer<String> shape;
    private final Map<String, ChannelStrip> strips = new LinkedHashMap<>();
    private final HBox row = new HBox();
    private final LevelMeter mix = new LevelMeter();
    private final LoudnessFigures loudness = new LoudnessFigures();
    private final VBox empty;
    private final ScrollPane scroll = new ScrollPane(row);

    /// @param add   opens the choice of sounds
    /// @param shape opens what is done to the sound of a channel, by its id
    MixerPanel(Studio studio, Runnable add, Consumer<String> shape) {
        this.studio = studio;
        this.shape = shape;
        getStyleClass().addAll("panel", "mixer");
        Button addButton = Controls.iconButton(Glyph.ADD, tr("Add a sound"), add);

        row.getStyleClass().add("strips");
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        Controls.drawSparingly(scroll);
        HBox.setHgrow(scroll, Priority.ALWAYS);

        Label mixName = new Label(tr("Mix"));
        mixName.getStyleClass().add("small");
        mix.setAccessibleText(tr("Level of the mix"));
        HBox head = new HBox(mixName, Controls.spring(), new MixMenu(studio.monitor()));
        head.setAlignment(Pos.CENTER_LEFT);
        HBox levels = new HBox(8, mix, loudness);
        VBox.setVgrow(levels, Priority.ALWAYS);
        VBox master = new VBox(head, levels);
        master.getStyleClass().addAll("strip", "master");
        master.setMinWidth(MASTER_WIDTH);

        Label nothing = new Label(tr("No sound yet. Add a microphone, or what this computer plays."));
        Button first = Controls.button(Glyph.MIC, tr("Add a sound"), add);
        empty = new VBox(nothing, first);
        empty.getStyleClass().add("empty");
        HBox.setHgrow(empty, Priority.ALWAYS);

        HBox body = new HBox(empty, scroll, master);
        body.setAlignment(Pos.TOP_LEFT);
        body.getStyleClass().add("mixer-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(Controls.header(new Label(tr("Sound")), addButton), body);
    }

    /// Brings strips up to date in place; makes only those that are new.
    void update(StudioSnapshot snapshot) {
        List<String> ids = snapshot.channels().stream().map(ChannelView::id).toList();
        if (!List.copyOf(strips.keySet()).equals(ids)) {
            Map<String, ChannelStrip> before = Map.copyOf(strips);
            strips.clear();
            for (ChannelView channel : snapshot.channels()) {
                ChannelStrip strip = before.get(channel.id());
                strips.put(channel.id(), strip != null ? strip : new ChannelStrip(studio, channel, shape));
            }
            row.getChildren().setAll(strips.values());
        }
        for (ChannelView channel : snapshot.channels()) {
            strip(channel.id()).ifPresent(strip -> strip.update(channel));
        }
        loudness.update(studio.monitor().view().loudness());
        Controls.present(empty, ids.isEmpty());
        Controls.present(scroll, !ids.isEmpty());
    }

    /// Moves the meters on.
    void advance(StudioSnapshot snapshot, double seconds) {
        for (ChannelView channel : snapshot.channels()) {
            strip(channel.id()).ifPresent(strip -> strip.advance(channel.level(), seconds));
        }
        mix.advance(snapshot.level(), seconds);
    }

    /// {@return the channel that has the keyboard; where none has it, the first}
    Optional<String> selected() {
        for (Map.Entry<String, ChannelStrip> strip : strips.entrySet()) {
            Node owner = getScene() == null ? null : getScene().getFocusOwner();
            for (Node at = owner; at != null; at = at.getParent()) {
                if (at.equals(strip.getValue())) {
                    return Optional.of(strip.getKey());
                }
            }
        }
        return strips.keySet().stream().findFirst();
    }

    /// {@return whether a strip has the keyboard}
    boolean hasKeyboard() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at.equals(this)) {
                return true;
            }
        }
        return false;
    }

    Optional<ChannelStrip> strip(String id) {
        return Optional.ofNullable(strips.get(id));
    }
}
