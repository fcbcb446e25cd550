package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.VideoInput;
import io.rostrum.studio.overlay.Overlay;
import java.util.Optional;
import javafx.scene.control.Button;

/// Changes what a source shows: another text, another colour, another time. JavaFX thread only.
public final class SourceDialog {
    private final Studio studio;
    private final Overlay overlay;

    public SourceDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// {@return whether there is something to change of a source here}
    ///
    /// @param input of the source
    public static boolean changes(String input) {
        return SourceSpec.kind(input).isPresent();
    }

    private static Optional<SourceSpec> spec(String input) {
        try {
            VideoInput parsed = VideoInput.parse(input);
            return switch (parsed) {
                case VideoInput.WebPage(SourceSpec spec) -> Optional.of(spec);
                case VideoInput.Playlist(SourceSpec spec) -> Optional.of(spec);
                case VideoInput.Drawn(SourceSpec spec) -> Optional.of(spec);
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Opens with what the source shows; nothing happens where nothing can be changed.
    public void open(SourceView source) {
        spec(source.input()).ifPresent(spec -> {
            DrawnForm form = new DrawnForm(studio, spec);
            form.getStyleClass().add("alone");
            Button save = DialogFrame.primary(tr("Save"), () -> form.input().ifPresent(input -> save(source, input)));
            form.onChanged(() -> save.setDisable(form.input().isEmpty()));
            DialogFrame frame = new DialogFrame(source.name(), tr("What it shows, in every scene."), form, 760, 520)
                    .withButtons(DialogFrame.spring(), DialogFrame.plain(tr("Cancel"), overlay::close), save);
            overlay.show(frame, tr("Change {0}", source.name()));
        });
    }

    private void save(SourceView source, String input) {
        if (!input.equals(source.input())) {
            studio.input(source.id(), input);
        }
        overlay.close();
    }
}
