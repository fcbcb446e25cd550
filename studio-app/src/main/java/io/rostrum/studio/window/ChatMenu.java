package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ChatText;
import io.rostrum.studio.overlay.Glyph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// What can be done with a message, by its menu or by keys while the list has the keyboard. JavaFX
/// thread only.
final class ChatMenu {
    private static final List<Duration> TIMES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
    /// Of a name or a link in the menu.
    private static final int LETTERS = 32;

    private static final KeyCodeCombination REPLY = new KeyCodeCombination(KeyCode.ENTER);
    private static final KeyCodeCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCodeCombination DELETE = new KeyCodeCombination(KeyCode.DELETE);
    /// For ten minutes.
    private static final KeyCodeCombination TIME_OUT =
            new KeyCodeCombination(KeyCode.DELETE, KeyCombination.SHIFT_DOWN);

    private static final KeyCodeCombination BAN = new KeyCodeCombination(KeyCode.DELETE, KeyCombination.SHORTCUT_DOWN);

    private final ChatList messages;
    private final Actions actions;
    private final ContextMenu menu = new ContextMenu();

    /// What is done.
    interface Actions {
        /// {@return whether this studio may moderate}
        boolean moderates();

        void reply(ChatMessage to);

        void copy(ChatMessage message);

        void open(String link);

        void delete(ChatMessage message);

        void timeOut(ChatMessage message, Duration time);

        void ban(ChatMessage message);
    }

    ChatMenu(ChatList messages, Actions actions) {
        this.messages = messages;
        this.actions = actions;
        ListView<ChatMessage> list = messages.list();
        list.setOnContextMenuRequested(asked -> {
            messages.selected().ifPresent(message -> {
                menu.getItems().setAll(items(message));
                menu.show(list, asked.getScreenX(), asked.getScreenY());
            });
            asked.consume();
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent key) {
        messages.selected().ifPresent(message -> {
            boolean moderated = actions.moderates() && message.isModerated();
            if (REPLY.match(key)) {
                actions.reply(message);
            } else if (COPY.match(key)) {
                actions.copy(message);
            } else if (DELETE.match(key) && moderated) {
                actions.delete(message);
            } else if (TIME_OUT.match(key) && moderated) {
                actions.timeOut(message, TIMES.get(1));
            } else if (BAN.match(key) && moderated) {
                actions.ban(message);
            } else {
                return;
            }
            key.consume();
        });
    }

    private List<MenuItem> items(ChatMessage message) {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(tr("Reply"), REPLY, () -> actions.reply(message)));
        items.add(item(tr("Copy the text"), COPY, () -> actions.copy(message)));
        ChatText.parts(message.text(), "").stream()
                .filter(part -> part.kind() == ChatText.Kind.LINK)
                .limit(3)
                .forEach(link -> {
                    MenuItem open = new MenuItem(tr("Open {0}", shortened(link.text())), Glyph.OPEN.small());
                    open.setMnemonicParsing(false);
                    open.setOnAction(_ -> actions.open(link.text()));
                    items.add(open);
                });
        if (actions.moderates()) {
            boolean may = message.isModerated();
            items.add(new SeparatorMenuItem());
            items.add(disabled(item(tr("Delete the message"), DELETE, () -> actions.delete(message)), !may));
            for (Duration time : TIMES) {
                MenuItem silence =
                        new MenuItem(tr("Silence {0} for {1}", shortened(message.nick()), ChatWords.duration(time)));
                silence.setMnemonicParsing(false);
                silence.setOnAction(_ -> actions.timeOut(message, time));
                if (time.equals(TIMES.get(1))) {
                    silence.setAccelerator(TIME_OUT);
                }
                items.add(disabled(silence, !may));
            }
            MenuItem ban = item(tr("Ban {0}…", shortened(message.nick())), BAN, () -> actions.ban(message));
            items.add(disabled(ban, !may));
        }
        return items;
    }

    private static MenuItem item(String words, KeyCodeCombination key, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setAccelerator(key);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static MenuItem disabled(MenuItem item, boolean disabled) {
        item.setDisable(disabled);
        return item;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LETTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LETTERS - 1)) + "…";
    }
}
