package io.rostrum.push.target;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One place a broadcast is pushed to: a queue of its own, a connection that is made anew when it breaks, and counters.
///
/// Video is dropped to the next key frame when more than [PushSettings#queueLimit] waits ([OutputQueue]). Every
/// connection starts at a key frame with the sequence headers; other [Packet#parameters()] in mid-stream send new
/// ones. A server that refuses the stream is not asked again, unless it had taken it before: then it may still hold
/// the connection that was lost.
///
/// All methods may be called from any thread and none blocks but [#close()]. All network work is on one loop of
/// [PushLoops]; a slow or dead server costs nobody else anything.
public final class PushTarget implements PacketSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushTarget.class);

    /// How long to wait for the parameters of all kinds of media before starting with those that are there.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// A connection that has lived so long counts as a success: the next waiting is short again.
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long TICK_MILLIS = 250;

    /// After so many refusals in a row of a server that had taken us before, we believe it.
    private static final int MAX_REFUSALS = 10;

    private final PushUrl url;
    private final PushSettings settings;
    private final PushLoops loops;
    private final EventLoop loop;
    private final OutputQueue queue;
    private final PushMeter meter = new PushMeter();
    private final List<PushListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean drainDue = new AtomicBoolean();
    private volatile PushState state = new PushState.Idle();
    private volatile boolean live;

    // What follows is confined to the loop.
    private final Backoff backoff;
    private @Nullable Connection connection;
    private @Nullable ScheduledFuture<?> nextTry;
    private @Nullable CompletableFuture<Void> stopping;
    private boolean takenBefore;
    private int refusals;

    private PushTarget(PushUrl url, PushSettings settings, PushLoops loops) {
        this.url = url;
        this.settings = settings;
        this.loops = loops;
        this.loop = loops.next();
        this.queue = new OutputQueue(settings.queueLimit());
        this.backoff = new Backoff(settings.backoff(), ThreadLocalRandom.current());
    }

    /// Makes a target and starts connecting.
    ///
    /// @param loops     borrowed, closed after the target
    /// @param listeners hear everything from the first state on
    public static PushTarget start(PushUrl url, PushSettings settings, PushLoops loops, PushListener... listeners) {
        PushTarget target = new PushTarget(url, settings, loops);
        target.listeners.addAll(List.of(listeners));
        target.restart();
        return target;
    }

    public PushUrl url() {
        return url;
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
            if (stopping != null) {
                stopping.complete(null);
                stopping = null;
            }
            backoff.succeeded();
            takenBefore = false;
            refusals = 0;
            queue.open();
            connect();
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
            LOG.info("[push {}] {}", url, next);
        }
        listeners.forEach(listener -> listener.stateChanged(next));
    }

    private void connect() {
        say(new PushState.Connecting(backoff.tries() + 1));
        connection = new Connection();
        connection.open();
    }

    /// Ends whatever connection or waiting there is, without saying so.
    private void hangUp() {
        if (nextTry != null) {
            nextTry.cancel(false);
            nextTry = null;
        }
        if (connection != null) {
            Connection old = connection;
            connection = null;
            old.abandon();
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
        nextTry = loop.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void failed(String why, String whatToDo) {
        hangUp();
        if (stopping != null) {
            idle();
            return;
        }
        queue.close();
        say(new PushState.Failed(why, whatToDo));
    }

    /// Writes what waits, as far as the connection takes it, with one flush.
    private void drain() {
        drainDue.set(false);
        Connection current = connection;
        if (!live || current == null) {
            return;
        }
        current.writeWaiting();
        if (stopping != null && queue.isEmpty()) {
            current.unpublish();
        }
    }

    /// One connection, from resolving the name to its end. Confined to the loop.
    private final class Connection implements PublishSession.Owner {
        private final PublishSession session = new PublishSession(url, this);
        private final Future<?> timeout;
        private @Nullable Channel channel;
        private @Nullable MediaWriter writer;
        private @Nullable Future<?> ticks;
        private Instant since = Instant.EPOCH;
        private long liveNanos;
        private boolean saidGoodbye;
        private long writtenPackets;
        private long progressMark;
        private long lastMark = -1;
        private long progressNanos;

        Connection() {
            timeout = loop.schedule(
                    () -> over("No answer from " + url.hostAndPort() + " within "
                            + settings.connectTimeout().toSeconds() + " s"),
                    settings.connectTimeout().toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        void open() {
            PushConnector.open(url, InetAddress::getAllByName, loops, loop, session, settings.connectTimeout())
                    .addListener((Future<Channel> opened) -> {
                        if (!isCurrent()) {
                            if (opened.isSuccess()) {
                                opened.getNow().close();
                            }
                        } else if (opened.isSuccess()) {
                            channel = opened.getNow();
                            session.begin(channel);
                        } else {
                            over(opened.cause());
                        }
                    });
        }

        private boolean isCurrent() {
            return this.equals(connection);
        }

        @Override
        public void publishing(PublishSession publishing) {
            Channel open = channel;
            if (!isCurrent() || live || open == null) {
                return;
            }
            timeout.cancel(false);
            writer = new MediaWriter(open, publishing.encoder(), publishing.messageStreamId(), settings, queue);
            since = Instant.now();
            liveNanos = System.nanoTime();
            progressNanos = liveNanos;
            ticks = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            takenBefore = true;
            refusals = 0;
            meter.connected(liveNanos);
            queue.connected(true);
            live = true;
            LOG.info("[push {}] live", url);
            sayLive();
            drain();
        }

        private void sayLive() {
            long dropped = queue.dropped(DropReason.NETWORK_TOO_SLOW, MediaKind.VIDEO)
                    + queue.dropped(DropReason.NOT_CONNECTED, MediaKind.VIDEO);
            say(new PushState.Live(since, meter.bitsPerSecond(), queue.span(), dropped));
        }

        void writeWaiting() {
            Channel open = channel;
            MediaWriter out = writer;
            if (open == null
                    || out == null
                    || (writtenPackets == 0 && !queue.readyToStart(settings.kinds(), PATIENCE))) {
                return;
            }
            boolean any = false;
            while (open.isWritable()) {
                Packet packet = queue.poll();
                if (packet == null) {
                    break;
                }
                int bytes = packet.size();
                boolean written = out.write(packet, done -> sent(done, bytes));
                any |= written;
                writtenPackets += written ? 1 : 0;
            }
            if (any) {
                open.flush();
            }
        }

        private void sent(ChannelFuture done, int bytes) {
            if (done.isSuccess()) {
                meter.sent(bytes, System.nanoTime());
                progressMark++;
            }
        }

        /// Looks for a server that takes nothing, and says once a second how it goes.
        private void tick() {
            long now = System.nanoTime();
            ChannelOutboundBuffer pending =
                    channel == null ? null : channel.unsafe().outboundBuffer();
            if (pending == null || !isCurrent()) {
                return;
            }
            long mark = progressMark * Integer.MAX_VALUE + pending.currentProgress();
            if (mark != lastMark || pending.totalPendingWriteBytes() == 0) {
                lastMark = mark;
                progressNanos = now;
            } else if (now - progressNanos >= settings.stallTimeout().toNanos()) {
                over(url.hostAndPort() + " has taken no data for "
                        + settings.stallTimeout().toSeconds() + " s");
                return;
            }
            if (now - liveNanos >= STABLE_NANOS) {
                backoff.succeeded();
            }
            if (meter.measure(now)) {
                sayLive();
            }
        }

        void unpublish() {
            Channel open = channel;
            if (!saidGoodbye && open != null) {
                saidGoodbye = true;
                session.unpublish(open);
            }
        }

        @Override
        public void refused(PublishSession refused, Refusal refusal) {
            if (!isCurrent()) {
                return;
            }
            if (takenBefore && ++refusals < MAX_REFUSALS) {
                over(refusal.why());
            } else {
                failed(refusal.why(), refusal.whatToDo());
            }
        }

        @Override
        public void said(Refusal status) {
            if (isCurrent()) {
                LOG.info("[push {}] server: {} {} {}", url, status.level(), status.code(), status.text());
                listeners.forEach(listener -> listener.serverSaid(status.level(), status.code(), status.text()));
            }
        }

        @Override
        public void writable(PublishSession writable) {
            if (isCurrent()) {
                drain();
            }
        }

        @Override
        public void ended(PublishSession ended, @Nullable Throwable cause) {
            over(cause);
        }

        private void over(@Nullable Throwable cause) {
            ConnectionTrouble trouble = ConnectionTrouble.of(url, cause);
            if (isCurrent() && trouble.whatToDo() != null) {
                failed(trouble.why(), trouble.whatToDo());
            } else {
                over(trouble.why());
            }
        }

        private void over(String why) {
            if (isCurrent()) {
                lost(why);
            }
        }

        void abandon() {
            timeout.cancel(false);
            if (ticks != null) {
                ticks.cancel(false);
            }
            if (channel != null) {
                channel.close();
            }
        }
    }
}
