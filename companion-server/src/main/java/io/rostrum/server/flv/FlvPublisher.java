package io.rostrum.server.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Publication;
import io.rostrum.server.live.Publisher;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.StreamWarning;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that publishes the body of its request. Confined to the channel's loop. Ends with one log line that
/// says
/// why.
final class FlvPublisher extends ChannelInboundHandlerAdapter implements Publisher {
    private static final Logger log = LoggerFactory.getLogger(FlvPublisher.class);
    private static final int MAX_HEADER_BYTES = 1024;
    private static final Duration LAST = Duration.ofSeconds(2);

    private final Channel channel;
    private final StreamName name;
    private final Optional<KeyId> key;
    private final Duration idleTimeout;
    private final IntConsumer publishers;
    private final Runnable onEnd;
    private final FlvReader reader;
    private final ByteBuf rest;
    private final String label;
    private @Nullable Publication publication;
    private @Nullable ScheduledFuture<?> idleCheck;
    private long lastReadNanos;
    private long bytesIn;
    private boolean bodyOver;
    private @Nullable String closing;

    /// @param idleTimeout a publisher that has sent nothing for so long is lost
    /// @param maxTagBytes largest picture
    record Limits(Duration idleTimeout, int maxTagBytes) {}

    /// @param publishers told +1 when it begins to publish, -1 when that has ended
    /// @param onEnd      called when it publishes no longer, or turns out not to
    FlvPublisher(
            Channel channel,
            StreamName name,
            Optional<KeyId> key,
            Limits limits,
            IntConsumer publishers,
            Runnable onEnd) {
        this.channel = channel;
        this.name = name;
        this.key = key;
        this.idleTimeout = limits.idleTimeout();
        this.publishers = publishers;
        this.onEnd = onEnd;
        this.reader = new FlvReader(new FlvReader.Limits(limits.maxTagBytes(), MAX_HEADER_BYTES));
        this.rest = channel.alloc().buffer();
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        this.label = peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    void start(StreamRegistry streams) {
        channel.pipeline().addLast(this);
        lastReadNanos = now();
        long half = idleTimeout.toMillis() / 2;
        idleCheck = channel.eventLoop().scheduleWithFixedDelay(this::checkIdle, half, half, TimeUnit.MILLISECONDS);
        streams.publish(name, this);
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    private void checkIdle() {
        if (now() - lastReadNanos > idleTimeout.toNanos()) {
            close(HttpResponseStatus.REQUEST_TIMEOUT, "Nothing came for " + idleTimeout.toSeconds() + " s.");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpContent piece)) {
            io.netty.util.ReferenceCountUtil.release(message);
            return;
        }
        try {
            lastReadNanos = now();
            bytesIn += piece.content().readableBytes();
            if (closing == null) {
                if (piece.decoderResult().isFailure()) {
                    close(HttpResponseStatus.BAD_REQUEST, "The body is not in chunks as HTTP/1.1 has them.");
                    return;
                }
                rest.writeBytes(piece.content());
                bodyOver |= message instanceof LastHttpContent;
                go();
            }
        } finally {
            piece.release();
        }
    }

    /// Sends on what is there, once it may.
    private void go() {
        Publication to = publication;
        if (to == null || closing != null) {
            return;
        }
        try {
            while (true) {
                FlvReader.Result result = reader.read(rest);
                if (result instanceof FlvReader.Result.NeedMoreData) {
                    break;
                }
                if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                    send(to, tag);
                }
            }
            rest.discardSomeReadBytes();
        } catch (FlvFormatException e) {
            close(HttpResponseStatus.UNPROCESSABLE_ENTITY, "This is not FLV: " + e.getMessage() + ".");
            return;
        }
        if (bodyOver) {
            end(Publication.End.STOPPED);
            close(HttpResponseStatus.OK, "Published.");
        }
    }

    /// The tag's body is a slice of all that has come; a stream keeps messages for long.
    private static void send(Publication to, FlvTag tag) {
        ByteBuf slice = tag.body();
        try {
            ByteBuf body = Unpooled.directBuffer(Math.max(1, slice.readableBytes()));
            body.writeBytes(slice);
            to.send(kind(tag), tag.timestampMillis(), body);
        } finally {
            slice.release();
        }
    }

    private static Kind kind(FlvTag tag) {
        return switch (tag.type()) {
            case AUDIO -> Kind.AUDIO;
            case VIDEO -> Kind.VIDEO;
            case SCRIPT -> Kind.DATA;
        };
    }

    private void end(Publication.End how) {
        Publication ended = publication;
        publication = null;
        if (ended != null) {
            publishers.accept(-1);
            ended.end(how);
            onEnd.run();
        }
    }

    /// Answers, and closes when that is written.
    private void close(HttpResponseStatus status, String words) {
        if (closing != null) {
            return;
        }
        closing = words;
        end(status.equals(HttpResponseStatus.REQUEST_TIMEOUT) ? Publication.End.LOST : Publication.End.STOPPED);
        FullHttpResponse reply = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, ByteBufUtil.writeUtf8(channel.alloc(), words + "\n"));
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        channel.config().setAutoRead(true); // a close over unread input would reset the connection under the reply
        channel.writeAndFlush(reply).addListener((ChannelFutureListener) written -> {
            if (bodyOver || !written.isSuccess()) {
                channel.close();
            }
        });
        channel.eventLoop().schedule(() -> channel.close(), LAST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof ClosedChannelException)) { // of writes that a close left behind
            closing = closing == null ? "the connection failed: " + cause.getMessage() : closing;
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(Publication.End.LOST);
        log.info(
                "[flv {}] [live {}] closed after {} bytes: {}",
                label,
                name,
                bytesIn,
                closing == null ? "the peer closed it" : closing);
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        rest.release();
    }

    @Override
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    @Override
    public String protocol() {
        return "flv";
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Optional<KeyId> key() {
        return key;
    }

    @Override
    public Optional<Secret> deviceToken() {
        return Optional.empty();
    }

    @Override
    public void accepted(Publication granted) {
        publishers.accept(1);
        publication = granted;
        if (closing != null || !channel.isActive()) { // the connection went while the answer was under way
            end(Publication.End.LOST);
            return;
        }
        go();
    }

    @Override
    public void refused(String why) {
        onEnd.run();
        close(HttpResponseStatus.CONFLICT, why);
    }

    @Override
    public void replaced(String why) {
        close(HttpResponseStatus.CONFLICT, why);
    }

    @Override
    public void rejected(String why) {
        close(HttpResponseStatus.FORBIDDEN, why);
    }

    @Override
    public void warned(StreamWarning warning) {
        log.debug("[flv {}] [live {}] {}", label, name, warning.words());
    }
}
