package io.rostrum.push.target;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.rostrum.push.amf.Amf0Writer;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.flv.FlvTagBody;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.rtmp.RtmpMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures how many bits a second a server can be sent: fills a connection with pictures for some seconds.
///
/// A publisher's connection as far as `connect`; the pictures go out as the messages that a stream consists of, but
/// nothing is published, so that nobody sees them: servers read such messages and pass over them. Where a service has a
/// test mode, or the user agrees to be seen, the stream is published. The way of OBS Studio's wizard otherwise
/// (`frontend/wizards/AutoConfigTestPage.cpp`): 128x128, 60 a second, 2.5 s to settle, 10 s to measure.
public final class UplinkMeasure implements AutoCloseable {
    private static final Duration TICK = Duration.ofNanos(16_666_667);
    private static final int TICKS_A_REPORT = 15;
    /// Of the ceiling, what is sent at most after a pause of this process.
    private static final double LONGEST_PAUSE_SECONDS = 0.1;

    /// The server is asked to say how far it has read each time it has read so much (RTMP 1.0 §5.4.4).
    private static final int ACKNOWLEDGE_BYTES = 16 << 10;

    /// A server that ends the connection after so much of the time has been measured, if not as well.
    private static final double ENOUGH = 0.25;
    /// Who takes all that is sent for so much of the time takes it for the rest, too.
    private static final double ENOUGH_AT_CEILING = 0.3;

    private static final double AT_CEILING = 0.95;
    private static final long NOTHING_BITS = 8_000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int BITS_A_BYTE = 8;
    private static final long NANOS_A_MICRO = 1_000;

    /// How it is measured.
    ///
    /// @param patience             from looking up the name to the server's answer
    /// @param settle               time that does not count, positive
    /// @param measure              time that counts, positive
    /// @param ceilingBitsPerSecond more is not sent, and not wanted to be known; positive
    /// @param publish              whether the stream is published
    public record Plan(
            Duration patience, Duration settle, Duration measure, long ceilingBitsPerSecond, boolean publish) {
        /// As OBS Studio measures, up to 12 Mbit/s, without publishing.
        public static final Plan DEFAULT =
                new Plan(Duration.ofSeconds(8), Duration.ofMillis(2_500), Duration.ofSeconds(10), 12_000_000, false);

        public Plan {
            if (!settle.isPositive() || !measure.isPositive() || ceilingBitsPerSecond <= 0) {
                throw new IllegalArgumentException("uplink: settle " + settle + ", measure " + measure + ", ceiling "
                        + ceilingBitsPerSecond + " (expected: > 0)");
            }
        }

        /// {@return the same with another ceiling}
        public Plan upTo(long bitsPerSecond) {
            return new Plan(patience, settle, measure, bitsPerSecond, publish);
        }

        /// {@return the same, published or not}
        public Plan publishing(boolean publishes) {
            return new Plan(patience, settle, measure, ceilingBitsPerSecond, publishes);
        }

        /// {@return the same for so much time}
        public Plan lasting(Duration settled, Duration measured) {
            return new Plan(patience, settled, measured, ceilingBitsPerSecond, publish);
        }
    }

    /// @param share         0 to 1, from the server's answer to the end
    /// @param bitsPerSecond so far; 0 while nothing is known
    public record Progress(double share, long bitsPerSecond) {}

    /// What came of it.
    public sealed interface Result {
        /// @param bitsPerSecond of RTMP; what its packets need beside is not counted
        /// @param roundTrip     the shortest before anything was sent; empty where the system does not tell
        /// @param atCeiling     whether the connection took all that was sent, and might take more
        record Measured(long bitsPerSecond, Optional<Duration> roundTrip, boolean atCeiling) implements Result {}

        /// @param why             what happened, in a sentence without a full stop
        /// @param whatToDo        in a sentence; empty where waiting may help
        /// @param needsPublishing whether the server took the connection and no pictures, and may take those
        ///                        of a stream that is published
        record NotMeasured(String why, String whatToDo, boolean needsPublishing) implements Result {}

        /// It was stopped.
        record Stopped() implements Result {}
    }

    private final PushUrl url;
    private final Plan plan;
    private final EventLoop loop;
    private final Consumer<Progress> watch;
    private final PublishSession session;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final UplinkPictures pictures = new UplinkPictures();
    private final EpollTcpInfo tcp = new EpollTcpInfo();
    private @Nullable Channel channel;
    private @Nullable UplinkMeter meter;
    private @Nullable Future<?> ticks;
    private Optional<Duration> roundTrip = Optional.empty();
    private boolean publishing;
    private boolean over;
    private long beganNanos;
    private long lastNanos;
    private double allowedBytes;
    private long sentBytes;
    private int ticked;

    private UplinkMeasure(PushUrl url, Plan plan, PushLoops loops, Consumer<Progress> watch) {
        this.url = url;
        this.plan = plan;
        this.watch = watch;
        this.loop = loops.next();
        this.session = new PublishSession(url, loops.deviceToken(), new Answers());
    }

    /// Begins to measure.
    ///
    /// @param url      with what makes it a test, where the service has a test mode
    /// @param resolver looks up the name
    /// @param loops    borrowed, closed after the result is there
    /// @param watch    told four times a second on a network thread; must not block
    public static UplinkMeasure begin(
            PushUrl url, Plan plan, Resolver resolver, PushLoops loops, Consumer<Progress> watch) {
        UplinkMeasure measure = new UplinkMeasure(url, plan, loops, watch);
        PushLoops.tell(measure.loop, () -> measure.open(resolver, loops));
        return measure;
    }

    /// {@return never fails; completes on another thread}
    public CompletableFuture<Result> result() {
        return result;
    }

    /// Stops it, if it is not over.
    @Override
    public void close() {
        result.complete(new Result.Stopped());
        PushLoops.tell(loop, this::end);
    }

    private void open(Resolver resolver, PushLoops loops) {
        Future<?> timeout = loop.schedule(
                () -> {
                    if (meter == null) {
                        done(notMeasured("No answer from " + url.hostAndPort() + " within "
                                + plan.patience().toSeconds() + " s"));
                    }
                },
                plan.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        result.whenComplete((_, _) -> timeout.cancel(false));
        PushConnector.open(url, resolver, loops, loop, session, plan.patience())
                .addListener((Future<Channel> opened) -> {
                    if (!opened.isSuccess()) {
                        done(trouble(opened.cause()));
                    } else if (result.isDone()) {
                        opened.getNow().close();
                    } else {
                        channel = opened.getNow();
                        session.begin(opened.getNow());
                    }
                });
    }

    private static Result notMeasured(String why) {
        return new Result.NotMeasured(why, "", /* needsPublishing= */ false);
    }

    private Result trouble(@Nullable Throwable cause) {
        ConnectionTrouble trouble = ConnectionTrouble.of(url, cause);
        String whatToDo = trouble.whatToDo();
        return new Result.NotMeasured(trouble.why(), whatToDo == null ? "" : whatToDo, false);
    }

    private void start() {
        Channel open = channel;
        if (open == null || meter != null || result.isDone()) {
            return;
        }
        beganNanos = System.nanoTime();
        lastNanos = beganNanos;
        meter = new UplinkMeter(beganNanos, plan.settle(), plan.measure());
        if (open instanceof EpollSocketChannel socket) {
            socket.tcpInfo(tcp);
            roundTrip = Optional.of(Duration.ofNanos(tcp.rtt() * NANOS_A_MICRO));
        }
        CodecParameters.Video video =
                UplinkPictures.parameters((int) Math.min(plan.ceilingBitsPerSecond(), Integer.MAX_VALUE));
        write(open, new RtmpMessage.WindowAckSize(ACKNOWLEDGE_BYTES));
        ByteBuf metaData = open.alloc().buffer();
        new Amf0Writer(metaData).write(AmfValue.of("@setDataFrame"));
        OnMetaData.write(metaData, OnMetaData.describe(video, null, "Rostrum"));
        write(open, new RtmpMessage.Data(0, streamId(), metaData));
        write(open, new RtmpMessage.Video(0, streamId(), FlvTagBody.sequenceHeader(open.alloc(), video)));
        open.flush();
        ticks = loop.scheduleAtFixedRate(() -> tick(open), 0, TICK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private int streamId() {
        return publishing ? session.messageStreamId() : 1;
    }

    /// @param message taken
    private void write(Channel open, RtmpMessage message) {
        ByteBuf out = open.alloc().buffer();
        session.encoder().encode(message, out);
        message.release();
        int bytes = out.readableBytes();
        open.write(out).addListener((ChannelFuture written) -> {
            if (written.isSuccess()) {
                sentBytes += bytes;
            }
        });
    }

    private void tick(Channel open) {
        UplinkMeter running = meter;
        if (running == null || result.isDone() || !open.isOpen()) {
            return;
        }
        long now = System.nanoTime();
        running.delivered(now, deliveredBytes(open));
        boolean full = running.measured() >= ENOUGH_AT_CEILING
                && running.bitsPerSecond() >= AT_CEILING * plan.ceilingBitsPerSecond();
        if (full || running.measured() >= 1) {
            done(outcome(running));
            return;
        }
        if (ticked++ % TICKS_A_REPORT == 0) {
            watch.accept(new Progress(running.share(now), running.bitsPerSecond()));
        }
        fill(open, now);
    }

    private void fill(Channel open, long now) {
        double bytesPerSecond = plan.ceilingBitsPerSecond() / (double) BITS_A_BYTE;
        double more = (now - lastNanos) / 1e9 * bytesPerSecond;
        lastNanos = now;
        allowedBytes = Math.min(
                allowedBytes + more, Math.max(UplinkPictures.LEAST_BYTES, LONGEST_PAUSE_SECONDS * bytesPerSecond));
        long millis = TimeUnit.NANOSECONDS.toMillis(now - beganNanos);
        while (allowedBytes >= UplinkPictures.LEAST_BYTES && open.isWritable()) {
            int bytes = (int) Math.min(allowedBytes, UplinkPictures.MOST_BYTES);
            allowedBytes -= bytes;
            write(open, new RtmpMessage.Video(millis, streamId(), pictures.next(open.alloc(), bytes)));
        }
        open.flush();
    }

    /// {@return bytes that have left and, where the system tells, arrived}
    private long deliveredBytes(Channel open) {
        long bytes = sentBytes;
        ChannelOutboundBuffer pending = open.unsafe().outboundBuffer();
        if (pending != null && open.pipeline().get(SslHandler.class) == null) {
            bytes += pending.currentProgress();
        }
        if (open instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.tcpInfo(tcp);
            bytes -= tcp.unacked() * tcp.sndMss();
        }
        return bytes;
    }

    private Result outcome(UplinkMeter measured) {
        long bits = measured.bitsPerSecond();
        if (bits < NOTHING_BITS) {
            return new Result.NotMeasured(url.hostAndPort() + " takes no data", "", !publishing);
        }
        return new Result.Measured(bits, roundTrip, bits >= AT_CEILING * plan.ceilingBitsPerSecond());
    }

    private void done(Result how) {
        result.complete(how);
        end();
    }

    /// Leaves nothing on its way where nobody waits for it: it would be in the way of what is measured next.
    private void end() {
        if (over) {
            return;
        }
        over = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        Channel open = channel;
        if (open == null || !open.isOpen()) {
            return;
        }
        if (publishing) {
            session.unpublish(open);
            loop.schedule(() -> open.close(), GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            open.config().setOption(ChannelOption.SO_LINGER, 0);
            open.close();
        }
    }

    /// Hears the server until there is a result.
    private final class Answers implements PublishSession.Owner {
        @Override
        public boolean connected(PublishSession connected) {
            if (!plan.publish()) {
                start();
            }
            return plan.publish();
        }

        @Override
        public void publishing(PublishSession taken) {
            publishing = true;
            start();
        }

        @Override
        public void acknowledged(long sequenceNumber) {
            if (meter != null) {
                meter.acknowledged(System.nanoTime(), sequenceNumber);
            }
        }

        @Override
        public void refused(PublishSession refused, Refusal refusal) {
            done(new Result.NotMeasured(refusal.why(), refusal.whatToDo(), false));
        }

        @Override
        public void notTaken(PublishSession refused, Refusal refusal) {
            done(notMeasured(refusal.why()));
        }

        @Override
        public void said(Refusal status) {
            // what it says beside its answers is of no matter here
        }

        @Override
        public void sentAway(Optional<String> tcUrl) {
            done(notMeasured(url.hostAndPort() + " wants to be left for another server"));
        }

        @Override
        public void writable(PublishSession writable) {
            // the next tick sees it
        }

        @Override
        public void ended(PublishSession ended, @Nullable Throwable cause) {
            UplinkMeter measured = meter;
            if (measured == null) {
                done(trouble(cause));
            } else if (measured.measured() >= ENOUGH) {
                done(outcome(measured));
            } else {
                done(new Result.NotMeasured(ConnectionTrouble.of(url, cause).why(), "", !publishing));
            }
        }
    }
}
