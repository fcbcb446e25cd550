package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.rostrum.capture.source.text.EmojiFont;
import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ScriptedChat;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.WindowSetting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.TextFlow;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxRobot;

@Timeout(60)
final class ChatDockTest {
    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();
    private final ScriptedChat server = new ScriptedChat();

    ChatDockTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }

    private void chord(KeyCode key) {
        robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    }

    private static boolean isSeen(OpenWindow open, String id) {
        return !open.nodes(node -> id.equals(node.getId())).isEmpty();
    }

    private static boolean says(OpenWindow open, String words) {
        return !open.nodes(node -> node instanceof Labeled labeled
                        && labeled.getText() != null
                        && labeled.getText().contains(words))
                .isEmpty();
    }

    @SuppressWarnings("unchecked") // there is one list with this id
    private static ListView<ChatMessage> list(OpenWindow open) {
        return (ListView<ChatMessage>) open.scene().lookup("#chat-list");
    }

    private static List<String> texts(OpenWindow open) {
        return OpenWindow.onJavaFx(
                () -> list(open).getItems().stream().map(ChatMessage::text).toList());
    }

    private static Node focus(OpenWindow open) {
        return OpenWindow.onJavaFx(() -> open.scene().getFocusOwner());
    }

    private static WindowSetting small() {
        return WindowSetting.DEFAULT.withGuideDone().withPlace(1280, 720, false);
    }

    private List<String> heard() {
        return server.heard().stream()
                .map(said -> {
                    JsonObject copy = said.deepCopy();
                    copy.remove("ref");
                    return copy.toString();
                })
                .toList();
    }

    @Test
    void theChatIsReadWrittenAndModeratedWithoutAMouseInAWindowThatHasNoRoomForMore() {
        server.welcomes(ScriptedChat.welcome(ScriptedChat.message(1, "Bea", "hello 🙂") + ","
                + ScriptedChat.message(2, "Cem", "@studio turn it up")));
        server.answers(said ->
                List.of("{\"type\":\"said\",\"ref\":\"" + said.get("ref").getAsString() + "\",\"id\":3}"));
        studio.schedule().pair(server.paired());
        studio.window(small());
        try (OpenWindow open = new OpenWindow(studio)) {
            open.update();
            int sources = studio.snapshot().sources().size();
            double picture = OpenWindow.onJavaFx(() -> open.window().picture().getWidth());
            chord(KeyCode.T);
            soon().until(() -> texts(open).equals(List.of("hello 🙂", "@studio turn it up")));
            open.update();
            assertThat(OpenWindow.onJavaFx(() -> open.window().inspector().isVisible()))
                    .as("the filters give way")
                    .isFalse();
            assertThat(OpenWindow.onJavaFx(() -> open.window().picture().getWidth()))
                    .as("the picture is as large as before")
                    .isEqualTo(picture);
            assertThat(studio.snapshot().window().openDock()).isEqualTo(WindowSetting.Dock.CHAT);
            if (EmojiFont.installed().isPresent()) {
                soon().until(() -> !open.nodes(
                                node -> node instanceof ImageView && node.getParent() instanceof TextFlow)
                        .isEmpty());
            }
            assertThat(open.nodes(node -> node instanceof ChatCell
                            && node.getPseudoClassStates().stream()
                                    .anyMatch(
                                            state -> state.getPseudoClassName().equals("mentioned"))))
                    .hasSize(1);

            assertThat(focus(open).getId()).isEqualTo("chat-field");
            robot.write("9 ok").type(KeyCode.ENTER);
            soon().until(() -> heard().contains("{\"type\":\"say\",\"text\":\"9 ok\"}"));

            open.run(() -> {
                list(open).requestFocus();
                list(open).getSelectionModel().select(0);
            });
            robot.type(KeyCode.DELETE);
            soon().until(() -> heard().contains("{\"type\":\"delete\",\"id\":1}"));
            robot.press(KeyCode.SHIFT).type(KeyCode.DELETE).release(KeyCode.SHIFT);
            soon().until(() -> heard().contains("{\"type\":\"timeout\",\"id\":1,\"seconds\":600}"));
            chord(KeyCode.DELETE);
            assertThat(says(open, "Ban Bea?")).isTrue();
            robot.type(KeyCode.SPACE);
            assertThat(isSeen(open, "chat-question"))
                    .as("the safe answer has the keyboard")
                    .isFalse();
            assertThat(studio.snapshot().sources()).as("no source was meant").hasSize(sources);
            robot.type(KeyCode.ENTER);
            assertThat(((TextField) focus(open)).getText()).isEqualTo("@Bea ");

            chord(KeyCode.T);
            open.update();
            assertThat(isSeen(open, "docks")).isFalse();
            assertThat(OpenWindow.onJavaFx(() -> open.window().inspector().isVisible()))
                    .as("the filters are back")
                    .isTrue();
            assertThat(studio.snapshot().window().openDock()).isEqualTo(WindowSetting.Dock.NONE);
            assertThat(open.mistakes()).isEmpty();
        }
    }

    @Test
    void whatComesWhileSomebodyReadsIsCountedAndDoesNotMoveThem() {
        server.welcomes(ScriptedChat.welcome(LongStream.rangeClosed(1, 80)
                .mapToObj(id -> ScriptedChat.message(id, "Bea", "number " + id))
                .collect(Collectors.joining(","))));
        studio.schedule().pair(server.paired());
        studio.window(small().withDock(WindowSetting.Dock.CHAT));
        try (OpenWindow open = new OpenWindow(studio)) {
            soon().until(() -> texts(open).size() == 80);
            open.update();
            soon().until(() -> isCellSeen(open, 80));
            server.say(ScriptedChat.message(81, "Bea", "أهلا وسهلا، هذا رائع, this is longer than a line of the dock"));
            soon().until(() -> isCellSeen(open, 81));
            assertThat(isSeen(open, "chat-new")).isFalse();

            open.run(() -> list(open).requestFocus());
            robot.type(KeyCode.HOME);
            soon().until(() -> isCellSeen(open, 1));
            LongStream.rangeClosed(82, 84).forEach(id -> server.say(ScriptedChat.message(id, "Bea", "number " + id)));
            soon().until(() -> says(open, "3 new messages"));
            assertThat(isCellSeen(open, 1)).isTrue();
            open.run(((Button) open.scene().lookup("#chat-new"))::fire);
            soon().until(() -> isCellSeen(open, 84));
            assertThat(isSeen(open, "chat-new")).isFalse();

            server.say("{\"type\":\"gone\",\"ids\":[83,84]}");
            soon().until(() -> texts(open).getLast().equals("number 82"));
            assertThat(open.mistakes()).isEmpty();
        }
    }

    private static boolean isCellSeen(OpenWindow open, long id) {
        return OpenWindow.onJavaFx(() -> list(open).lookupAll(".chat-cell").stream()
                .anyMatch(node -> node instanceof ChatCell cell
                        && cell.isVisible()
                        && cell.getItem() != null
                        && cell.getItem().id() == id
                        && cell.getBoundsInParent().getMinY() < list(open).getHeight()
                        && cell.getBoundsInParent().getMaxY() > 0));
    }

    @Test
    void howItStandsToTheServerIsSaidWithTheButtonThatHelps() throws IOException {
        studio.window(small().withDock(WindowSetting.Dock.CHAT));
        try (OpenWindow open = new OpenWindow(studio)) {
            open.update();
            open.run(((Button) open.scene().lookup("#dock-pair"))::fire);
            assertThat(open.window().overlay().isOpen()).isTrue();
            robot.type(KeyCode.ESCAPE);
            server.answers(said -> List.of("{\"type\":\"refused\",\"ref\":\""
                    + said.get("ref").getAsString()
                    + "\",\"why\":\"slow\",\"words\":\"no\",\"retryMillis\":7000}"));
            studio.schedule().pair(server.paired());
            soon().until(() -> says(open, "Nobody has written yet."));
            TextField field = (TextField) open.scene().lookup("#chat-field");
            open.run(() -> {
                field.setText("too soon");
                field.fireEvent(new ActionEvent());
            });
            soon().until(() -> says(open, "Not so fast. Try again in 7 seconds."));
            assertThat(OpenWindow.onJavaFx(() -> field.getText()))
                    .as("nothing is lost")
                    .isEqualTo("too soon");

            server.close();
            soon().until(() -> says(open, "127.0.0.1 does not answer."));
            assertThat(OpenWindow.onJavaFx(field::isDisabled)).isTrue();
            try (ScriptedChat again = new ScriptedChat(server.port())) {
                again.handshake(ScriptedChat.Handshake.UNKNOWN_DEVICE);
                open.run(((Button) open.scene().lookup("#dock-retry"))::fire);
                soon().until(() -> says(open, "127.0.0.1 does not know this studio any more."));
                assertThat(isSeen(open, "dock-pair")).isTrue();
            }
            assertThat(open.mistakes()).isEmpty();
        }
    }
}
