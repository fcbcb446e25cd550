package io.rostrum.server.live;

import io.rostrum.server.auth.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What listens to one stream. A listener that fails is logged and taken off; nobody else notices. Confined to the
/// stream's loop.
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final StreamName name;
    private final List<StreamListener> listeners = new ArrayList<>();

    /// @param name the stream's, for log lines
    Listeners(StreamName name) {
        this.name = name;
    }

    /// @param snapshot what the listener gets at once; taken
    void add(StreamListener listener, LiveStream stream, List<MediaMessage> snapshot) {
        listeners.add(listener);
        guarded(listener, l -> l.started(stream));
        for (MediaMessage message : snapshot) {
            try (message) {
                guarded(listener, l -> l.message(message));
            }
        }
    }

    void remove(StreamListener listener) {
        listeners.remove(listener);
    }

    void forEach(Consumer<StreamListener> what) {
        if (listeners.isEmpty()) {
            return;
        }
        for (StreamListener listener : listeners.toArray(StreamListener[]::new)) {
            guarded(listener, what);
        }
    }

    private void guarded(StreamListener listener, Consumer<StreamListener> what) {
        try {
            what.accept(listener);
        } catch (Throwable e) {
            log.error("[live {}] a listener failed and is taken off the stream", name, e);
            listeners.remove(listener);
        }
    }

    /// The stream is over: tells everybody, and nothing follows.
    void end() {
        forEach(StreamListener::ended);
        listeners.clear();
    }
}
