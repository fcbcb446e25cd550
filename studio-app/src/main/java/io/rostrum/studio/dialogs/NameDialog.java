package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.overlay.Overlay;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Asks for a name, and does something with it; what is refused is said below the name. JavaFX thread only.
public final class NameDialog {
    private static final double WIDTH = 420;

    private final Overlay overlay;

    public NameDialog(Overlay overlay) {
        this.overlay = overlay;
    }

    /// @param title  what the name is for
    /// @param first  name that is proposed
    /// @param button what is done with it, in a word or two
    /// @param action does it; completes exceptionally with the words of a refusal
    public void open(String title, String first, String button, Function<String, CompletableFuture<Void>> action) {
        TextField name = new TextField(first);
        name.setId("library-name");
        name.setUserData(Overlay.FIRST_FOCUS);
        Field field = new Field(tr("Name"), name, "");
        VBox content = new VBox(field);
        content.getStyleClass().add("dialog-body");
        DialogFrame frame = new DialogFrame(title, "", content, WIDTH, 0)
                .withButtons(
                        DialogFrame.spring(),
                        DialogFrame.plain(tr("Cancel"), overlay::close),
                        DialogFrame.primary(
                                button,
                                () -> action.apply(name.getText())
                                        .whenComplete((_, trouble) -> Platform.runLater(() -> {
                                            if (trouble == null) {
                                                overlay.close();
                                            } else {
                                                field.trouble(Optional.of(String.valueOf(trouble.getMessage())));
                                            }
                                        }))));
        overlay.show(frame, title);
        name.selectAll();
    }
}
