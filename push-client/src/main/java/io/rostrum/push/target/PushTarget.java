package io.rostrum.push.target;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One place a broadcast is pushed to: a queue of its own, a connection that is made anew when it breaks, and
/// counters.
///
/// Video is dropped to the next key frame when more than [PushSettings#queueLimit] waits ([OutputQueue]). Every
/// connection starts at a key frame with the sequence headers; other [Packet#parameters()] in mid-stream send new
/// ones. A server that refuses the stream is not asked again, unless it had taken it before: then it may still hold
/// the connection that was lost. Where there is a second address, tries go to both in turn. While there is no
/// connection, a network that comes up on this machine means a try at once.
///
/// All methods may be called from any thread and none blocks but [#close()]. All network work is on one loop of
/// [PushLoops]; a slow or dead server costs nobody else anything.
public final class PushTarget implements PacketSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushTarget.class);

    /// A connection that has lived so long counts as a success: the next waiting is short again.
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// After so many refusals in a row of a server that had taken us before, we believe it.
    private static final int MAX_REFUSALS = 10;

    /// A server that denies the right to publish means it sooner.
    private static final int MAX_DENIALS = 3;

    /// Servers may send us on; after so many without being taken for long in between it is trouble.
    private static final int MAX_MOVES = 5;

    private final PushUrl url;
    private final Optional<PushUrl> backup;
    private final PushSettings settings;
    private final PushLoops loops;
    private final EventLoop loop;
    private final OutputQueue queue;
    private final PushMeter meter = new PushMeter();
    private final List<PushListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean drainDue = new AtomicBoolean();
    private volatile PushState state = new PushState.Idle();
    private volatile PushUrl address;
    private volatile boolean live;

    // What follows is confined to the loop.
    private final Backoff backoff;
    private final NetworkWatch network;
    private @Nullable PushConnection connection;
    private @Nullable ScheduledFuture<?> nextTry;
    private @Nullable CompletableFuture<Void> stopping;
    private Instant since = Instant.EPOCH;
    private long liveNanos;
    private boolean takenBefore;
    private int refusals;
    private final Set<PushUrl> refusing = new HashSet<>();
    private int moves;

    private PushTarget(PushUrl url, Optional<PushUrl> backup, PushSettings settings, PushLoops loops) {
        this.url = url;
        this.backup = backup;
        this.address = url;
        this.settings = settings;
        this.loops = loops;
        this.loop = loops.next();
        this.queue = new OutputQueue(settings.queueLimit());
        this.backoff = new Backoff(settings.backoff(), ThreadLocalRandom.current());
        this.network = new NetworkWatch(loops.network(), loop, this::networkCameUp);
    }

    /// Makes a target and starts connecting.
    ///
    /// @param loops     borrowed, closed after the target
    /// @param listeners hear everything from the first state on
    public static PushTarget start(PushUrl url, PushSettings settings, PushLoops loops, PushListener... listeners) {
        return start(url, Optional.empty(), settings, loops, listeners);
    }

    /// Makes a target with a second address, and starts connecting.
    ///
    /// @param backup    tried in turn with `url` whenever there is no connection
    /// @param loops     borrowed, closed after the target
    /// @param listeners hear everything from the first state on
    public static PushTarget start(
            PushUrl url, Optional<PushUrl> backup, PushSettings settings, PushLoops loops, PushListener... listeners) {
        PushTarget target = new PushTarget(url, backup, settings, loops);
        target.listeners.addAll(List.of(listeners));
        target.restart();
        return target;
    }

    /// {@return where it was asked to send}
    public PushUrl url() {
        return url;
    }

    /// {@return where it sends now, or tries to: [#url()], the backup, or where the server has sent us}
    public PushUrl address() {
        return address;
    }

    public PushState state() {
        return state;
    }

    public PushCounters counters() {
        return meter.counters(queue);
    }

    public void addListener(PushListener listener) {
        listeners.add(listener);
    }

    public void removeListener(PushListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void accept(Packet packet) {
        queue.offer(packet);
        if (live && drainDue.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    /// Connects now, whatever it was doing: after a failure, after [#stop], or to begin anew.
    public void restart() {
        loop.execute(() -> {
            hangUp();
            network.end();
            if (stopping != null) {
                stopping.complete(null);
                stopping = null;
            }
            backoff.succeeded();
            takenBefore = false;
            refusals = 0;
            refusing.clear();
            moves = 0;
            queue.open();
            connect(url);
        });
    }

    /// Sends what waits, for at most [PushSettings#flushDeadline], says goodbye and becomes idle. [#restart] starts
    /// again.
    ///
    /// @return done when the connection is closed
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        queue.seal();
        loop.execute(() -> {
            if (stopping != null) {
                stopping.whenComplete((_, _) -> stopped.complete(null));
                return;
            }
            stopping = stopped;
            if (!live) {
                idle();
                return;
            }
            loop.schedule(
                    () -> {
                        if (!stopped.isDone()) {
                            idle();
                        }
                    },
                    settings.flushDeadline().toMillis(),
                    TimeUnit.MILLISECONDS);
            drain();
        });
        return stopped;
    }

    /// Stops, and waits for it. Not to be called on a network thread.
    @Override
    public void close() {
        stop().join();
    }

    private void say(PushState next) {
        state = next;
        if (!(next instanceof PushState.Live)) {
            LOG.info("[push {}] {}", address, next);
        }
        listeners.forEach(listener -> listener.stateChanged(next));
    }

    private void connect(PushUrl where) {
        address = where;
        say(new PushState.Connecting(backoff.tries() + 1));
        connection = new PushConnection(where, settings, loops, loop, queue, meter, new Listening());
        connection.open();
    }

    /// {@return the address whose turn it is}
    private PushUrl nextAddress() {
        return backup.filter(_ -> backoff.tries() % 2 == 1).orElse(url);
    }

    /// Ends whatever connection or waiting there is, without saying so.
    private void hangUp() {
        if (nextTry != null) {
            nextTry.cancel(false);
            nextTry = null;
        }
        if (connection != null) {
            connection.abandon();
            connection = null;
        }
        if (live) {
            live = false;
            meter.disconnected();
        }
        queue.connected(false);
    }

    private void idle() {
        CompletableFuture<Void> done = stopping;
        if (done == null) {
            return;
        }
        stopping = null;
        hangUp();
        network.end();
        queue.close();
        if (!(state instanceof PushState.Idle)) {
            say(new PushState.Idle());
        }
        done.complete(null);
    }

    private void lost(String why) {
        boolean wasLive = live;
        hangUp();
        if (stopping != null) {
            idle();
            return;
        }
        if (wasLive) {
            meter.reconnecting();
        }
        Duration wait = backoff.next();
        say(new PushState.Waiting(Instant.now().plus(wait), why));
        nextTry = loop.schedule(() -> connect(nextAddress()), wait.toMillis(), TimeUnit.MILLISECONDS);
        network.begin();
    }

    private void networkCameUp() {
        LOG.info("[push {}] there is a network that was not there: trying again at once", address);
        hangUp();
        backoff.succeeded();
        connect(url);
    }

    private void failed(String why, String whatToDo) {
        hangUp();
        if (stopping != null) {
            idle();
            return;
        }
        network.end();
        queue.close();
        say(new PushState.Failed(why, whatToDo));
    }

    /// Trying again at the same address will not help, but there may be another address, even if nobody answers there
    /// just now.
    private void refused(String why, String whatToDo, int believed) {
        refusing.add(address);
        boolean hope = backup.isPresent() && !(refusing.contains(url) && refusing.contains(backup.get()));
        if (++refusals < believed || hope) {
            lost(why);
        } else {
            failed(why, whatToDo);
        }
    }

    /// Writes what waits, as far as the connection takes it, with one flush.
    private void drain() {
        drainDue.set(false);
        PushConnection current = connection;
        if (!live || current == null) {
            return;
        }
        current.writeWaiting();
        if (stopping != null && queue.isEmpty()) {
            current.unpublish();
        }
    }

    /// Hears the connection of now; one that was abandoned says nothing.
    private final class Listening implements PushConnection.Owner {
        @Override
        public void live() {
            network.end();
            since = Instant.now();
            liveNanos = System.nanoTime();
            takenBefore = true;
            refusals = 0;
            refusing.clear();
            meter.connected(liveNanos);
            queue.connected(true);
            live = true;
            LOG.info("[push {}] live", address);
            sayLive();
            if (settings.kinds().contains(MediaKind.VIDEO) && !queue.hasKeyFrame()) {
                listeners.forEach(PushListener::keyFrameWanted);
            }
            drain();
        }

        private void sayLive() {
            long dropped = queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.VIDEO)
                    + queue.dropped(DropReason.NOT_CONNECTED, MediaKind.VIDEO);
            say(new PushState.Live(since, meter.bitsPerSecond(), queue.span(), dropped));
        }

        @Override
        public void room() {
            drain();
        }

        @Override
        public void tick(UplinkSample uplink) {
            if (uplink.nowNanos() - liveNanos >= STABLE_NANOS) {
                backoff.succeeded();
                moves = 0;
            }
            listeners.forEach(listener -> listener.uplink(uplink));
            if (meter.measure(uplink.nowNanos())) {
                sayLive();
            }
        }

        @Override
        public void refused(Refusal refusal) {
            PushTarget.this.refused(refusal.why(), refusal.whatToDo(), believed(refusal));
        }

        private int believed(Refusal refusal) {
            if (!takenBefore) {
                return 1;
            }
            return refusal.isDenial() ? MAX_DENIALS : MAX_REFUSALS;
        }

        @Override
        public void said(Refusal status) {
            LOG.info("[push {}] server: {} {} {}", address, status.level(), status.code(), status.text());
            listeners.forEach(listener -> listener.serverSaid(status.level(), status.code(), status.text()));
        }

        @Override
        public void sentAway(Optional<String> tcUrl) {
            PushConnection left = connection;
            if (left == null || stopping != null) {
                return;
            }
            try {
                PushUrl next = tcUrl.isPresent() ? address.movedTo(tcUrl.get()) : address;
                if (++moves > MAX_MOVES) {
                    lost(address.hostAndPort() + " sends us from one place to another");
                    return;
                }
                connection = null;
                left.leave();
                if (live) {
                    meter.reconnecting();
                }
                hangUp();
                connect(next);
            } catch (IllegalArgumentException e) {
                lost(address.hostAndPort() + " sends us to an address that cannot be used: " + e.getMessage());
            }
        }

        @Override
        public void over(ConnectionTrouble trouble) {
            if (trouble.whatToDo() == null) {
                lost(trouble.why());
            } else {
                PushTarget.this.refused(trouble.why(), trouble.whatToDo(), 1);
            }
        }
    }
}
