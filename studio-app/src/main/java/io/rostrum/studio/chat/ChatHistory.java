package io.rostrum.studio.chat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// The newest messages of a room, oldest first, each once. Bounded: the oldest give way. Confined to
/// one thread.
final class ChatHistory {
    /// As many as one scrolls back through; what is older is on the stream's page.
    static final int MOST = 1_000;

    private final Deque<ChatMessage> messages = new ArrayDeque<>();

    List<ChatMessage> list() {
        return List.copyOf(messages);
    }

    /// {@return the id of the newest; empty where there is none}
    OptionalLong newest() {
        return messages.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(messages.getLast().id());
    }

    void clear() {
        messages.clear();
    }

    /// Adds what is newer than all there is.
    void add(ChatMessage message) {
        if (newest().isPresent() && message.id() <= newest().getAsLong()) {
            return;
        }
        messages.addLast(message);
        if (messages.size() > MOST) {
            messages.removeFirst();
        }
    }

    void remove(Collection<Long> ids) {
        Set<Long> gone = new HashSet<>(ids);
        messages.removeIf(message -> gone.contains(message.id()));
    }

    void removeUpTo(long id) {
        messages.removeIf(message -> message.id() <= id);
    }

    /// Takes what was said, and lets go of what was deleted, while the connection was away
    /// (`docs/CHAT.md`, Coming back). Where more was said than the welcome has, what was known before
    /// is let go of, so that nothing seems to follow on what it does not follow on.
    void welcome(ChatEvent.Welcome welcome) {
        if (welcome.missed()) {
            messages.clear();
        } else {
            Set<Long> kept = new HashSet<>(welcome.kept());
            long oldest = !welcome.kept().isEmpty()
                    ? welcome.kept().getFirst()
                    : welcome.messages().isEmpty()
                            ? Long.MAX_VALUE
                            : welcome.messages().getFirst().id();
            messages.removeIf(message -> !kept.contains(message.id()) && (!welcome.older() || message.id() > oldest));
        }
        welcome.messages().forEach(this::add);
    }
}
