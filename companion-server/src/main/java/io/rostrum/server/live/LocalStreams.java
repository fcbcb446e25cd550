package io.rostrum.server.live;

import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.StreamName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The streams of this process.
public final class LocalStreams implements StreamRegistry {
    private final LiveConfig config;
    private final LiveCounters counters;
    private final ConcurrentHashMap<StreamName, LiveStream> streams = new ConcurrentHashMap<>();
    private final List<Consumer<LiveStream>> observers = new CopyOnWriteArrayList<>();

    public LocalStreams(LiveConfig config, LiveCounters counters) {
        this.config = config;
        this.counters = counters;
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return Optional.ofNullable(streams.get(name));
    }

    @Override
    public Collection<LiveStream> streams() {
        return List.copyOf(streams.values());
    }

    @Override
    public void publish(StreamName name, Publisher publisher) {
        LiveStream stream = streams.computeIfAbsent(name, _ -> open(name, publisher));
        stream.offer(publisher, () -> publish(name, publisher));
    }

    private LiveStream open(StreamName name, Publisher publisher) {
        return new LiveStream(
                name,
                publisher.loop(),
                config,
                counters,
                opened -> observers.forEach(observer -> observer.accept(opened)),
                ended -> streams.remove(name, ended));
    }

    @Override
    public void onOpened(Consumer<LiveStream> observer) {
        observers.add(observer);
    }

    /// Ends every publication whose key is not among `valid`; those that needed none go on.
    public void endRevoked(Set<KeyId> valid) {
        streams.values().forEach(stream -> stream.endRevoked(valid));
    }

    /// {@return the keys that streams are published with now; any thread}
    public Set<KeyId> publishingKeys() {
        return streams.values().stream()
                .flatMap(stream -> stream.publishingKey().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// {@return connections that watch any stream over RTMP or HTTP-FLV, ended streams' too}
    public long viewers() {
        return counters.viewers();
    }

    /// Ends every stream: the server stops. Viewers and listeners are told on the streams' loops.
    public void close() {
        streams.values().forEach(LiveStream::end);
    }
}
