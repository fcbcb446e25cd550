package io.rostrum.push.target;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.Future;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of a target, from resolving the name to its end. Confined to the loop. It says nothing any more
/// once it was abandoned or is over.
final class PushConnection implements PublishSession.Owner {
    /// How long to wait for the parameters of all kinds of media before starting with those that are there.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long TICK_MILLIS = 250;
    private static final long NANOS_PER_MICRO = 1_000;

    /// What the target hears.
    interface Owner {
        /// The server takes media.
        void live();

        /// There is room for more media.
        void room();

        /// Four times a second while live.
        void tick(UplinkSample uplink);

        /// The server does not want the stream; the connection still stands.
        void refused(Refusal refusal);

        /// The server spoke without refusing.
        void said(Refusal status);

        /// The server asks to be left for another, or for itself anew.
        void sentAway(Optional<String> tcUrl);

        void over(ConnectionTrouble trouble);
    }

    private final PushUrl url;
    private final PushSettings settings;
    private final PushLoops loops;
    private final EventLoop loop;
    private final OutputQueue queue;
    private final PushMeter meter;
    private final Owner owner;
    private final PublishSession session;
    private final EpollTcpInfo tcp = new EpollTcpInfo();
    private final SentMedia media = new SentMedia();
    private @Nullable Future<?> timeout;
    private @Nullable Channel channel;
    private @Nullable MediaWriter writer;
    private @Nullable Future<?> ticks;
    private boolean left;
    private boolean saidGoodbye;
    private long sentBytes;
    private long progressMark;
    private long lastMark = -1;
    private long progressNanos;
    private long shortestWayNanos = Long.MAX_VALUE;

    PushConnection(
            PushUrl url,
            PushSettings settings,
            PushLoops loops,
            EventLoop loop,
            OutputQueue queue,
            PushMeter meter,
            Owner owner) {
        this.url = url;
        this.settings = settings;
        this.loops = loops;
        this.loop = loop;
        this.queue = queue;
        this.meter = meter;
        this.owner = owner;
        this.session = new PublishSession(url, loops.deviceToken(), this);
    }

    void open() {
        timeout = loop.schedule(
                () -> over(ConnectionTrouble.passing("No answer from " + url.hostAndPort() + " within "
                        + settings.connectTimeout().toSeconds() + " s")),
                settings.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        PushConnector.open(url, settings.resolver(), loops, loop, session, settings.connectTimeout())
                .addListener((Future<Channel> opened) -> {
                    if (left) {
                        if (opened.isSuccess()) {
                            opened.getNow().close();
                        }
                    } else if (opened.isSuccess()) {
                        channel = opened.getNow();
                        session.begin(channel);
                    } else {
                        over(ConnectionTrouble.of(url, opened.cause()));
                    }
                });
    }

    @Override
    public void publishing(PublishSession publishing) {
        Channel open = channel;
        if (left || writer != null || open == null) {
            return;
        }
        endTimeout();
        writer = new MediaWriter(open, publishing.encoder(), publishing.messageStreamId(), settings, queue);
        progressNanos = System.nanoTime();
        ticks = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        owner.live();
    }

    /// Writes what waits, as far as the connection takes it, with one flush.
    void writeWaiting() {
        Channel open = channel;
        MediaWriter out = writer;
        if (open == null || out == null || (!out.started() && !queue.readyToStart(settings.kinds(), PATIENCE))) {
            return;
        }
        boolean any = false;
        while (open.isWritable()) {
            Packet packet = queue.poll();
            if (packet == null) {
                break;
            }
            int bytes = packet.size();
            long dtsNanos = packet.dtsNanos();
            if (out.write(packet, done -> sent(done, bytes))) {
                media.written(bytes, dtsNanos);
                any = true;
            }
        }
        if (any) {
            open.flush();
        }
    }

    private void sent(ChannelFuture done, int bytes) {
        if (done.isSuccess()) {
            sentBytes += bytes;
            meter.sent(bytes, System.nanoTime());
            progressMark++;
        }
    }

    /// Looks for a server that takes nothing, and for how far it is behind.
    private void tick() {
        long now = System.nanoTime();
        ChannelOutboundBuffer pending =
                channel == null ? null : channel.unsafe().outboundBuffer();
        if (pending == null || left) {
            return;
        }
        long mark = progressMark * Integer.MAX_VALUE + pending.currentProgress();
        if (mark != lastMark || pending.totalPendingWriteBytes() == 0) {
            lastMark = mark;
            progressNanos = now;
        } else if (now - progressNanos >= settings.stallTimeout().toNanos()) {
            over(ConnectionTrouble.passing(url.hostAndPort() + " has taken no data for "
                    + settings.stallTimeout().toSeconds() + " s"));
            return;
        }
        owner.tick(uplink(now));
    }

    private UplinkSample uplink(long now) {
        long onTheWay = 0;
        long way = 0;
        if (channel instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.tcpInfo(tcp);
            onTheWay = tcp.unacked() * tcp.sndMss();
            shortestWayNanos = Math.min(shortestWayNanos, tcp.rtt() * NANOS_PER_MICRO);
            way = shortestWayNanos;
        }
        media.delivered(sentBytes - onTheWay);
        int sound = queue.newestParameters(MediaKind.AUDIO)
                .map(CodecParameters::bitsPerSecond)
                .orElse(0);
        long behind = media.behindNanos() + queue.span().toNanos();
        return new UplinkSample(now, Math.max(0, behind - way), media.deliveredBytes(), sound);
    }

    /// Says goodbye after all that was written; the end of the connection follows.
    void unpublish() {
        Channel open = channel;
        if (!saidGoodbye && open != null) {
            saidGoodbye = true;
            session.unpublish(open);
        }
    }

    @Override
    public void refused(PublishSession refused, Refusal refusal) {
        if (!left) {
            owner.refused(refusal);
        }
    }

    @Override
    public void notTaken(PublishSession session, Refusal refusal) {
        over(ConnectionTrouble.passing(refusal.why()));
    }

    @Override
    public void said(Refusal status) {
        if (!left) {
            owner.said(status);
        }
    }

    @Override
    public void sentAway(Optional<String> tcUrl) {
        if (!left) {
            owner.sentAway(tcUrl);
        }
    }

    @Override
    public void writable(PublishSession writable) {
        if (!left) {
            owner.room();
        }
    }

    @Override
    public void ended(PublishSession ended, @Nullable Throwable cause) {
        over(ConnectionTrouble.of(url, cause));
    }

    private void over(ConnectionTrouble trouble) {
        if (!left) {
            abandon();
            owner.over(trouble);
        }
    }

    private void endTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    /// Ends it without a word; idempotent.
    void abandon() {
        left = true;
        endTimeout();
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
    }

    /// Says goodbye and ends it without a word to the owner; what was written still goes out, if it does so soon.
    void leave() {
        Channel open = channel;
        unpublish();
        left = true;
        endTimeout();
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (open != null) {
            loop.schedule(() -> open.close(), settings.flushDeadline().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
