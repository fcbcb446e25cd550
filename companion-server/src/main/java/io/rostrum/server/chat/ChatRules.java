package io.rostrum.server.chat;

import java.util.List;

/// What counts in the chat of one stream for everybody but those who moderate it.
///
/// @param slowSeconds  between two messages of one person; 0 for none
/// @param links        whether messages may have links
/// @param membersOnly  whether only people with an account may write
/// @param blockedWords as [WordFilter] takes them
record ChatRules(int slowSeconds, boolean links, boolean membersOnly, List<String> blockedWords) {
    static final int MAX_SLOW_SECONDS = 3_600;
    static final ChatRules DEFAULT = new ChatRules(0, true, false, List.of());

    ChatRules {
        blockedWords = List.copyOf(blockedWords);
    }
}
