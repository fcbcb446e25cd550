package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.chat.ChatAnswer;
import io.rostrum.studio.chat.ChatFollower;
import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ChatState;
import io.rostrum.studio.chat.ChatText;
import io.rostrum.studio.chat.ChatView;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.overlay.Glyph;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chat of the studio's own stream. However many messages come, the list is brought up to date once
/// for all that came since JavaFX had time for it. JavaFX thread only.
final class ChatDock extends VBox implements Dock, ChatMenu.Actions {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final int MOST_LETTERS = 500;
    private static final List<Integer> SLOW_SECONDS = List.of(0, 5, 15, 30, 60, 300);

    private final ScheduleDesk desk;
    private final Consumer<URI> browser;
    private final EmojiPictures emoji = new EmojiPictures();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final ChatFollower follower;
    /// The newest message whose emoji were loaded; on the follower's thread.
    private long loaded;

    private final DockNotice notice;
    private final ChatList messages = new ChatList(emoji, this::open);
    private final Label quiet = new Label(tr("Nobody has written yet. What you write here stands beside the stream."));
    private final VBox question = new VBox();
    private final Label note = new Label();
    private final TextField field = new TextField();
    private final Button send = Controls.iconButton(Glyph.DESTINATIONS, tr("Send"), this::send);
    private final MenuButton slow = Controls.iconMenu(Glyph.DELAY, tr("Slow mode"));
    private ChatView view;
    /// Whether the keyboard is for the field as soon as there is a connection.
    private boolean wanted;

    /// @param pair    opens what a studio is paired with
    /// @param browser shows a page
    ChatDock(ScheduleDesk desk, Runnable pair, Consumer<URI> browser) {
        this.desk = desk;
        this.browser = browser;
        follower = new ChatFollower(desk, this::changed);
        view = follower.view();
        notice = new DockNotice(pair, follower::retry);
        setId("chat-dock");
        getStyleClass().add("chat-dock");
        new ChatMenu(messages, this);
        quiet.setWrapText(true);
        StackPane middle = new StackPane(messages, empty(quiet));
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(0);
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        note.setId("chat-note");
        Controls.present(note, false);
        Controls.present(question, false);
        question.setId("chat-question");
        question.getStyleClass().add("dock-question");
        getChildren().addAll(notice, middle, question, note, composer());
        refresh();
    }

    private static VBox empty(Label words) {
        VBox box = new VBox(words);
        box.getStyleClass().add("empty");
        box.setMouseTransparent(true);
        box.visibleProperty().bind(words.visibleProperty());
        return box;
    }

    private HBox composer() {
        field.setId("chat-field");
        field.setPromptText(tr("Write to the chat"));
        field.setAccessibleText(tr("Write to the chat"));
        field.setTextFormatter(new TextFormatter<>(change -> {
            String after = change.getControlNewText();
            return after.codePointCount(0, after.length()) <= MOST_LETTERS ? change : null;
        }));
        field.setOnAction(_ -> send());
        field.textProperty().subscribe(_ -> note(""));
        send.setId("chat-send");
        slow.setId("chat-slow");
        slow.setOnShowing(_ -> slow.getItems().setAll(slowModes()));
        slow.getItems().setAll(slowModes());
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox composer = new HBox(field, send, slow);
        composer.getStyleClass().add("chat-composer");
        return composer;
    }

    private List<MenuItem> slowModes() {
        return SLOW_SECONDS.stream()
                .<MenuItem>map(seconds -> {
                    RadioMenuItem item = new RadioMenuItem(
                            seconds == 0
                                    ? tr("Everybody writes as often as they like")
                                    : tr("Once in {0}", ChatWords.duration(Duration.ofSeconds(seconds))));
                    item.setSelected(view != null && view.slowSeconds() == seconds);
                    item.setOnAction(_ -> done(follower.slow(seconds)));
                    return item;
                })
                .toList();
    }

    // --- from the server --------------------------------------------------------------------------------------------

    /// On the follower's thread.
    private void changed() {
        if (pending.compareAndSet(false, true)) {
            Platform.runLater(() -> {
                pending.set(false);
                refresh();
            });
        }
        List<ChatMessage> now = follower.view().messages();
        boolean drawn = false;
        for (int i = now.size() - 1; i >= 0 && now.get(i).id() > loaded; i--) {
            for (ChatText.Part part : ChatText.parts(now.get(i).text(), "")) {
                drawn |= part.kind() == ChatText.Kind.EMOJI && emoji.load(part.text());
            }
        }
        loaded = now.isEmpty() ? 0 : now.getLast().id();
        if (drawn) {
            Platform.runLater(messages::redraw);
        }
    }

    private void refresh() {
        view = follower.view();
        boolean connected = view.state() instanceof ChatState.Connected;
        messages.show(view);
        quiet.setVisible(connected && view.messages().isEmpty());
        field.setDisable(!connected);
        send.setDisable(!connected);
        Controls.present(slow, view.moderator());
        slow.setDisable(!connected);
        slow.pseudoClassStateChanged(ON, view.slowSeconds() > 0);
        if (connected && wanted) {
            wanted = false;
            if (getScene() != null && DockColumn.holds(getScene().getFocusOwner())) {
                field.requestFocus();
            }
        }
        if (!connected) {
            ask(null, "", "", () -> {});
        }
        update(Instant.now());
    }

    @Override
    public void update(Instant now) {
        String host = desk.paired().map(ScheduleDesk.Paired::host).orElse("");
        switch (view.state()) {
            case ChatState.NotPaired _ ->
                notice.pair(tr("The chat of your stream is here once this studio is paired with a Rostrum server."));
            case ChatState.Unpaired _ ->
                notice.pair(tr("{0} does not know this studio any more. Pair it again.", host));
            case ChatState.Connecting _ -> notice.say(Glyph.CONNECTING, tr("Connecting to {0}…", host));
            case ChatState.NoChat _ -> notice.retry(Glyph.INFO, tr("{0} has no chat.", host));
            case ChatState.OtherVersion _ ->
                notice.say(
                        Glyph.WARNING,
                        tr("The chat of {0} is newer than this studio. Bring the studio up to date.", host));
            case ChatState.Waiting(Instant until) -> {
                long seconds = Duration.between(now, until).toSeconds();
                notice.retry(
                        Glyph.WARNING,
                        seconds > 0
                                ? trn(
                                        "{1} does not answer. Tried again in {0} second.",
                                        "{1} does not answer. Tried again in {0} seconds.", seconds, host)
                                : tr("{0} does not answer. Trying again…", host));
            }
            case ChatState.Connected _ -> {
                if (view.slowSeconds() > 0) {
                    notice.say(
                            Glyph.DELAY,
                            tr("Slow mode: once in {0}", ChatWords.duration(Duration.ofSeconds(view.slowSeconds()))));
                } else if (!view.open()) {
                    notice.say(Glyph.INFO, tr("Guests can write once the stream is live."));
                } else {
                    notice.nothing();
                }
            }
        }
    }

    // --- what is done -----------------------------------------------------------------------------------------------

    private void send() {
        String said = field.getText().strip();
        if (said.isEmpty() || field.isDisabled()) {
            return;
        }
        field.clear();
        messages.toEnd();
        follower.say(said)
                .thenAccept(answer -> Platform.runLater(() -> {
                    String trouble = ChatWords.said(answer);
                    if (!trouble.isEmpty() && field.getText().isEmpty()) {
                        field.setText(said); // nothing that was written is lost
                        field.end();
                    }
                    note(trouble);
                }));
    }

    private void done(CompletableFuture<ChatAnswer> asked) {
        asked.thenAccept(answer -> Platform.runLater(() -> note(ChatWords.said(answer))));
    }

    private void note(String trouble) {
        Controls.text(note, trouble);
        note.getStyleClass().setAll("label", "field-error", "chat-note");
        Controls.present(note, !trouble.isEmpty());
    }

    private void ask(@Nullable String what, String means, String yes, Runnable action) {
        Controls.present(question, what != null);
        question.getChildren().clear();
        if (what == null) {
            return;
        }
        Label asked = new Label(what);
        asked.getStyleClass().add("strong");
        Label follows = new Label(means);
        follows.getStyleClass().add("hint");
        List.of(asked, follows).forEach(label -> {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        });
        Button no = new Button(tr("No"));
        no.setOnAction(_ -> answered());
        Button go = new Button(yes);
        go.getStyleClass().add("danger");
        go.setOnAction(_ -> {
            answered();
            action.run();
        });
        HBox answers = new HBox(Controls.spring(), go, no);
        answers.getStyleClass().add("dock-answers");
        question.getChildren().addAll(asked, follows, answers);
        question.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                key.consume();
                answered();
            }
        });
        no.requestFocus();
    }

    private void answered() {
        ask(null, "", "", () -> {});
        messages.list().requestFocus();
    }

    @Override
    public boolean moderates() {
        return view.moderator() && view.state() instanceof ChatState.Connected;
    }

    @Override
    public void reply(ChatMessage to) {
        String mention = "@" + to.nick() + " ";
        if (!field.getText().contains(mention)) {
            field.setText(mention + field.getText());
        }
        field.requestFocus();
        field.end();
    }

    @Override
    public void copy(ChatMessage message) {
        ClipboardContent content = new ClipboardContent();
        content.putString(message.text());
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void open(String link) {
        ChatText.address(link).ifPresent(browser);
    }

    @Override
    public void delete(ChatMessage message) {
        done(follower.delete(message));
    }

    @Override
    public void timeOut(ChatMessage message, Duration time) {
        done(follower.timeOut(message, time));
    }

    @Override
    public void ban(ChatMessage message) {
        ask(
                tr("Ban {0}?", message.nick()),
                tr("They write here no more until a moderator lets them in again, on the stream's page."),
                tr("Ban"),
                () -> done(follower.ban(message)));
    }

    // --- the dock ---------------------------------------------------------------------------------------------------

    @Override
    public VBox node() {
        return this;
    }

    @Override
    public void show(boolean seen) {
        follower.follow(seen);
    }

    @Override
    public void focus() {
        wanted = field.isDisabled();
        if (wanted) {
            notice.focus();
        } else {
            field.requestFocus();
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
