package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.RemoteDesk;
import io.rostrum.studio.engine.RemoteSetting;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Tip;
import io.rostrum.studio.server.NetworkAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Which programs may control the studio, what they have to know, and who does.
final class RemoteSettings extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final RemoteDesk desk;
    private final ToggleButton on = toggle("remote-on", tr("Let other programs control the studio"));
    private final ToggleButton network = toggle("remote-network", tr("Let programs of other computers in"));
    private final Label state = new Label();
    private final Label who = Texts.small("");
    private final Button again = DialogFrame.plain(tr("Try again"), this::again);
    private final TextField port = new TextField();
    private final Field portField =
            new Field(tr("Port"), port, tr("Programs look at port {0} first.", RemoteSetting.USUAL_PORT));
    private final PasswordField masked = new PasswordField();
    private final TextField open = new TextField();
    private final Label reached = Texts.small("");
    private final StackPane asking = new StackPane();
    private final VBox details;

    RemoteSettings(Studio studio) {
        desk = studio.remote();
        getStyleClass().add("fields");
        on.setOnAction(_ -> desk.set(desk.setting().withOn(on.isSelected())));
        network.setOnAction(_ -> networkSwitched());
        state.setId("remote-state");
        state.getStyleClass().add("chip");
        who.setId("remote-who");
        again.setId("remote-again");
        again.setGraphic(Glyph.RETRY.small());
        again.managedProperty().bind(again.visibleProperty());
        asking.managedProperty().bind(asking.visibleProperty());
        asking.setVisible(false);
        HBox head = new HBox(strong(tr("Control"), null), state, DialogFrame.spring(), again);
        head.getStyleClass().add("spaced");
        head.setAlignment(Pos.CENTER_LEFT);
        port.setId("remote-port");
        port.setPrefColumnCount(6);
        port.setMaxWidth(USE_PREF_SIZE);
        port.setText(String.valueOf(desk.setting().port()));
        port.setOnAction(_ -> savePort());
        port.focusedProperty().addListener((_, was, _) -> {
            if (was) {
                savePort();
            }
        });
        details = new VBox(
                field(head, who),
                new Field(
                        tr("Password"),
                        masked,
                        password(),
                        tr("Programs ask for it once. With another one, those that are connected have to come again.")),
                portField,
                field(row(tr("Let programs of other computers in"), network), reached, asking));
        details.getStyleClass().add("fields");
        details.managedProperty().bind(details.visibleProperty());
        getChildren()
                .addAll(
                        field(
                                row(tr("Let other programs control the studio"), on),
                                Texts.small(tr(
                                        "Keys on a desk, phones and scripts that speak obs-websocket 5: they change scenes, "
                                                + "sound, recording and the broadcast."))),
                        details);
        WhileShown.every(this, Duration.millis(500), this::refresh, () -> {});
        refresh();
    }

    private static ToggleButton toggle(String id, String name) {
        ToggleButton toggle = new ToggleButton();
        toggle.setId(id);
        toggle.getStyleClass().add("switch");
        toggle.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        toggle.setAccessibleText(name);
        return toggle;
    }

    private static Label strong(String text, @Nullable Node names) {
        Label label = new Label(text);
        label.getStyleClass().add("strong");
        label.setLabelFor(names);
        return label;
    }

    private static HBox row(String text, ToggleButton toggle) {
        HBox row = new HBox(strong(text, toggle), DialogFrame.spring(), toggle);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static VBox field(Node... nodes) {
        VBox field = new VBox(nodes);
        field.getStyleClass().add("field");
        return field;
    }

    private Node password() {
        masked.setId("remote-password");
        masked.setEditable(false);
        open.setId("remote-password-open");
        open.setEditable(false);
        open.setAccessibleText(tr("Password"));
        ToggleButton reveal = new ToggleButton(tr("Show"), Glyph.VISIBLE.small());
        reveal.setId("remote-password-reveal");
        reveal.setMinWidth(USE_PREF_SIZE);
        reveal.setTooltip(Tip.of(tr("Show the password. Mind who sees your screen.")));
        reveal.textProperty().bind(reveal.selectedProperty().map(shown -> shown ? tr("Hide") : tr("Show")));
        open.textProperty().bind(masked.textProperty());
        open.visibleProperty().bind(reveal.selectedProperty());
        masked.visibleProperty().bind(reveal.selectedProperty().not());
        StackPane both = new StackPane(masked, open);
        HBox.setHgrow(both, Priority.ALWAYS);
        Button copy = DialogFrame.plain(tr("Copy"), this::copy);
        copy.setId("remote-password-copy");
        copy.setGraphic(Glyph.COPY.small());
        Button renew = DialogFrame.plain(tr("Make another"), this::renew);
        renew.setId("remote-password-new");
        HBox row = new HBox(both, reveal, copy, renew);
        row.getStyleClass().add("joined");
        return row;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(desk.setting().password());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void renew() {
        desk.renewPassword();
        refresh();
    }

    private void again() {
        desk.set(desk.setting());
        refresh();
    }

    private void savePort() {
        Optional<String> wrong = Optional.empty();
        try {
            int typed = Integer.parseInt(port.getText().strip());
            if (typed < RemoteSetting.LEAST_PORT || typed > RemoteSetting.MOST_PORT) {
                wrong = Optional.of(expected());
            } else if (typed != desk.setting().port()) {
                desk.set(desk.setting().withPort(typed));
            }
        } catch (NumberFormatException e) {
            wrong = Optional.of(expected());
        }
        portField.trouble(wrong);
    }

    private static String expected() {
        return tr("Expected a number from {0} to {1}.", RemoteSetting.LEAST_PORT, RemoteSetting.MOST_PORT);
    }

    private void networkSwitched() {
        if (!network.isSelected()) {
            answered();
            desk.set(desk.setting().withNetwork(false));
            return;
        }
        Question question = new Question(
                tr("Let programs of other computers in?"),
                tr("Everybody in your network who knows the password can control the studio then, and "
                        + "nothing that is said is encrypted. Do it at home or at work, not in a café."),
                tr("Only this computer"),
                tr("Let them in"),
                this::answered,
                () -> {
                    desk.set(desk.setting().withNetwork(true));
                    answered();
                });
        asking.getChildren().setAll(question);
        asking.setVisible(true);
        question.askNow();
    }

    private void answered() {
        asking.setVisible(false);
        asking.getChildren().clear();
        refresh();
    }

    private void refresh() {
        RemoteSetting setting = desk.setting();
        on.setSelected(setting.on());
        if (!asking.isVisible()) {
            network.setSelected(setting.network());
        }
        details.setVisible(setting.on());
        if (!masked.getText().equals(setting.password())) {
            masked.setText(setting.password());
        }
        reached.setText(
                setting.network()
                        ? tr(
                                "They reach it at ws://{0}:{1}",
                                NetworkAddress.find().getHostAddress(), setting.port())
                        : tr("Only programs of this computer reach it, at ws://127.0.0.1:{0}", setting.port()));
        switch (desk.state()) {
            case RemoteState.Off() -> say(tr("starting"), "warn", Glyph.CLOCK, tr("It takes a moment."));
            case RemoteState.Listening(int _, List<RemoteState.Client> clients) ->
                say(tr("ready"), "ok", Glyph.CHECK_CIRCLE, connected(clients));
            case RemoteState.Failed(String reason) -> {
                String why = said(reason);
                say(
                        tr("failed"),
                        "live",
                        Glyph.ERROR,
                        why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".");
            }
        }
        again.setVisible(desk.state() instanceof RemoteState.Failed);
    }

    private static String connected(List<RemoteState.Client> clients) {
        return clients.isEmpty()
                ? tr("No program is connected.")
                : clients.stream()
                        .map(client -> tr(
                                "{0} since {1}",
                                client.address(), TIME.format(client.since().atZone(ZoneId.systemDefault()))))
                        .collect(Collectors.joining(", ", tr("Connected:") + " ", ""));
    }

    private void say(String word, String style, Glyph glyph, String line) {
        if (!state.getText().equals(word)) {
            state.setText(word);
            FontIcon icon = glyph.small();
            icon.getStyleClass().add(style);
            state.setGraphic(icon);
            state.getStyleClass().removeAll("ok", "warn", "live");
            state.getStyleClass().add(style);
        }
        who.setText(line);
    }
}
