package io.rostrum.studio.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client that comes back still has, after docs/CHAT.md.
class ChatHistoryTest {
    private final ChatHistory history = new ChatHistory();

    private void welcome(String comingBack, long... ids) throws IOException {
        StringBuilder messages = new StringBuilder();
        for (long id : ids) {
            messages.append(messages.isEmpty() ? "" : ",").append(ScriptedChat.message(id, "Bea", "m" + id));
        }
        history.welcome((ChatEvent.Welcome) ChatEvent.read(ScriptedChat.welcome(messages.toString(), comingBack)));
    }

    private List<Long> ids() {
        return history.list().stream().map(ChatMessage::id).toList();
    }

    @Test
    void whatWasDeletedWhileTheConnectionWasAwayIsGone() throws IOException {
        welcome("\"missed\":false,\"older\":false,\"kept\":[]", 1, 2, 3, 4, 5);
        welcome("\"missed\":false,\"older\":true,\"kept\":[3,5]", 6, 7);
        assertThat(ids()).as("1 and 2 are older than what the server tells of").containsExactly(1L, 2L, 3L, 5L, 6L, 7L);
        welcome("\"missed\":false,\"older\":false,\"kept\":[6]");
        assertThat(ids()).containsExactly(6L);
        welcome("\"missed\":false,\"older\":false,\"kept\":[]");
        assertThat(ids()).as("all was cleared").isEmpty();
    }

    @Test
    void whereMoreWasMissedThanComesNothingSeemsToFollowOnTheOld() throws IOException {
        welcome("\"missed\":false,\"older\":false,\"kept\":[]", 1, 2);
        welcome("\"missed\":true,\"older\":true,\"kept\":[1,2]", 300, 301);
        assertThat(ids()).containsExactly(300L, 301L);
    }

    @Test
    void itIsBoundedAndHasNothingTwice() throws IOException {
        welcome("\"missed\":false,\"older\":false,\"kept\":[]", 1, 2, 3);
        for (long id = 2; id <= ChatHistory.MOST + 2; id++) {
            ChatEvent event = ChatEvent.read(ScriptedChat.message(id, "Bea", "again"));
            history.add(((ChatEvent.Said) event).message());
        }
        assertThat(ids()).hasSize(ChatHistory.MOST).doesNotHaveDuplicates().isSorted();
        assertThat(ids().getFirst()).isEqualTo(3);
        history.removeUpTo(ChatHistory.MOST);
        history.remove(List.of(ChatHistory.MOST + 1L, 77L));
        assertThat(ids()).containsExactly(ChatHistory.MOST + 2L);
    }
}
