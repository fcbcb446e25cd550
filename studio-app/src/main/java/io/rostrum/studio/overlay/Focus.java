package io.rostrum.studio.overlay;

import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// Where the keyboard can go within a part of a window.
final class Focus {
    private Focus() {}

    /// {@return whether `node` is `part` or in it}
    static boolean within(Node part, Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(part)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the first node that Tab reaches in `part`}
    static @Nullable Node first(Node part) {
        return find(part, /* fromEnd= */ false);
    }

    /// {@return the last node that Tab reaches in `part`}
    static @Nullable Node last(Node part) {
        return find(part, /* fromEnd= */ true);
    }

    /// {@return the node in `part` that is marked to be first}
    static @Nullable Node marked(Node part) {
        if (Overlay.FIRST_FOCUS.equals(part.getUserData())) {
            return part;
        }
        if (part instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = marked(child);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Node find(Node part, boolean fromEnd) {
        if (!part.isVisible() || part.isDisabled()) {
            return null;
        }
        boolean itself = part.isFocusTraversable();
        if (itself && !fromEnd) {
            return part;
        }
        if (part instanceof Parent parent) {
            ObservableList<Node> children = parent.getChildrenUnmodifiable();
            for (int i = 0; i < children.size(); i++) {
                Node found = find(children.get(fromEnd ? children.size() - 1 - i : i), fromEnd);
                if (found != null) {
                    return found;
                }
            }
        }
        return itself ? part : null;
    }
}
