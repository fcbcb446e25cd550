package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks whether to end a broadcast; it goes on unless the answer is to end it.
final class EndQuestion {
    private EndQuestion() {}

    static void open(Studio studio, Overlay overlay) {
        Label title = new Label(tr("End the broadcast?"));
        title.getStyleClass().add("title");
        Label what = new Label(words(studio.snapshot()));
        what.setWrapText(true);
        what.getStyleClass().add("secondary");
        Button stay = new Button(tr("Stay live"));
        stay.setUserData(Overlay.FIRST_FOCUS);
        stay.setCancelButton(true);
        stay.setOnAction(_ -> overlay.close());
        Button end = new Button(tr("End broadcast"));
        end.setId("end-broadcast");
        end.getStyleClass().add("danger");
        end.setOnAction(_ -> {
            overlay.close();
            studio.endLive();
        });
        HBox header = new HBox(title);
        header.getStyleClass().add("dialog-header");
        VBox body = new VBox(what);
        body.getStyleClass().add("dialog-body");
        HBox footer = new HBox(stay, end);
        footer.getStyleClass().add("dialog-footer");
        VBox dialog = new VBox(header, body, footer);
        dialog.getStyleClass().add("dialog");
        dialog.setPrefWidth(440);
        overlay.show(dialog, title.getText());
    }

    /// {@return what ends and for whom}
    static String words(StudioSnapshot snapshot) {
        List<String> names = snapshot.destinations().stream()
                .filter(view -> !(view.state() instanceof DestinationState.Off))
                .map(view -> view.setting().name())
                .toList();
        int watching = snapshot.destinations().stream()
                .map(DestinationView::watchers)
                .mapToInt(watchers -> watchers.orElse(0))
                .sum();
        String to = names.isEmpty() ? tr("Nothing is sent any more.") : tr("It ends at {0}.", String.join(", ", names));
        String people = watching == 0
                ? ""
                : " " + trn("{0} person watching on your page.", "{0} people watching on your page.", watching);
        String file = snapshot.recording() instanceof Recording.On ? " " + tr("The recording goes on.") : "";
        return to + people + file;
    }
}
