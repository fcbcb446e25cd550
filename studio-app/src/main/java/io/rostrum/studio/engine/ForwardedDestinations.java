package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.server.OperatorApi;
import io.rostrum.studio.server.OperatorApi.Forward;
import io.rostrum.studio.server.OperatorApi.Way;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Destinations that a companion server sends on to: brings its forwards in line with what is wanted, and knows how
/// each stands.
///
/// A thread of its own asks the server, once a second while there is need. Forwards that an earlier run has left behind
/// are taken away, for they hold keys; they are known by how their ids begin. Thread-safe; only [#close()] waits.
public final class ForwardedDestinations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ForwardedDestinations.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final String CHANGE_IT = mark("Correct the address or the key.");

    /// A forward that was made.
    ///
    /// @param address with the key
    private record Made(String id, String address) {
        @Override
        public String toString() {
            return "Made[id=" + id + "]";
        }
    }

    /// An address that the server does not take.
    private record Refusal(String address, String why) {
        @Override
        public String toString() {
            return "Refusal[why=" + why + "]";
        }
    }

    private final Supplier<Optional<OperatorApi>> server;
    private final String stream;
    private final String ours;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread keeper;
    private Map<String, String> wanted = Map.of();
    private final Set<String> again = new HashSet<>();
    private boolean changed;
    private boolean closed;
    private volatile Map<String, DestinationState> states = Map.of();

    // What follows is confined to the keeper.
    private final Map<String, Made> made = new HashMap<>();
    private final Map<String, Refusal> refused = new HashMap<>();
    private final Map<String, Instant> liveSince = new HashMap<>();
    private boolean tidy;

    /// @param server what the server's operator may ask; empty while it does not run
    /// @param stream that is sent on
    /// @param ours   how ids of these forwards begin, and of no others: letters, digits and `-`
    public ForwardedDestinations(Supplier<Optional<OperatorApi>> server, String stream, String ours) {
        this.server = server;
        this.stream = stream;
        this.ours = ours;
        keeper = Thread.ofVirtual().name("forwarded-destinations").start(this::keep);
    }

    /// Says where the server is to send it on to.
    ///
    /// @param addresses by the destination's id; with the keys
    public void want(Map<String, String> addresses) {
        lock.lock();
        try {
            if (!wanted.equals(addresses)) {
                wanted = Map.copyOf(addresses);
                changed = true;
                wake.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Tries one again at once.
    void retry(String destination) {
        lock.lock();
        try {
            again.add(destination);
            changed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// {@return how a wanted one stands}
    public DestinationState state(String destination) {
        return states.getOrDefault(destination, new DestinationState.Connecting(1));
    }

    private void keep() {
        while (isOpen()) {
            lookOnce();
            pause();
        }
        if (!made.isEmpty()) {
            lookOnce();
        }
    }

    private boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void lookOnce() {
        Map<String, String> now;
        Set<String> retries;
        lock.lock();
        try {
            now = closed ? Map.of() : wanted;
            retries = Set.copyOf(again);
            again.clear();
            changed = false;
        } finally {
            lock.unlock();
        }
        Optional<OperatorApi> api = server.get();
        if (api.isEmpty()) {
            waiting(now, tr("the bundled server is not ready yet"));
            return;
        }
        try {
            align(api.get(), now, retries);
        } catch (IOException e) {
            log.debug("[forwards] not in line with what is wanted", e);
            waiting(now, tr("the bundled server does not answer: {0}", e.getMessage()));
        } catch (RuntimeException e) {
            log.error("[forwards] a defect in keeping them", e);
            waiting(now, tr("the studio made a mistake; please report the log"));
        }
    }

    private void waiting(Map<String, String> now, String why) {
        Map<String, DestinationState> all = new HashMap<>();
        Instant soon = Instant.now().plus(LOOK_EVERY);
        now.keySet().forEach(destination -> all.put(destination, new DestinationState.Waiting(soon, why)));
        states = Map.copyOf(all);
    }

    private void align(OperatorApi api, Map<String, String> now, Set<String> retries) throws IOException {
        made.entrySet().removeIf(entry -> !entry.getValue().address().equals(now.get(entry.getKey())));
        refused.entrySet()
                .removeIf(entry -> retries.contains(entry.getKey())
                        || !entry.getValue().address().equals(now.get(entry.getKey())));
        Map<String, Forward> there = new HashMap<>();
        for (Forward forward : api.forwards()) {
            if (made.values().stream().anyMatch(one -> one.id().equals(forward.id()))) {
                there.put(forward.id(), forward);
            } else if (forward.id().startsWith(ours)) {
                api.removeForward(forward.id());
            }
        }
        tidy = true;
        for (Map.Entry<String, String> one : now.entrySet()) {
            Made forward = made.get(one.getKey());
            boolean missing = forward == null || !there.containsKey(forward.id());
            if (missing && !refused.containsKey(one.getKey())) {
                add(api, one.getKey(), one.getValue());
            } else if (forward != null && retries.contains(one.getKey())) {
                api.retryForward(forward.id());
            }
        }
        Map<String, DestinationState> all = new HashMap<>();
        now.keySet().forEach(destination -> all.put(destination, stateOf(destination, there)));
        liveSince.keySet().retainAll(now.keySet());
        states = Map.copyOf(all);
    }

    private void add(OperatorApi api, String destination, String address) throws IOException {
        Made one = new Made(ours + UUID.randomUUID(), address);
        try {
            api.addForward(one.id(), stream, address);
            made.put(destination, one);
        } catch (OperatorApi.RefusedException e) {
            made.remove(destination);
            refused.put(destination, new Refusal(address, String.valueOf(e.getMessage())));
        }
    }

    private DestinationState stateOf(String destination, Map<String, Forward> there) {
        Refusal refusal = refused.get(destination);
        if (refusal != null) {
            return new DestinationState.Refused(refusal.why(), tr(CHANGE_IT));
        }
        Made one = made.get(destination);
        Forward forward = one == null ? null : there.get(one.id());
        Optional<Way> way = forward == null
                ? Optional.empty()
                : forward.now().stream()
                        .filter(each -> each.stream().equals(stream))
                        .findFirst();
        if (way.filter(each -> each.state().equals("live")).isEmpty()) {
            liveSince.remove(destination);
        }
        return way.map(each -> stateOf(destination, each)).orElseGet(() -> new DestinationState.Connecting(1));
    }

    private DestinationState stateOf(String destination, Way way) {
        return switch (way.state()) {
            case "live" ->
                new DestinationState.Sending(
                        liveSince.computeIfAbsent(destination, _ -> Instant.now()),
                        way.bitsPerSecond(),
                        Duration.ofMillis(way.queuedMillis()),
                        way.droppedFrames());
            case "waiting" -> new DestinationState.Waiting(time(way.retryAt()), words(way.why()));
            case "failed" -> new DestinationState.Refused(words(way.why()), words(way.whatToDo()));
            default -> new DestinationState.Connecting(1);
        };
    }

    private static String words(@Nullable String words) {
        return words == null ? "" : words;
    }

    private static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.now() : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.now();
        }
    }

    private void pause() {
        lock.lock();
        try {
            boolean busy = !wanted.isEmpty() || !made.isEmpty() || !tidy;
            long left = LOOK_EVERY.toNanos();
            while (!changed && !closed && left > 0) {
                if (busy) {
                    left = wake.awaitNanos(left);
                } else {
                    wake.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Lets the server send on no more, and waits for that.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!keeper.join(ENDS_WITHIN)) {
                log.warn("[forwards] not taken away within {} s", ENDS_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
