package io.rostrum.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection over HTTP/2 (RFC 9113). Each stream is a channel of its own with an [HttpConnection] in it, which
/// answers as it does over HTTP/1.1; this is what is beside them: the connection is closed when it is idle, and when
/// its
/// peer makes it work for nothing. Closing tells the peer which requests were taken (`GOAWAY`). Confined to the
/// connection's event loop.
final class Http2Session extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(Http2Session.class);
    /// Streams open at once; a peer that wants more waits or opens a connection.
    private static final int MAX_STREAMS = 100;
    /// Time in which the two numbers below are counted.
    private static final Duration WINDOW = Duration.ofSeconds(30);
    /// Streams that a peer may give up in [#WINDOW]: opening and resetting them costs it less than us (CVE-2023-44487).
    private static final int MAX_RESETS = 200;
    /// `PING` and `SETTINGS` frames, each of which must be answered, in [#WINDOW].
    private static final int MAX_QUESTIONS = 300;
    /// What replies under way get to end when the connection is closed.
    private static final Duration LAST_REPLIES = Duration.ofMillis(500);

    private final HttpLimits limits;
    private @Nullable Deadline deadline;
    private int streams;
    private int questions;
    private long windowNanos;
    private boolean closing;

    private Http2Session(HttpLimits limits) {
        this.limits = limits;
    }

    /// Puts HTTP/2 in the place of the handlers of HTTP/1.1.
    static void takeOver(ChannelPipeline pipeline, HttpConnection.Shared shared) {
        Wire.CONNECTION.leaveBytes(pipeline);
        Http2Session session = new Http2Session(shared.limits());
        pipeline.addLast(codec(shared.limits()))
                .addLast(new Http2MultiplexHandler(new StreamPipeline(shared, session)))
                .addLast(session);
    }

    private static Http2FrameCodec codec(HttpLimits limits) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MAX_STREAMS)
                        .maxHeaderListSize(limits.maxHeaderBytes()))
                .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, (int) WINDOW.toSeconds())
                .gracefulShutdownTimeoutMillis(LAST_REPLIES.toMillis())
                .build();
        codec.connection().remote().maxActiveStreams(MAX_STREAMS); // also of a peer that does not confirm our settings
        return codec;
    }

    /// Sets up a stream.
    private static final class StreamPipeline extends ChannelInitializer<Channel> {
        private final HttpConnection.Shared shared;
        private final Http2Session session;

        StreamPipeline(HttpConnection.Shared shared, Http2Session session) {
            this.shared = shared;
            this.session = session;
        }

        @Override
        protected void initChannel(Channel stream) {
            session.opened(stream);
            HttpConnection exchange = new HttpConnection(shared, Wire.STREAM);
            stream.pipeline()
                    .addLast(new StreamEnds(exchange))
                    .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                    .addLast(new RequestAggregator(shared.limits().maxBodyBytes(), shared.router()))
                    .addLast(exchange);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        windowNanos = ctx.executor().ticker().nanoTime();
        deadline = new Deadline(ctx.executor(), why -> {
            log.debug("[http {}] closed: {}", ctx.channel().remoteAddress(), why);
            ctx.channel().close();
        });
        deadline.set(limits.headerTimeout(), "no request");
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        deadline().close();
    }

    private void opened(Channel stream) {
        streams++;
        deadline().clear();
        stream.closeFuture().addListener(_ -> {
            if (--streams == 0 && stream.parent().isActive()) {
                deadline().set(limits.idleTimeout(), "idle");
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        boolean question = frame instanceof Http2SettingsFrame || (frame instanceof Http2PingFrame ping && !ping.ack());
        ReferenceCountUtil.release(frame);
        if (question && isTooMany(ctx.executor().ticker().nanoTime()) && !closing) {
            closing = true;
            log.debug(
                    "[http {}] closed: it sends too many frames that want an answer",
                    ctx.channel().remoteAddress());
            ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private boolean isTooMany(long now) {
        if (now - windowNanos > WINDOW.toNanos()) {
            windowNanos = now;
            questions = 0;
        }
        return ++questions > MAX_QUESTIONS;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception) { // the codec says so to the peer, and closes
            log.debug("[http {}] closed: {}", ctx.channel().remoteAddress(), cause.toString());
            return;
        }
        if (cause instanceof IOException || cause instanceof DecoderException) {
            log.debug("[http {}] closed: {}", ctx.channel().remoteAddress(), cause.toString());
        } else {
            log.error("[http {}] closed by a failure", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }

    private Deadline deadline() {
        if (deadline == null) {
            throw new IllegalStateException("session is not in a pipeline yet");
        }
        return deadline;
    }
}
