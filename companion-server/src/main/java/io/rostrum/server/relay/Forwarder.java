package io.rostrum.server.relay;

import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.target.PushLoops;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends streams on to other servers, as rules of rostrum.yaml and of the operator say. Thread-safe.
///
/// What changes rules blocks on the disk; what streams call does not.
public final class Forwarder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
    private static final Duration LAST = Duration.ofSeconds(3);

    private record Way(String rule, StreamName stream) {}

    private final StreamRegistry streams;
    private final ForwardStore store;
    private final Supplier<PushLoops> opener;
    private final Reach reach;
    private final PacketPool pool = new PacketPool();
    private final List<ForwardRule> rules = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<Way, Forward> running = new ConcurrentHashMap<>();
    private final Set<Forward> ending = ConcurrentHashMap.newKeySet();
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable PushLoops loops;

    /// @param fixed  rules of rostrum.yaml
    /// @param store  keeps the operator's
    /// @param opener makes the threads of all connections, when the first is made
    /// @param reach  where they may lead
    /// @throws IOException if the operator's rules cannot be read, in words
    public Forwarder(
            StreamRegistry streams,
            List<ForwardRule> fixed,
            ForwardStore store,
            Supplier<PushLoops> opener,
            Reach reach)
            throws IOException {
        this.streams = streams;
        this.store = store;
        this.opener = opener;
        this.reach = reach;
        rules.addAll(fixed);
        rules.addAll(store.read());
        streams.onOpened(stream -> rules.forEach(rule -> startIfWanted(rule, stream)));
    }

    /// {@return every rule, those of rostrum.yaml first}
    public List<ForwardRule> rules() {
        return List.copyOf(rules);
    }

    /// {@return how every stream stands that a rule sends on, by stream}
    public List<ForwardStatus> statuses() {
        return running.values().stream()
                .map(Forward::status)
                .sorted(Comparator.comparing(ForwardStatus::stream))
                .toList();
    }

    /// {@return why the operator may not add such a rule; empty where nothing speaks against it}. Blocks.
    public Optional<String> objection(ForwardRule rule) {
        return reach.objection(rule.target(), true);
    }

    /// Adds a rule and begins with the streams that are there.
    ///
    /// @throws IOException if it cannot be kept; nothing has changed then
    public void add(ForwardRule rule) throws IOException {
        changing.lock();
        try {
            List<ForwardRule> all = new ArrayList<>(rules);
            all.add(rule);
            store.write(all);
            rules.add(rule);
        } finally {
            changing.unlock();
        }
        streams.streams().forEach(stream -> startIfWanted(rule, stream));
    }

    /// Takes a rule away and ends its connections.
    ///
    /// @return the rule; nothing if there is none of that id, or it is fixed
    public Optional<ForwardRule> remove(String id) throws IOException {
        Optional<ForwardRule> found;
        changing.lock();
        try {
            found = find(id).filter(rule -> !rule.fixed());
            if (found.isPresent()) {
                List<ForwardRule> all = new ArrayList<>(rules);
                all.remove(found.get());
                store.write(all);
                rules.remove(found.get());
            }
        } finally {
            changing.unlock();
        }
        found.ifPresent(this::stop);
        return found;
    }

    /// Switches a rule on or off; one of rostrum.yaml until the next start.
    ///
    /// @return the rule as it is now; nothing if there is none of that id
    public Optional<ForwardRule> enable(String id, boolean on) throws IOException {
        Optional<ForwardRule> now = replace(id, rule -> rule.switched(on));
        now.ifPresent(rule -> {
            if (on) {
                streams.streams().forEach(stream -> startIfWanted(rule, stream));
            } else {
                stop(rule);
            }
        });
        return now;
    }

    private Optional<ForwardRule> replace(String id, UnaryOperator<ForwardRule> change) throws IOException {
        changing.lock();
        try {
            Optional<ForwardRule> before = find(id);
            if (before.isPresent()) {
                List<ForwardRule> all = new ArrayList<>(rules);
                all.replaceAll(rule -> rule.id().equals(id) ? change.apply(rule) : rule);
                store.write(all);
                rules.replaceAll(rule -> rule.id().equals(id) ? change.apply(rule) : rule);
            }
            return find(id);
        } finally {
            changing.unlock();
        }
    }

    /// Tries all connections of a rule again at once, those too that were given up.
    ///
    /// @return whether there is such a rule
    public boolean retry(String id) {
        ways(id).forEach(Forward::retry);
        return find(id).isPresent();
    }

    /// {@return the rule of that id}
    public Optional<ForwardRule> find(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private List<Forward> ways(String rule) {
        return running.values().stream()
                .filter(forward -> forward.rule().id().equals(rule))
                .toList();
    }

    /// Forgets the ways first, so that a rule that is switched on again at once gets new ones.
    private void stop(ForwardRule rule) {
        ways(rule.id()).forEach(this::stop);
    }

    private void stop(Forward forward) {
        ended(forward);
        forward.stop();
    }

    private void startIfWanted(ForwardRule rule, LiveStream stream) {
        if (!rule.enabled() || !rule.matches(stream.name())) {
            return;
        }
        Forward forward = new Forward(rule, stream, loops(), reach, pool, this::ended);
        if (running.putIfAbsent(new Way(rule.id(), stream.name()), forward) != null) {
            return;
        }
        log.info("[forward {}] [live {}] begins", rule.target(stream.name()), stream.name());
        stream.addListener(forward);
        if (!rules.contains(rule)) { // taken away or switched off meanwhile
            stop(forward);
        }
    }

    /// Forgets a way, so that the next stream of the name gets one of its own.
    private void ended(Forward forward) {
        if (running.remove(new Way(forward.rule().id(), forward.name()), forward)) {
            ending.add(forward);
            forward.stopped().whenComplete((_, _) -> ending.remove(forward));
        }
    }

    private PushLoops loops() {
        opening.lock();
        try {
            PushLoops open = loops;
            if (open == null) {
                open = opener.get();
                loops = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    /// Waits a short while for connections to say goodbye, after the streams have ended, and ends them.
    @Override
    public void close() {
        CompletableFuture<?>[] last = Stream.concat(running.values().stream(), ending.stream())
                .map(Forward::stopped)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(last).get(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("[forward] connections did not end in {} s", LAST.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        opening.lock();
        try {
            if (loops != null) {
                loops.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
