package io.rostrum.studio.chat;

import java.util.List;

/// The chat as it is at one time.
///
/// @param room        another number for another room, whose messages have other ids
/// @param messages    the newest, oldest first
/// @param open        whether guests may write
/// @param slowSeconds between two messages of one person; 0 for none
/// @param moderator   whether this studio may moderate
/// @param nick        what this studio is called there; empty before it is known
public record ChatView(
        ChatState state,
        long room,
        List<ChatMessage> messages,
        boolean open,
        int slowSeconds,
        boolean moderator,
        String nick) {
    static final ChatView NOTHING = new ChatView(new ChatState.NotPaired(), 0, List.of(), true, 0, false, "");

    public ChatView {
        messages = List.copyOf(messages);
    }
}
