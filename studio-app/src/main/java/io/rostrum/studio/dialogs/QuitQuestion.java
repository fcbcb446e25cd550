package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.overlay.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Asks before a broadcast or a recording is ended by closing the window. JavaFX thread only.
public final class QuitQuestion {
    private final Studio studio;
    private final Overlay overlay;

    public QuitQuestion(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Ends the studio: at once when nothing is live or recorded, otherwise when the answer is to end.
    ///
    /// @param ended run after the studio was told to quit
    public void open(Runnable ended) {
        StudioSnapshot now = studio.snapshot();
        List<String> ends = ends(now);
        if (ends.isEmpty()) {
            end(/* keepServer= */ false, ended);
            return;
        }
        VBox content = new VBox();
        content.getStyleClass().add("dialog-body");
        for (String line : ends) {
            content.getChildren().add(Texts.wrapped("•  " + line));
        }
        CheckBox keep =
                new CheckBox(tr("Leave my page running, so that viewers are told that the broadcast has ended"));
        keep.setId("keep-server");
        keep.setWrapText(true);
        if (now.server() instanceof Server.Running) {
            content.getChildren().add(keep);
        }
        Button stay = DialogFrame.primary(tr("Stay"), overlay::close);
        stay.setUserData(Overlay.FIRST_FOCUS);
        Button quit = DialogFrame.plain(tr("End and quit"), () -> {
            overlay.close();
            end(keep.isSelected(), ended);
        });
        quit.setId("end-and-quit");
        quit.getStyleClass().add("danger");
        String title = now.live() instanceof Live.Off ? tr("You are recording") : tr("You are live");
        Label what = Texts.wrapped(tr("Quitting now ends:"));
        content.getChildren().addFirst(what);
        overlay.show(
                new DialogFrame(title, "", content, 460, 0).withButtons(DialogFrame.spring(), quit, stay),
                tr("{0}. Quit?", title));
    }

    private void end(boolean keepServer, Runnable ended) {
        studio.quit(keepServer);
        ended.run();
    }

    /// {@return what quitting would end, a line each; empty when nothing is under way}
    static List<String> ends(StudioSnapshot now) {
        List<String> ends = new ArrayList<>();
        if (!(now.live() instanceof Live.Off)) {
            List<String> names = now.destinations().stream()
                    .filter(view -> !(view.state() instanceof DestinationState.Off))
                    .map(view -> view.setting().name() + watching(view))
                    .toList();
            ends.add(names.isEmpty() ? tr("the broadcast") : tr("the broadcast to {0}", String.join(", ", names)));
        }
        if (now.recording() instanceof Recording.On on) {
            Path name = Path.of(on.file()).getFileName();
            ends.add(tr(
                    "the recording {0} ({1}, it is kept)", name == null ? on.file() : name, Amounts.bytes(on.bytes())));
        }
        return ends;
    }

    private static String watching(StudioSnapshot.DestinationView view) {
        int watchers = view.watchers().orElse(0);
        boolean own = view.setting().id().equals(DestinationSetting.OWN_SERVER);
        return own && watchers > 0 ? " (" + tr("{0} watching", watchers) + ")" : "";
    }
}
