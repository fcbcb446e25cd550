package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.overlay.Overlay;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// Adds a destination, changes or removes one. JavaFX thread only.
public final class DestinationDialog {
    private static final double WIDTH = 656;

    private final Studio studio;
    private final Overlay overlay;

    public DestinationDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Opens empty, for a new destination, or with one that is there.
    public void open(Optional<DestinationSetting> existing) {
        existing.ifPresentOrElse(
                setting -> {
                    if (setting.id().equals(DestinationSetting.OWN_SERVER)) {
                        showOwnServer(setting);
                    } else {
                        showExisting(setting);
                    }
                },
                this::showNew);
    }

    private void showNew() {
        boolean live = !(studio.snapshot().live() instanceof Live.Off);
        DestinationFields fields = new DestinationFields(proposed(), /* isNew= */ true, tracks(), vertical());
        Button save = DialogFrame.primary(
                tr("Add destination"), () -> save(fields, UUID.randomUUID().toString(), true));
        Button pairing = DialogFrame.plain(tr("Pair with a Rostrum server…"), () -> {
            overlay.close();
            new PairDialog(studio, overlay).open();
        });
        pairing.setId("pair-with-server");
        DialogFrame frame = new DialogFrame(
                        tr("Add a destination"),
                        live
                                ? tr("You are live: it is sent to as soon as you add it.")
                                : tr("Where going live sends to."),
                        scrolled(new VBox(fields)),
                        WIDTH,
                        520)
                .withButtons(pairing, DialogFrame.spring(), cancel(), save);
        overlay.show(frame, tr("Add a destination"));
    }

    private void showExisting(DestinationSetting setting) {
        DestinationFields fields =
                new DestinationFields(DestinationForm.of(setting), /* isNew= */ false, tracks(), vertical());
        VBox content = new VBox(fields);
        Button save = DialogFrame.primary(tr("Save"), () -> save(fields, setting.id(), setting.enabled()));
        Button remove = DialogFrame.plain(tr("Remove…"), () -> askToRemove(setting, content));
        remove.setId("remove-destination");
        DialogFrame frame = new DialogFrame(
                        setting.name(),
                        sending(setting)
                                ? tr("It is live: saving interrupts it for a moment, and no other.")
                                : tr("Where going live sends to."),
                        scrolled(content),
                        WIDTH,
                        520)
                .withButtons(remove, DialogFrame.spring(), cancel(), save);
        overlay.show(frame, tr("Change the destination {0}", setting.name()));
    }

    private void showOwnServer(DestinationSetting setting) {
        VBox content = new VBox(
                Texts.wrapped(tr("Your own page is made by the server that comes with Rostrum. Its address and key are "
                        + "filled in by themselves; there is nothing to set up.")),
                Texts.small(tr("Who may watch is decided in the settings, under Network. The address of the page is "
                        + "behind “Share”.")));
        content.getStyleClass().add("fields");
        DialogFrame frame = new DialogFrame(setting.name(), "", content, WIDTH, 0)
                .withButtons(DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close));
        overlay.show(frame, setting.name());
    }

    /// {@return the first service that is not used yet: most people add one of each}
    private boolean vertical() {
        return studio.snapshot().output().second().on();
    }

    private DestinationForm proposed() {
        List<StreamingService> used = studio.snapshot().destinations().stream()
                .map(view -> StreamingService.of(view.setting().address()))
                .toList();
        StreamingService service = Arrays.stream(StreamingService.values())
                .filter(one -> !one.address().isEmpty() && !used.contains(one))
                .findFirst()
                .orElse(StreamingService.CUSTOM);
        return service == StreamingService.CUSTOM
                ? DestinationForm.EMPTY
                : new DestinationForm(service.label(), service.address(), "");
    }

    private List<OutputForm.Choice> tracks() {
        return TrackChoices.of(studio.snapshot().channels());
    }

    private boolean sending(DestinationSetting setting) {
        return sending(studio, setting.id());
    }

    /// {@return whether something is sent to a destination, or about to be}
    static boolean sending(Studio studio, String id) {
        return studio.snapshot().destinations().stream()
                .filter(view -> view.setting().id().equals(id))
                .map(StudioSnapshot.DestinationView::state)
                .anyMatch(state ->
                        state instanceof DestinationState.Sending || state instanceof DestinationState.Connecting);
    }

    private void askToRemove(DestinationSetting setting, VBox content) {
        if (content.getChildren().getFirst() instanceof Question) {
            return;
        }
        Optional<Paired> paired =
                studio.schedule().paired().filter(server -> server.destination().equals(setting.id()));
        Unpairing unpairing = new Unpairing(studio, overlay);
        String lost = sending(setting)
                ? tr("It is live: the broadcast there ends. Its key is forgotten.")
                : tr("Its key is forgotten; you would have to paste it again.");
        Question question = new Question(
                        tr("Remove “{0}”?", setting.name()),
                        paired.map(unpairing::follows).orElse(lost),
                        tr("Keep it"),
                        paired.isPresent() ? tr("Remove it and forget the pairing") : tr("Remove"),
                        () -> content.getChildren().removeFirst(),
                        () -> {
                            overlay.close();
                            if (paired.isPresent()) {
                                unpairing.forget(paired.get());
                            } else {
                                studio.remove(setting.id());
                                overlay.toast(tr("Removed “{0}”", setting.name()));
                            }
                        })
                .losing();
        content.getChildren().addFirst(question);
        question.askNow();
    }

    private void save(DestinationFields fields, String id, boolean enabled) {
        fields.result(id, enabled).ifPresent(setting -> {
            studio.destination(setting);
            overlay.close();
            overlay.toast(tr("Saved “{0}”", setting.name()));
        });
    }

    private Button cancel() {
        return DialogFrame.plain(tr("Cancel"), overlay::close);
    }

    private static Node scrolled(VBox content) {
        content.getStyleClass().add("scrolled-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        return scroll;
    }
}
