package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Publication.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who publishes in a test, on a loop of the test's, and remembers what it is told. Confined to that loop.
public class Camera implements Publisher {
    private final EventExecutor loop;
    private final String label;
    private final Optional<Secret> token;
    private final List<String> told = new ArrayList<>();
    private @Nullable Publication publication;

    public Camera(EventExecutor loop) {
        this(loop, "camera", Optional.empty());
    }

    Camera(EventExecutor loop, String label, Optional<Secret> token) {
        this.loop = loop;
        this.label = label;
        this.token = token;
    }

    /// {@return whether the stream is its own}
    public boolean publishes() {
        return publication != null;
    }

    /// {@return what it was told, oldest first: `accepted`, `refused: …`, `replaced: …`, `rejected: …`, codes of
    /// warnings}
    List<String> told() {
        return told;
    }

    /// @param message taken
    public void send(MediaMessage message) {
        send(message.kind(), message.timestampMillis(), message.payload());
    }

    /// @param payload taken
    public void send(Kind kind, long millis, ByteBuf payload) {
        Publication to = publication;
        if (to == null) {
            throw new AssertionError(label + " does not publish: " + told);
        }
        to.send(kind, millis, payload);
    }

    /// Gives the stream back, if it is its own.
    public void end(End how) {
        Publication ending = publication;
        publication = null;
        if (ending != null) {
            ending.end(how);
        }
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public String protocol() {
        return "test";
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Optional<KeyId> key() {
        return Optional.empty();
    }

    @Override
    public Optional<Secret> deviceToken() {
        return token;
    }

    @Override
    public void accepted(Publication granted) {
        publication = granted;
        told.add("accepted");
    }

    @Override
    public void refused(String why) {
        told.add("refused: " + why);
    }

    @Override
    public void replaced(String why) {
        publication = null;
        told.add("replaced: " + why);
    }

    @Override
    public void rejected(String why) {
        publication = null;
        told.add("rejected: " + why);
    }

    @Override
    public void warned(StreamWarning warning) {
        told.add(warning.code());
    }
}
