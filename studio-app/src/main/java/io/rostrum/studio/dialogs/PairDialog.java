package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.server.PairingApi;
import io.rostrum.studio.server.PairingApi.Outcome;
import io.rostrum.studio.server.PairingApi.Place;
import java.util.Optional;
import java.util.UUID;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Makes a destination of a Rostrum server that somebody else runs, by a code in place of a stream key;
/// or forgets the server that this studio is paired with. JavaFX thread only.
public final class PairDialog {
    private static final double WIDTH = 560;

    private final Studio studio;
    private final Overlay overlay;
    private final PairingApi api = new PairingApi();
    private final TextField address = new TextField();
    private final TextField code = new TextField();
    private final TextField name = new TextField(tr("Studio of {0}", System.getProperty("user.name", "")));
    private final Field addressField = new Field(
            tr("Address"), address, tr("Of the server's pages. What its page copies goes here whole, with the code."));
    private final Field codeField =
            new Field(tr("Code"), code, tr("The server's owner makes one under Devices. It is good for ten minutes."));
    private final Field nameField = new Field(tr("Name"), name, tr("As the server's owner will see this studio."));
    private final Label unencrypted =
            Texts.small(tr("Not encrypted: others on the way can read the key. Use https:// if the server offers it."));
    private final Button pair = DialogFrame.primary(tr("Pair"), this::pair);

    public PairDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    public void open() {
        address.setId("pair-address");
        address.setPromptText("https://live.school.example");
        address.setUserData(Overlay.FIRST_FOCUS);
        code.setId("pair-code");
        code.setPromptText("ABCD-EFGH");
        name.setId("pair-name");
        unencrypted.setGraphic(Glyph.INFO.small());
        unencrypted.managedProperty().bind(unencrypted.visibleProperty());
        unencrypted.setVisible(false);
        address.textProperty().subscribe(_ -> typed());
        code.textProperty().subscribe(_ -> codeField.trouble(Optional.empty()));
        name.textProperty().subscribe(_ -> nameField.trouble(Optional.empty()));
        VBox fields = new VBox(addressField, unencrypted, codeField, nameField);
        fields.getStyleClass().addAll("fields", "scrolled-content");
        studio.schedule().paired().ifPresent(server -> fields.getChildren().addFirst(paired(server, fields)));
        DialogFrame frame = new DialogFrame(
                        tr("Pair with a Rostrum server"),
                        tr("The server gives this studio a stream key of its own; nobody has to copy one."),
                        fields,
                        WIDTH,
                        0)
                .withButtons(DialogFrame.spring(), DialogFrame.plain(tr("Cancel"), overlay::close), pair);
        overlay.show(frame, tr("Pair with a Rostrum server"));
    }

    /// {@return the line on the server that this studio is paired with}
    private VBox paired(Paired server, VBox fields) {
        Button forget = DialogFrame.plain(tr("Forget…"), () -> {});
        forget.setId("forget-pairing");
        Label words = Texts.wrapped(tr(
                "This studio is paired with {0}, for the stream “{1}”. Another pairing takes its place.",
                server.host(), server.stream()));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(12, words, forget);
        row.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(row);
        card.getStyleClass().add("card");
        forget.setOnAction(_ -> askToForget(server, fields, card));
        return card;
    }

    private void askToForget(Paired server, VBox fields, VBox card) {
        Unpairing unpairing = new Unpairing(studio, overlay);
        Question question = new Question(
                        tr("Forget the pairing with {0}?", server.host()),
                        unpairing.follows(server),
                        tr("Keep it"),
                        tr("Forget it"),
                        () -> fields.getChildren().set(0, card),
                        () -> {
                            overlay.close();
                            unpairing.forget(server);
                        })
                .losing();
        fields.getChildren().set(0, question);
        question.askNow();
    }

    private void typed() {
        Optional<Place> place = Place.parse(address.getText());
        addressField.trouble(Optional.empty());
        unencrypted.setVisible(!address.getText().isBlank()
                && place.filter(Place::readableOnTheWay).isPresent());
        place.map(Place::code).filter(found -> !found.isEmpty()).ifPresent(code::setText);
    }

    private void pair() {
        Optional<Place> place = address.getText().isBlank() ? Optional.empty() : Place.parse(address.getText());
        if (place.isEmpty()) {
            say(addressField, address, tr("That is no address. It looks like https://live.school.example."));
        } else if (code.getText().isBlank()) {
            say(codeField, code, tr("Without a code the server takes nobody."));
        } else if (name.getText().isBlank()) {
            say(nameField, name, tr("The server wants a name."));
        } else {
            ask(place.get());
        }
    }

    private static void say(Field field, TextField input, String trouble) {
        field.trouble(Optional.of(trouble));
        input.requestFocus();
    }

    private void ask(Place place) {
        pair.setDisable(true);
        pair.setText(tr("Pairing…"));
        String typedCode = code.getText();
        String typedName = name.getText().strip();
        Thread.ofVirtual().name("pairing").start(() -> {
            Outcome outcome = api.pair(place, typedCode, typedName, program());
            Platform.runLater(() -> ended(place, outcome));
        });
    }

    private static String program() {
        String version = PairDialog.class.getPackage().getImplementationVersion();
        return "Rostrum " + (version == null ? "" : version + " ") + "(" + System.getProperty("os.name") + ")";
    }

    private void ended(Place place, Outcome outcome) {
        pair.setDisable(false);
        pair.setText(tr("Pair"));
        switch (outcome) {
            case Outcome.Paired(String stream, String to, String key, String token) -> {
                DestinationSetting made = new DestinationSetting(
                        UUID.randomUUID().toString(), stream + ", " + place.host(), to, key, true);
                studio.destination(made);
                studio.schedule().pair(new Paired(place.base(), stream, token, made.id()));
                if (pair.getScene() != null) {
                    overlay.close();
                }
                overlay.toast(tr("Paired: “{0}” is among the destinations", made.name()));
            }
            case Outcome.Refused(PairingApi.Why why) -> {
                switch (why) {
                    case WRONG_CODE ->
                        say(codeField, code, tr("This code is mistyped or used up. Ask for another one."));
                    case EXPIRED ->
                        say(codeField, code, tr("This code is older than ten minutes. Ask for another one."));
                    case TOO_OFTEN -> say(codeField, code, tr("That was tried too often. Wait a minute."));
                    case BAD_NAME -> say(nameField, name, tr("The server does not take this name. Try a shorter one."));
                    case NO_ANSWER ->
                        say(
                                addressField,
                                address,
                                tr(
                                        "No server answers there. Look at the address, and whether it is reached from here."));
                    case NO_ROSTRUM -> say(addressField, address, tr("What answers there is no Rostrum server."));
                }
            }
        }
    }
}
