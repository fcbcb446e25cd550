package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.DeliverySetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// The fields of a destination: which service, its name, its address, its key, and what happens while the uplink to
/// it is too slow or gone. What is wrong is said at the
/// field, as soon as it was left or saving was tried.
final class DestinationFields extends VBox {
    private static final List<Choice> ADAPT = List.of(
            new Choice(DeliverySetting.AUTO, mark("Lower the bit rate if it is the only destination")),
            new Choice(DeliverySetting.ALWAYS, mark("Lower the bit rate of all destinations")),
            new Choice(DeliverySetting.NEVER, mark("Leave pictures out, only here")));

    private static final String FROM_HERE = "here";
    private static final String BY_SERVER = "server";
    private static final List<Choice> WAYS = List.of(
            new Choice(FROM_HERE, mark("From this computer")),
            new Choice(BY_SERVER, mark("By my server: one upload for all such destinations")));

    private static final String PROGRAMME = "programme";
    private static final String SECOND = "second";
    private static final List<Choice> CANVASES =
            List.of(new Choice(PROGRAMME, mark("The programme")), new Choice(SECOND, mark("The vertical canvas")));

    private static final List<Choice> STARTS = List.of(
            new Choice(DeliverySetting.AS_SWITCHED, mark("When its switch is on")),
            new Choice(DeliverySetting.WITH_EVERY, mark("With every broadcast")),
            new Choice(DeliverySetting.BY_HAND, mark("Only when I switch it on")));

    private final ToggleGroup services = new ToggleGroup();
    private final Map<StreamingService, ToggleButton> buttons = new EnumMap<>(StreamingService.class);
    private final TextField name = new TextField();
    private final TextField address = new TextField();
    private final SecretField key = new SecretField("destination-key");
    private final Field nameField = new Field(tr("Name"), name, tr("As you will see it in the window."));
    private final Field addressField = new Field(tr("Address"), address, tr("Without the key."));
    private final Field keyField = new Field(tr("Stream key"), key.input(), key, "");
    private final Label unencrypted = Texts.small(
            tr("Not encrypted: others on the way can read the key. Use rtmps:// if the service offers it."));
    private final Choices canvas = new Choices("destination-canvas", _ -> check());
    private final Field canvasField = new Field(tr("Picture"), canvas, "");
    private final Choices way = new Choices("destination-way", _ -> check());
    private final Choices adapt = new Choices("destination-adapt", _ -> {});
    private final TextField floor = new TextField();
    private final TextField backup = new TextField();
    private final Field floorField = new Field(
            tr("Lowest bit rate, kbit/s"),
            floor,
            tr("Below it pictures are left out. Empty: a quarter of the programme's."));
    private final Field backupField = new Field(
            tr("Second address"), backup, tr("Tried in turn with the first, with the same key. May stay empty."));
    private final TextField ownRate = new TextField();
    private final TextField ownSize = new TextField();
    private final Field ownRateField = new Field(
            tr("Own bit rate, kbit/s"),
            ownRate,
            tr("Costs one more encoder. Empty: the programme's, encoded once for all."));
    private final Field ownSizeField =
            new Field(tr("Own size"), ownSize, tr("Costs one more encoder. Empty: the programme's."));
    private final WatermarkFields watermark;
    private final Choices track = new Choices("destination-track", _ -> {});
    private final Field trackField = new Field(
            tr("Sound"),
            track,
            tr("Which channels are in which track is chosen in the mixer, behind a channel's dots."));
    private final TextField delay = new TextField();
    private final Field delayField =
            new Field(tr("Delay, seconds"), delay, tr("How much later it is sent than it is made. Empty: not at all."));
    private final Choices start = new Choices("destination-start", _ -> {});
    private final TextField minutes = new TextField();
    private final Field minutesField = new Field(
            tr("Ends after, minutes"), minutes, tr("Its switch goes off by itself then. Empty: with the broadcast."));
    private final Field adaptField = new Field(tr("While the uplink is too slow"), adapt, "");
    private final Field wayField = new Field(trc("by", "Sent"), way, "");
    private boolean everySaid;

    /// @param isNew  whether the service is chosen first, and not the name
    /// @param tracks of sound to choose from
    /// @param second whether there is a second canvas
    DestinationFields(DestinationForm form, boolean isNew, List<Choice> tracks, boolean second) {
        getStyleClass().add("fields");
        name.setId("destination-name");
        address.setId("destination-address");
        address.setPromptText("rtmp://host/app");
        unencrypted.setGraphic(Glyph.INFO.small());
        unencrypted.managedProperty().bind(unencrypted.visibleProperty());
        floor.setId("destination-floor");
        backup.setId("destination-backup");
        watermark = new WatermarkFields(form.watermark());
        getChildren()
                .addAll(
                        serviceTiles(),
                        nameField,
                        addressField,
                        unencrypted,
                        keyField,
                        canvasField,
                        wayField,
                        adaptField,
                        floorField,
                        backupField,
                        ownRateField,
                        ownSizeField,
                        watermark,
                        trackField,
                        delayField,
                        new Field(tr("Starts"), start, ""),
                        minutesField);
        track.show(tracks, form.track());
        start.show(STARTS, form.start());
        minutes.setId("destination-minutes");
        minutes.setText(form.minutes());
        delay.setId("destination-delay");
        delay.setText(form.delay());
        canvas.show(CANVASES, form.second() ? SECOND : PROGRAMME);
        canvasField.explain(
                second ? "" : tr("The vertical canvas is off: switch it on in the settings, under Output."));
        present(canvasField, second || form.second());
        way.show(WAYS, form.byServer() ? BY_SERVER : FROM_HERE);
        ownRate.setId("destination-own-rate");
        ownSize.setId("destination-own-size");
        ownSize.setPromptText("1280x720");
        ownRate.setText(form.ownRate());
        ownSize.setText(form.ownSize());
        adapt.show(ADAPT, form.adapt());
        floor.setText(form.floor());
        backup.setText(form.backup());
        name.setText(form.name());
        address.setText(form.address());
        key.setText(form.key());
        services.selectToggle(tile(StreamingService.of(form.address())));
        services.selectedToggleProperty().addListener((_, before, now) -> chosen(before, now));
        explainKey();
        name.textProperty().subscribe(_ -> check());
        address.textProperty().subscribe(_ -> addressTyped());
        key.textProperty().subscribe(_ -> check());
        floor.textProperty().subscribe(_ -> check());
        backup.textProperty().subscribe(_ -> check());
        ownRate.textProperty().subscribe(_ -> check());
        ownSize.textProperty().subscribe(_ -> check());
        delay.textProperty().subscribe(_ -> check());
        minutes.textProperty().subscribe(_ -> check());
        name.focusedProperty().addListener((_, was, _) -> left(was));
        address.focusedProperty().addListener((_, was, _) -> left(was));
        (isNew ? tile(service()) : name).setUserData(Overlay.FIRST_FOCUS);
    }

    private ToggleButton tile(StreamingService service) {
        return Objects.requireNonNull(buttons.get(service));
    }

    private FlowPane serviceTiles() {
        FlowPane tiles = new FlowPane();
        tiles.getStyleClass().add("tiles");
        tiles.setAccessibleText(tr("Service"));
        for (StreamingService service : StreamingService.values()) {
            ToggleButton tile = new ToggleButton(tr(service.label()));
            tile.setId("service-" + service.name().toLowerCase(Locale.ROOT));
            tile.getStyleClass().add("tile");
            tile.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
            tile.setToggleGroup(services);
            buttons.put(service, tile);
            tiles.getChildren().add(tile);
        }
        return tiles;
    }

    private StreamingService service() {
        return buttons.entrySet().stream()
                .filter(entry -> entry.getValue().isSelected())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(StreamingService.CUSTOM);
    }

    private void chosen(Toggle before, Toggle now) {
        if (now == null) {
            services.selectToggle(before);
            return;
        }
        StreamingService service = service();
        explainKey();
        if (StreamingService.of(address.getText()) != service) {
            address.setText(service.address());
        }
        boolean named = Arrays.stream(StreamingService.values())
                .noneMatch(one -> one.label().equals(name.getText()));
        if (name.getText().isBlank() || !named) {
            name.setText(service == StreamingService.CUSTOM ? "" : service.label());
        }
        check();
    }

    private void addressTyped() {
        StreamingService written = StreamingService.of(address.getText());
        if (written != StreamingService.CUSTOM && written != service()) {
            services.selectToggle(tile(written));
        }
        check();
    }

    private void explainKey() {
        keyField.explain(tr(service().keyPlace()));
    }

    private void left(boolean was) {
        if (was) {
            DestinationForm typed = form();
            DestinationForm untangled = typed.untangled();
            if (!untangled.equals(typed)) {
                key.setText(untangled.key());
                address.setText(untangled.address());
            }
            check();
        }
    }

    private void check() {
        DestinationForm form = form();
        nameField.trouble(said(name.getText(), form.nameTrouble()));
        addressField.trouble(said(address.getText(), form.addressTrouble()));
        keyField.trouble(said(key.getText(), form.keyTrouble()));
        fromHere(form, adaptField, Optional.empty());
        fromHere(form, floorField, form.floorTrouble());
        fromHere(form, backupField, form.backupTrouble());
        fromHere(form, ownRateField, form.ownRateTrouble());
        fromHere(form, ownSizeField, form.ownSizeTrouble());
        fromHere(form, delayField, form.delayTrouble());
        present(watermark, !form.byServer() || watermark.wrong());
        present(trackField, !form.byServer());
        present(wayField, !form.second());
        minutesField.trouble(form.minutesTrouble());
        unencrypted.setVisible(form.readableOnTheWay());
    }

    /// Says what is wrong with a field that counts only for what is sent from here, and hides it otherwise.
    private static void fromHere(DestinationForm form, Field field, Optional<String> trouble) {
        field.trouble(trouble);
        present(field, !form.byServer() || trouble.isPresent());
    }

    private static void present(Node part, boolean seen) {
        part.setVisible(seen);
        part.setManaged(seen);
    }

    /// What is still empty is not called wrong before saving was tried.
    private Optional<String> said(String typed, Optional<String> trouble) {
        return everySaid || !typed.isBlank() ? trouble : Optional.empty();
    }

    DestinationForm form() {
        return new DestinationForm(
                name.getText(),
                address.getText(),
                key.getText(),
                adapt.chosen(),
                floor.getText(),
                backup.getText(),
                ownSize.getText(),
                ownRate.getText(),
                way.chosen().equals(BY_SERVER) && !canvas.chosen().equals(SECOND),
                delay.getText(),
                start.chosen(),
                minutes.getText(),
                watermark.form(),
                track.chosen(),
                canvas.chosen().equals(SECOND));
    }

    /// {@return what is to be saved; empty where something is wrong, which then is said, and the first of it
    /// has the focus}
    Optional<DestinationSetting> result(String id, boolean enabled) {
        DestinationForm form = form();
        if (form.valid()) {
            return Optional.of(form.setting(id, enabled));
        }
        everySaid = true;
        check();
        if (form.nameTrouble().isPresent()) {
            name.requestFocus();
        } else if (form.addressTrouble().isPresent()) {
            address.requestFocus();
        } else if (form.keyTrouble().isPresent()) {
            key.input().requestFocus();
        } else if (form.floorTrouble().isPresent()) {
            floor.requestFocus();
        } else if (form.backupTrouble().isPresent()) {
            backup.requestFocus();
        } else if (form.ownRateTrouble().isPresent()) {
            ownRate.requestFocus();
        } else if (form.ownSizeTrouble().isPresent()) {
            ownSize.requestFocus();
        } else if (!form.watermark().valid()) {
            watermark.focusWrong();
        } else if (form.delayTrouble().isPresent()) {
            delay.requestFocus();
        } else {
            minutes.requestFocus();
        }
        return Optional.empty();
    }
}
