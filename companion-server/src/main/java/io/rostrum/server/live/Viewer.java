package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.rostrum.server.live.LiveConfig.ViewerLimits;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.MediaMessage.Kind;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that watches a stream, and how it is kept from costing the others anything.
///
/// A viewer that falls behind by the limits of the configuration loses video up to the next key frame at which half of
/// its backlog is gone; sound goes on until the limit in bytes. One that takes nothing for long is closed. Confined to
/// the channel's loop, but for construction.
public final class Viewer {
    private static final Logger log = LoggerFactory.getLogger(Viewer.class);

    /// What the protocol does besides media. Called on the channel's loop.
    public interface Events {
        /// {@return what the peer's program calls itself; empty where it does not}
        default String program() {
            return "";
        }

        /// {@return who watches, where a proxy stands between; empty for the other end of the connection}
        default Optional<SocketAddress> peer() {
            return Optional.empty();
        }

        /// The first media is about to be written.
        default void joined() {}

        default void interrupted() {}

        default void resumed() {}

        /// The stream is over: say so and close the connection.
        void ended();

        /// The viewer is given up: log the reason and close the connection.
        void givenUp(String why);
    }

    private final Channel channel;
    private final Framing framing;
    private final ViewerLimits limits;
    private final LiveCounters counters;
    private final Events events;
    private final Backlog backlog;
    private final Instant since = Instant.now();
    private final String id = Long.toHexString(ThreadLocalRandom.current().nextLong());

    private boolean wantsAudio = true;
    private boolean wantsVideo = true;
    private boolean paused;
    private boolean needsKeyFrame;
    private boolean gone;
    private long droppedFrames;
    private long next;
    private volatile Optional<Instant> leftAt = Optional.empty();
    /// Written by the channel's loop alone.
    private final AtomicLong sentBytes = new AtomicLong();

    Viewer(Channel channel, Framing framing, ViewerLimits limits, LiveCounters counters, Events events) {
        this.channel = channel;
        this.framing = framing;
        this.limits = limits;
        this.counters = counters;
        this.events = events;
        this.backlog = new Backlog(channel.eventLoop().ticker().nanoTime());
    }

    /// {@return what tells it from all other viewers of the process; any thread}
    public String id() {
        return id;
    }

    /// {@return who watches; any thread}
    public SocketAddress peer() {
        return events.peer().orElseGet(channel::remoteAddress);
    }

    /// {@return what its program calls itself; may be empty; any thread}
    public String program() {
        return events.program();
    }

    /// {@return what was written to it, bytes as framed; any thread}
    public long sentBytes() {
        return sentBytes.get();
    }

    /// {@return `flv` or `rtmp`; any thread}
    public String protocol() {
        return framing.protocol();
    }

    /// {@return when it came; any thread}
    public Instant since() {
        return since;
    }

    /// {@return when its connection ended; empty while it has not; any thread}
    public Optional<Instant> leftAt() {
        return leftAt;
    }

    /// {@return what it has yet to take, bytes; any thread}
    public long waitingBytes() {
        return pendingBytes();
    }

    /// Closes it, as an operator wants it. Any thread.
    public void end(String why) {
        channel.eventLoop().execute(() -> {
            if (!gone) {
                gone = true;
                events.givenUp(why);
            }
        });
    }

    /// {@return what it watches through; any thread}
    public Channel channel() {
        return channel;
    }

    Framing framing() {
        return framing;
    }

    Events events() {
        return events;
    }

    /// {@return frames it did not get since it joined}
    public long droppedFrames() {
        return droppedFrames;
    }

    /// Leaves sound or pictures out, or takes them in again, pictures from the next key frame.
    public void wants(boolean audio, boolean video) {
        needsKeyFrame |= video && !wantsVideo;
        wantsAudio = audio;
        wantsVideo = video;
    }

    /// Stops sending until it is called with false; then goes on at the live edge with the next key frame.
    public void pause(boolean pause) {
        needsKeyFrame |= paused && !pause;
        paused = pause;
    }

    /// The connection has ended: nothing more is written.
    void gone() {
        gone = true;
        leftAt = Optional.of(Instant.now());
    }

    /// Does something for this viewer; when that fails, the viewer is closed and nobody else notices.
    void guarded(Consumer<Viewer> what) {
        try {
            what.accept(this);
        } catch (Throwable e) {
            log.error("[{} {}] a viewer failed and is closed", framing.protocol(), channel.remoteAddress(), e);
            gone = true;
            counters.viewerFailed();
            channel.close();
        }
    }

    /// Messages were lost on the way: goes on with the next key frame.
    ///
    /// @param headers whether something was among them without which nothing later decodes: it must start anew
    void missed(boolean headers) {
        if (gone) {
            return;
        }
        needsKeyFrame = true;
        if (headers) {
            gone = true;
            counters.viewerFailed();
            events.givenUp("lost a header to a fault of this server");
        }
    }

    /// @param newcomer this viewer's; taken
    /// @param prelude  of its protocol, where it pays to share one
    /// @param number   of the first message that is not in the snapshot
    void start(Newcomer newcomer, @Nullable Prelude prelude, long number) {
        next = number;
        List<ByteBuf> pieces = new ArrayList<>();
        try (newcomer) {
            if (!gone) {
                start(newcomer, prelude, pieces);
            }
        } finally {
            pieces.forEach(ByteBuf::release);
        }
    }

    private void start(Newcomer newcomer, @Nullable Prelude prelude, List<ByteBuf> pieces) {
        framing.start(newcomer.video(), newcomer.audio(), pieces);
        long bytes = newcomer.bytes();
        boolean tooMuch = bytes > limits.queueBytes();
        needsKeyFrame |= newcomer.needsKeyFrame() || (tooMuch && newcomer.video());
        if (prelude != null && bytes <= Math.min(limits.queueBytes(), Prelude.MOST_BYTES)) {
            pieces.add(prelude.of(newcomer.snapshot(), newcomer.generation()));
        } else {
            newcomer.snapshot().stream()
                    .filter(message -> !(tooMuch && message.isFrame()))
                    .forEach(message -> framing.frame(message, pieces));
        }
        events.joined();
        long total = 0;
        for (ByteBuf piece : pieces) {
            total += piece.readableBytes();
            channel.write(piece.retain(), channel.voidPromise());
        }
        count(total, newcomer.newestMillis());
        channel.flush();
    }

    /// @param flush borrowed
    void deliver(Flush flush, long nowNanos) {
        if (gone) {
            return;
        }
        backlog.update(pendingBytes(), nowNanos);
        if (backlog.nanosWithoutProgress(nowNanos) > limits.noProgress().toNanos()) {
            gone = true;
            counters.viewerStalled();
            events.givenUp("took nothing for " + limits.noProgress().toSeconds() + " s");
            return;
        }
        if (isOver(1)) {
            needsKeyFrame = true;
        }
        int from = flush.indexOf(next);
        if (!needsKeyFrame && !paused && wantsAudio && wantsVideo) {
            write(flush, from, flush.size());
        } else {
            deliverSome(flush, from);
        }
        channel.flush();
    }

    /// Writes the runs of messages that this viewer takes now.
    private void deliverSome(Flush flush, int first) {
        int from = first;
        long dropped = 0;
        for (int i = first; i < flush.size(); i++) {
            if (takes(flush.message(i))) {
                continue;
            }
            dropped += needsKeyFrame ? 1 : 0;
            write(flush, from, i);
            from = i + 1;
        }
        write(flush, from, flush.size());
        if (dropped > 0) {
            droppedFrames += dropped;
            counters.dropped(Dropped.SLOW_VIEWER, dropped);
        }
    }

    private boolean takes(MediaMessage message) {
        if (message.kind() == Kind.DATA) {
            return !isOver(1) && (message.sequenceHeader() || !paused);
        }
        if (!message.isFrame()) {
            return true; // small, and without it nothing later decodes
        }
        if (paused) {
            return false;
        }
        if (message.kind() == Kind.AUDIO) {
            return wantsAudio && !isOver(1);
        }
        if (needsKeyFrame && message.keyFrame() && !isOver(0.5)) {
            needsKeyFrame = false;
        }
        return wantsVideo && !needsKeyFrame;
    }

    private boolean isOver(double part) {
        return backlog.bytes() > part * limits.queueBytes()
                || backlog.millis() > part * limits.queue().toMillis();
    }

    /// Writes messages `from` up to but without `to`, which may be none or have no bytes in this protocol.
    private void write(Flush flush, int from, int to) {
        if (from < to && flush.bytes(from, to) > 0) {
            count(flush.bytes(from, to), flush.message(to - 1).timestampMillis());
            channel.write(flush.slice(from, to), channel.voidPromise());
        }
    }

    private void count(long bytes, long millis) {
        backlog.written(bytes, millis);
        sentBytes.setRelease(sentBytes.getPlain() + bytes);
        counters.bytesOut(framing.protocol(), bytes);
    }

    private long pendingBytes() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        if (outbound != null) {
            return outbound.totalPendingWriteBytes();
        }
        return channel.isActive() ? beyondWaterMarks() : 0;
    }

    /// {@return what a channel holds that has no buffer of its own, as a stream of HTTP/2 has none: it says only how
    /// far
    /// that is from its water marks}
    private long beyondWaterMarks() {
        return channel.isWritable()
                ? channel.config().getWriteBufferHighWaterMark() + 1 - channel.bytesBeforeUnwritable()
                : channel.config().getWriteBufferLowWaterMark() - 1 + channel.bytesBeforeWritable();
    }
}
