package io.rostrum.server.live;

import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import java.util.Optional;

/// A connection that wants to publish a stream. All but the first five are called on [#loop()].
public interface Publisher {
    /// {@return the loop its callbacks run on and its media comes from}
    EventExecutor loop();

    /// {@return how it comes: `rtmp`, `flv` for HTTP-FLV, `pull` for what this server fetches itself}
    String protocol();

    /// {@return who it is, for log lines: an address}
    String label();

    /// {@return the key that let it publish; empty where none was needed}
    Optional<KeyId> key();

    /// {@return what only this device knows, chosen by itself; lets it replace its own dead connection at once}
    Optional<Secret> deviceToken();

    /// The stream is its own until [Publication#end], or until it is replaced.
    void accepted(Publication publication);

    /// Somebody else publishes the stream.
    ///
    /// @param why in words
    void refused(String why);

    /// Another publisher has taken the stream over: close the connection.
    ///
    /// @param why in words
    void replaced(String why);

    /// It sends something that no viewer could play, or may no longer publish: tell it, close the connection.
    ///
    /// @param why in words
    void rejected(String why);

    /// Viewers suffer from something it sends.
    void warned(StreamWarning warning);
}
