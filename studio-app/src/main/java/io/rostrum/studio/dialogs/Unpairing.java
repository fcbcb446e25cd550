package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.server.PairingApi;
import java.util.Optional;
import javafx.application.Platform;

/// Forgets the server that this studio is paired with: here at once, and there as soon as it answers,
/// by the studio's own token. The destination that the pairing made goes with it, as its stream key
/// counts no more. JavaFX thread only.
final class Unpairing {
    private final Studio studio;
    private final Overlay overlay;
    private final PairingApi api = new PairingApi();

    Unpairing(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    private Optional<DestinationSetting> destination(Paired server) {
        return studio.snapshot().destinations().stream()
                .map(DestinationView::setting)
                .filter(setting -> setting.id().equals(server.destination()))
                .findFirst();
    }

    /// {@return what forgetting means, for the question before it}
    String follows(Paired server) {
        Optional<DestinationSetting> made = destination(server);
        if (made.isEmpty()) {
            return tr(
                    "Chat, viewers and schedule of “{0}” go, and the server takes this studio's stream key back.",
                    server.stream());
        }
        return DestinationDialog.sending(studio, server.destination())
                ? tr(
                        "It is live: the broadcast to “{0}” ends. Chat, viewers and schedule go, and the server takes"
                                + " this studio's stream key back.",
                        made.get().name())
                : tr(
                        "The destination “{0}” goes, with chat, viewers and schedule, and the server takes this studio's"
                                + " stream key back.",
                        made.get().name());
    }

    /// Does it, and says how it went.
    void forget(Paired server) {
        studio.schedule().forget();
        destination(server).ifPresent(setting -> studio.remove(setting.id()));
        Thread.ofVirtual().name("unpairing").start(() -> {
            PairingApi.Left left = api.leave(server.base(), server.token());
            Platform.runLater(() -> said(server, left));
        });
    }

    private void said(Paired server, PairingApi.Left left) {
        switch (left) {
            case DONE, UNKNOWN -> overlay.toast(tr("Forgot the pairing with {0}", server.host()));
            case NO_ANSWER ->
                overlay.toast(
                        tr(
                                "Forgotten here. {0} does not answer: it lists this studio until its owner revokes it"
                                        + " under Devices.",
                                server.host()),
                        Glyph.WARNING);
        }
    }
}
