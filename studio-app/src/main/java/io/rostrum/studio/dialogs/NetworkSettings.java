package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.overlay.Glyph;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// Who may watch, and how the bundled server is.
final class NetworkSettings extends VBox {
    private final Studio studio;
    private final NetworkQuestion network;
    private final ToggleButton open = new ToggleButton();
    private final Label means = Texts.small("");
    private final StackPane asking = new StackPane();
    private final Label state = new Label();
    private final Label page = Texts.small("");
    private final Button restart = DialogFrame.plain(tr("Start it again"), this::restart);

    NetworkSettings(Studio studio) {
        this.studio = studio;
        network = new NetworkQuestion(studio);
        getStyleClass().add("fields");
        open.setId("open-to-network");
        open.getStyleClass().add("switch");
        open.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        open.setAccessibleText(tr("Let phones and other computers watch"));
        open.setOnAction(_ -> switched());
        Label name = new Label(tr("Let phones and other computers watch"));
        name.getStyleClass().add("strong");
        name.setLabelFor(open);
        HBox row = new HBox(name, DialogFrame.spring(), open);
        row.setAlignment(Pos.CENTER_LEFT);
        asking.managedProperty().bind(asking.visibleProperty());
        asking.setVisible(false);
        state.getStyleClass().add("chip");
        state.setId("server-state");
        restart.setId("restart-server");
        restart.setGraphic(Glyph.RETRY.small());
        restart.managedProperty().bind(restart.visibleProperty());
        Label server = new Label(tr("Your own server"));
        server.getStyleClass().add("strong");
        HBox head = new HBox(server, state, DialogFrame.spring(), restart);
        head.getStyleClass().add("spaced");
        head.setAlignment(Pos.CENTER_LEFT);
        VBox who = new VBox(row, means, asking);
        who.getStyleClass().add("field");
        VBox how = new VBox(head, page);
        how.getStyleClass().add("field");
        getChildren().addAll(who, how);
        WhileShown.every(this, Duration.millis(500), this::refresh, () -> {});
        refresh();
    }

    private void switched() {
        if (!open.isSelected()) {
            asking.setVisible(false);
            studio.openToNetwork(false);
            refresh();
            return;
        }
        network.open(this::answered).ifPresent(question -> {
            asking.getChildren().setAll(question);
            asking.setVisible(true);
            question.askNow();
        });
        refresh();
    }

    private void answered() {
        asking.setVisible(false);
        asking.getChildren().clear();
        refresh();
        open.requestFocus();
    }

    private void restart() {
        studio.restartServer();
        refresh();
    }

    private void refresh() {
        Server server = studio.snapshot().server();
        boolean network = server instanceof Server.Running reached && reached.network();
        if (!asking.isVisible()) {
            open.setSelected(network);
        }
        open.setDisable(!(server instanceof Server.Running));
        means.setText(
                network
                        ? tr("Whoever knows the address and is in your network can watch.")
                        : tr("Only this computer can open the page now. Services like Twitch are not concerned."));
        state.getStyleClass().removeAll("ok", "warn", "live");
        restart.setVisible(server instanceof Server.Failed);
        switch (server) {
            case Server.Starting() -> {
                say(tr("starting"), "warn", Glyph.CLOCK);
                page.setText(tr("It takes a few seconds."));
            }
            case Server.Running running -> {
                say(tr("running"), "ok", Glyph.CHECK_CIRCLE);
                int watchers = running.watchers();
                page.setText(running.page() + ", " + trn("{0} person watches", "{0} people watch", watchers));
            }
            case Server.Failed(String why) -> {
                say(tr("failed"), "live", Glyph.ERROR);
                page.setText(tr("{0}. Other destinations go on.", said(why)));
            }
        }
    }

    private void say(String word, String style, Glyph glyph) {
        if (!state.getText().equals(word)) {
            state.setText(word);
            FontIcon icon = glyph.small();
            icon.getStyleClass().add(style);
            state.setGraphic(icon);
        }
        state.getStyleClass().add(style);
    }
}
