package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ChatView;
import io.rostrum.studio.overlay.Glyph;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;

/// The messages, newest below. The list follows them while it is scrolled to its end, and otherwise
/// counts what has come since. JavaFX thread only.
final class ChatList extends StackPane {
    /// As far from the end as still counts as the end.
    private static final double NEAR_END = 24;

    private final ListView<ChatMessage> list = new ListView<>();
    private final Button fresh = Controls.button(Glyph.DOWN, "", this::toEnd);
    private String nick = "";
    private long room;
    private boolean following = true;
    private int unseen;

    /// @param open opens a link
    ChatList(EmojiPictures emoji, Consumer<String> open) {
        list.setId("chat-list");
        list.getStyleClass().add("chat-list");
        list.setAccessibleText(tr("Messages"));
        list.setCellFactory(_ -> new ChatCell(emoji, () -> nick, open));
        fresh.setId("chat-new");
        fresh.getStyleClass().addAll("primary", "tight-button");
        fresh.setMaxHeight(USE_PREF_SIZE);
        fresh.setFocusTraversable(false);
        setAlignment(fresh, Pos.BOTTOM_CENTER);
        Controls.present(fresh, false);
        getChildren().addAll(list, fresh);
        list.addEventFilter(ScrollEvent.SCROLL, this::moved);
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::moved);
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, this::moved);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::moved);
        list.heightProperty().subscribe(_ -> {
            if (following) {
                toEnd();
            }
        });
    }

    ListView<ChatMessage> list() {
        return list;
    }

    Optional<ChatMessage> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    /// Brings the list up to date: what is gone goes, what is new is added, the rest stays as it is
    /// drawn.
    void show(ChatView view) {
        List<ChatMessage> now = view.messages();
        boolean other = room != view.room() || !nick.equals(view.nick());
        room = view.room();
        nick = view.nick();
        if (other) {
            list.getItems().setAll(now);
            toEnd();
            return;
        }
        Set<ChatMessage> still = new HashSet<>(now);
        if (!still.containsAll(list.getItems())) {
            list.getItems().removeIf(message -> !still.contains(message));
        }
        long newest = list.getItems().isEmpty()
                ? Long.MIN_VALUE
                : list.getItems().getLast().id();
        List<ChatMessage> added =
                now.stream().filter(message -> message.id() > newest).toList();
        if (added.isEmpty()) {
            return;
        }
        list.getItems().addAll(added);
        if (following) {
            toEnd();
        } else {
            count(unseen + added.size());
        }
    }

    /// Draws the messages anew, as there are pictures now that were not there when they came.
    void redraw() {
        list.refresh();
        if (following) {
            toEnd();
        }
    }

    private void count(int now) {
        unseen = now;
        Controls.present(fresh, unseen > 0);
        if (unseen > 0) {
            Controls.text(fresh, trn("{0} new message", "{0} new messages", unseen));
        }
    }

    /// Shows the newest message, and those that come.
    void toEnd() {
        following = true;
        count(0);
        if (!list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
            list.layout(); // how high the last ones are is known only now
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    /// Looks, after somebody may have scrolled, whether the end is seen.
    private void moved(Event event) {
        Platform.runLater(() -> {
            following = isAtEnd();
            if (following) {
                count(0);
            }
        });
    }

    private boolean isAtEnd() {
        if (!(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow)
                || list.getItems().isEmpty()) {
            return true;
        }
        IndexedCell<?> last = flow.getLastVisibleCell();
        return last != null
                && last.getIndex() >= list.getItems().size() - 1
                && last.getBoundsInParent().getMaxY() <= flow.getHeight() + NEAR_END;
    }
}
