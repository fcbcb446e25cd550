package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.VBox;

/// Asks before a broadcast, a recording, or a server that others use is ended by closing the window. JavaFX
/// thread only.
public final class QuitQuestion {
    private final Studio studio;
    private final Overlay overlay;

    public QuitQuestion(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Ends the studio: at once when nothing is live or recorded and nobody uses the server, otherwise when the answer
    /// is to end.
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
        content.getChildren().add(Texts.wrapped(tr("Quitting now ends:")));
        for (String line : ends) {
            content.getChildren().add(Texts.wrapped("•  " + line));
        }
        Button stay = DialogFrame.primary(tr("Stay"), overlay::close);
        stay.setUserData(Overlay.FIRST_FOCUS);
        boolean own = !(now.live() instanceof Live.Off) || now.recording() instanceof Recording.On;
        if (own) {
            CheckBox keep =
                    new CheckBox(tr("Leave my page running, so that viewers are told that the broadcast has ended"));
            keep.setId("keep-server");
            keep.setWrapText(true);
            if (now.server() instanceof Server.Running) {
                content.getChildren().add(keep);
            }
            String title = now.live() instanceof Live.Off ? tr("You are recording") : tr("You are live");
            show(title, content, quit(tr("End and quit"), keep::isSelected, ended), stay);
        } else {
            Button leave = DialogFrame.plain(tr("Leave it running"), () -> answer(/* keepServer= */ true, ended));
            leave.setId("leave-server");
            Button quit = quit(tr("End it"), () -> false, ended);
            show(tr("Your server is in use"), content, quit, leave, stay);
        }
    }

    private Button quit(String words, BooleanSupplier keepServer, Runnable ended) {
        Button quit = DialogFrame.plain(words, () -> answer(keepServer.getAsBoolean(), ended));
        quit.setId("end-and-quit");
        quit.getStyleClass().add("danger");
        return quit;
    }

    private void answer(boolean keepServer, Runnable ended) {
        overlay.close();
        end(keepServer, ended);
    }

    private void show(String title, VBox content, Node... answers) {
        Node[] buttons = Stream.concat(Stream.of(DialogFrame.spring()), Stream.of(answers))
                .toArray(Node[]::new);
        overlay.show(new DialogFrame(title, "", content, 460, 0).withButtons(buttons), tr("{0}. Quit?", title));
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
        if (now.server() instanceof Server.Running running) {
            boolean off = now.live() instanceof Live.Off;
            if (!running.others().isEmpty()) {
                ends.add(tr("the server, to which others publish {0}", String.join(", ", running.others())));
            }
            if (off && running.watchers() > 0) {
                ends.add(trn(
                        "the server, where {0} person is watching",
                        "the server, where {0} people are watching", running.watchers()));
            }
        }
        return ends;
    }

    private static String watching(StudioSnapshot.DestinationView view) {
        int watchers = view.watchers().orElse(0);
        boolean own = view.setting().id().equals(DestinationSetting.OWN_SERVER);
        return own && watchers > 0 ? " (" + tr("{0} watching", watchers) + ")" : "";
    }
}
