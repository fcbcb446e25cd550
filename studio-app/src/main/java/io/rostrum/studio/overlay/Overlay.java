package io.rostrum.studio.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The layer above the window: panels over a dimmed window, and short messages that go by themselves.
///
/// A panel has the keyboard to itself until it is closed: Tab stays within it, Escape closes it, and the focus
/// returns to where it was. A panel may open another, which then lies on top. JavaFX thread only.
public final class Overlay {
    private static final double EDGE = 24;

    private final StackPane root = new StackPane();
    private final Node content;
    private final Toasts toasts = new Toasts();
    private final Deque<Layer> layers = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private boolean backwards;

    private record Layer(
            StackPane scrim, Node panel, @Nullable Node before, Runnable closed) {}

    /// @param content what the panels lie over: the window
    public Overlay(Node content) {
        this.content = content;
        root.getStyleClass().add("overlay-root");
        // not the background of one that holds the preview: JavaFX paints that under each picture, a sibling's it
        // leaves
        Region backdrop = new Region();
        backdrop.getStyleClass().add("backdrop");
        root.getChildren().addAll(backdrop, content, toasts.node());
        StackPane.setAlignment(toasts.node(), Pos.BOTTOM_CENTER);
        root.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.TAB) {
                backwards = key.isShiftDown();
            }
        });
        root.sceneProperty().addListener((_, _, scene) -> watchFocus(scene));
    }

    /// {@return the whole, to be the scene's root}
    public Parent root() {
        return root;
    }

    /// {@return what the panels lie over}
    public Node content() {
        return content;
    }

    /// {@return whether a panel is open}
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    public boolean isOpen() {
        return open.get();
    }

    /// As [#show(Node, String, Runnable)], with nothing to do at the end.
    public void show(Node panel, String accessibleTitle) {
        show(panel, accessibleTitle, () -> {});
    }

    /// Opens a panel in the middle of the window, at its preferred size or less where the window is smaller,
    /// and gives the focus to its first control, or to the one whose user data is [#FIRST_FOCUS].
    ///
    /// @param accessibleTitle what a screen reader calls it
    /// @param closed          run after it was closed, however that came
    public void show(Node panel, String accessibleTitle, Runnable closed) {
        StackPane scrim = new StackPane(panel);
        scrim.getStyleClass().add("scrim");
        panel.setAccessibleRole(AccessibleRole.DIALOG);
        panel.setAccessibleText(accessibleTitle);
        StackPane.setMargin(panel, new Insets(EDGE));
        if (panel instanceof Region region && region.getMaxWidth() == Region.USE_COMPUTED_SIZE) {
            region.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        }
        scrim.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                close();
            }
        });
        Scene scene = root.getScene();
        layers.push(new Layer(scrim, panel, scene == null ? null : scene.getFocusOwner(), closed));
        root.getChildren().add(root.getChildren().size() - 1, scrim);
        open.set(true);
        root.applyCss();
        root.layout();
        Node first = Focus.marked(panel);
        if (first == null) {
            first = Focus.first(panel);
        }
        if (first != null) {
            first.requestFocus();
        }
    }

    /// User data of the control that gets the focus when its panel opens.
    public static final Object FIRST_FOCUS = new Object();

    /// Closes the panel on top; does nothing when there is none.
    public void close() {
        Layer layer = layers.poll();
        if (layer == null) {
            return;
        }
        open.set(!layers.isEmpty());
        root.getChildren().remove(layer.scrim());
        layer.scrim().getChildren().clear();
        Node before = layer.before();
        if (before != null && before.getScene() != null && before.getScene().equals(root.getScene())) {
            before.requestFocus();
        }
        layer.closed().run();
    }

    /// Says something for some seconds at the window's foot.
    public void toast(String text) {
        toasts.show(text, Glyph.CHECK_CIRCLE);
    }

    /// As [#toast(String)], with another icon than a tick.
    public void toast(String text, Glyph glyph) {
        toasts.show(text, glyph);
    }

    private void watchFocus(@Nullable Scene scene) {
        if (scene != null) {
            scene.focusOwnerProperty().addListener((_, _, owner) -> keepWithin(owner));
        }
    }

    /// Brings the focus back when Tab has led it out of the panel on top.
    private void keepWithin(@Nullable Node owner) {
        Layer layer = layers.peek();
        if (layer == null || owner == null || Focus.within(layer.panel(), owner)) {
            return;
        }
        Node next = backwards ? Focus.last(layer.panel()) : Focus.first(layer.panel());
        if (next != null) {
            next.requestFocus();
        }
    }
}
