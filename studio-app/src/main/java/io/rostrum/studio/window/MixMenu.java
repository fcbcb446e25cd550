package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.MonitorDesk;
import io.rostrum.studio.overlay.Glyph;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

/// What can be done with the mix: its loudness measured anew, and what the monitor plays on.
final class MixMenu extends MenuButton {
    private final MonitorDesk desk;
    private final Menu outputs = new Menu(tr("Play the monitor on"), Glyph.MUSIC.small());

    MixMenu(MonitorDesk desk) {
        this.desk = desk;
        Controls.name(this, tr("More for the mix"));
        setGraphic(Glyph.MORE.small());
        getStyleClass().addAll("icon-button", "tight");
        MenuItem anew = new MenuItem(tr("Measure the loudness anew"), Glyph.RETRY.small());
        anew.setOnAction(_ -> desk.measureAnew());
        getItems().addAll(anew, outputs);
        offer(List.of());
        setOnShowing(_ -> desk.devices().thenAccept(found -> Platform.runLater(() -> offer(found))));
    }

    private void offer(List<String> devices) {
        String chosen = desk.view().device();
        List<String> names = new ArrayList<>(devices);
        if (!chosen.isEmpty() && !names.contains(chosen)) {
            names.add(chosen);
        }
        outputs.getItems().setAll(item("", tr("The default output"), chosen));
        for (String name : names) {
            outputs.getItems().add(item(name, name, chosen));
        }
    }

    private RadioMenuItem item(String name, String words, String chosen) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setSelected(name.equals(chosen));
        item.setOnAction(_ -> {
            desk.device(name);
            outputs.getItems().forEach(each -> ((RadioMenuItem) each).setSelected(each.equals(item)));
        });
        return item;
    }
}
