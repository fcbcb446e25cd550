package io.rostrum.server.live;

import io.rostrum.server.auth.StreamName;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/// Who holds which stream. The default knows this process; one for several nodes asks a store they share. Thread-safe.
public interface StreamRegistry {
    /// {@return the stream of that name, live or interrupted}
    Optional<LiveStream> find(StreamName name);

    /// {@return every stream, live or interrupted, in no order}
    Collection<LiveStream> streams();

    /// Lets `publisher` publish the stream of that name, or refuses; the answer comes through the publisher's
    /// callbacks.
    void publish(StreamName name, Publisher publisher);

    /// Calls `observer` with every stream that is opened from now on, on its loop, before its first message.
    void onOpened(Consumer<LiveStream> observer);
}
