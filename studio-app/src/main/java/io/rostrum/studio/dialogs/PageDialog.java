package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.source.web.PageInput;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.overlay.Overlay;
import java.io.ByteArrayInputStream;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Lets mouse and keyboard reach the web page of a source: to log in, to agree, to press what it has to
/// press. JavaFX thread only.
public final class PageDialog {
    private static final Duration LOOK_EVERY = Duration.millis(150);
    private static final double WIDTH = 860;
    private static final double HEIGHT = 600;
    private static final int DELETE = 0x7F;

    /// Keys that write no letter, as pages know them: name in the DOM, and Windows virtual-key code.
    private static final Map<KeyCode, PageInput.Key> KEYS = Map.of(
            KeyCode.ENTER, new PageInput.Key("Enter", 13),
            KeyCode.BACK_SPACE, new PageInput.Key("Backspace", 8),
            KeyCode.DELETE, new PageInput.Key("Delete", 46),
            KeyCode.LEFT, new PageInput.Key("ArrowLeft", 37),
            KeyCode.UP, new PageInput.Key("ArrowUp", 38),
            KeyCode.RIGHT, new PageInput.Key("ArrowRight", 39),
            KeyCode.DOWN, new PageInput.Key("ArrowDown", 40),
            KeyCode.HOME, new PageInput.Key("Home", 36),
            KeyCode.END, new PageInput.Key("End", 35));

    private final Studio studio;
    private final Overlay overlay;
    private final ImageView view = new ImageView();
    private final StackPane place = new StackPane();
    private final Label waiting = Texts.wrapped(tr("The page is not open. It is shown here as soon as it is."));
    private @Nullable Image shown;
    private boolean asking;

    public PageDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// {@return whether a source has a page}
    ///
    /// @param input of the source
    public static boolean uses(String input) {
        return SourceSpec.kind(input).filter(kind -> kind == DrawnKind.WEB).isPresent();
    }

    /// Opens over the page of a source.
    public void open(SourceView source) {
        String id = source.id();
        view.setPreserveRatio(true);
        view.setPickOnBounds(true); // what is clear can be clicked, too
        view.fitWidthProperty().bind(place.widthProperty());
        view.fitHeightProperty().bind(place.heightProperty());
        place.setId("page");
        place.getStyleClass().add("page-view");
        place.setMinSize(0, 0);
        place.setPrefSize(0, 0);
        place.setFocusTraversable(true);
        place.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        place.setAccessibleText(tr("The web page of {0}", source.name()));
        place.setUserData(Overlay.FIRST_FOCUS);
        place.getChildren().addAll(waiting, view);
        listen(id);
        DialogFrame frame = new DialogFrame(
                        source.name(),
                        tr("Mouse and keyboard reach the page; viewers see what it does. Esc closes this."),
                        place,
                        WIDTH,
                        HEIGHT)
                .withButtons(
                        DialogFrame.plain(tr("Load anew"), () -> studio.pages().reload(id)),
                        DialogFrame.spring(),
                        DialogFrame.plain(tr("Close"), overlay::close));
        WhileShown.every(frame, LOOK_EVERY, () -> look(id), () -> {});
        overlay.show(frame, tr("Use the page of {0}", source.name()));
    }

    private void look(String id) {
        if (asking) {
            return;
        }
        asking = true;
        studio.pages().picture(id).whenComplete((png, trouble) -> {
            @Nullable Image image = png == null || trouble != null ? null : new Image(new ByteArrayInputStream(png));
            Platform.runLater(() -> {
                asking = false;
                shown = image;
                view.setImage(image);
                waiting.setVisible(image == null);
            });
        });
    }

    private void listen(String id) {
        view.setOnMousePressed(click -> {
            place.requestFocus();
            send(id, new PageInput.Click(click.getX() * scale(), click.getY() * scale()));
            click.consume();
        });
        view.setOnMouseMoved(moved -> send(id, new PageInput.Move(moved.getX() * scale(), moved.getY() * scale())));
        view.setOnScroll(turned -> {
            send(id, new PageInput.Scroll(turned.getX() * scale(), turned.getY() * scale(), -turned.getDeltaY()));
            turned.consume();
        });
        place.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            PageInput.Key known = KEYS.get(key.getCode());
            if (known != null) {
                send(id, known);
                key.consume();
            }
        });
        place.addEventHandler(KeyEvent.KEY_TYPED, key -> {
            String text = key.getCharacter();
            if (!key.isShortcutDown() && !text.isEmpty() && text.charAt(0) >= ' ' && text.charAt(0) != DELETE) {
                send(id, new PageInput.Type(text));
                key.consume();
            }
        });
    }

    private void send(String id, PageInput done) {
        studio.pages().input(id, done);
    }

    /// {@return pixels of the page for each of the picture of it}
    private double scale() {
        Image image = shown;
        double width = view.getBoundsInLocal().getWidth();
        return image == null || width <= 0 ? 1 : image.getWidth() / width;
    }
}
