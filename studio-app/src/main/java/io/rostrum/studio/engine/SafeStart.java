package io.rostrum.studio.engine;

import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which sources and channels a studio that was started safely does not open yet: all but those that its user
/// has opened or added since. It outlives the programmes, and so does what it holds back. Thread-safe.
final class SafeStart {
    private final boolean safely;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    /// @param safely whether anything is held back at all
    SafeStart(boolean safely) {
        this.safely = safely;
    }

    /// {@return whether a source is not to be opened}
    boolean holds(String source) {
        return safely && !opened.contains(source);
    }

    /// {@return whether a channel is not to be opened; the sound of a film comes with its pictures}
    boolean holds(SavedChannel channel) {
        return holds(source(channel));
    }

    /// A source or a channel is opened from now on.
    void open(String id) {
        opened.add(id);
    }

    /// A channel is opened from now on, and the film that it is of.
    void open(SavedChannel channel) {
        open(source(channel));
    }

    private static String source(SavedChannel channel) {
        return channel.input().startsWith(LiveChannels.OF_SOURCE)
                ? channel.input().substring(LiveChannels.OF_SOURCE.length())
                : channel.id();
    }
}
