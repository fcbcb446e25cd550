package io.rostrum.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.push.rtmp.ReceiveWindow;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpProtocolException;
import io.rostrum.server.live.Expelled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One RTMP connection: handshake, chunks, acknowledgements, pings and the clocks that close it; commands and media go
/// to its [RtmpSession]. Ends with exactly one log line that says why.
final class RtmpConnection extends ByteToMessageDecoder implements RtmpPeer {
    private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);
    private static final String CLOSED_BY_PEER = "the peer closed it";

    private final RtmpConfig config;
    private final RtmpSession.Shared shared;
    private final RtmpHandshake handshake = RtmpHandshake.server();
    private final RtmpChunkDecoder decoder;
    private final RtmpChunkEncoder encoder = new RtmpChunkEncoder();
    private final ReceiveWindow window = new ReceiveWindow();
    private final List<ScheduledFuture<?>> clocks = new ArrayList<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable RtmpSession session;
    private String label = "?";
    private boolean shaken;
    private boolean roleTaken;
    private boolean paused;
    private long lastReadNanos;
    private long bytesIn;
    private @Nullable String closing;

    RtmpConnection(RtmpConfig config, RtmpSession.Shared shared) {
        this.config = config;
        this.shared = shared;
        this.decoder = new RtmpChunkDecoder(new RtmpChunkDecoder.Limits(
                RtmpChunkDecoder.Limits.COMMAND_BYTES,
                RtmpChunkDecoder.Limits.DEFAULT.maxChunkStreams(),
                config.maxMessageBytes() + RtmpChunkDecoder.Limits.DEFAULT.maxUnfinishedBytes() / 2));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        InetSocketAddress remote = (InetSocketAddress) ctx.channel().remoteAddress();
        label = remote.getAddress().getHostAddress() + ":" + remote.getPort();
        session = new RtmpSession(this, remote.getAddress(), shared);
        lastReadNanos = now();
        shared.counters().opened();
        after(config.handshakeTimeout(), () -> {
            if (!shaken) {
                timeOut("no handshake within " + config.handshakeTimeout().toSeconds() + " s");
            }
        });
        after(config.roleTimeout(), () -> {
            if (!roleTaken) {
                timeOut("neither published nor played within "
                        + config.roleTimeout().toSeconds() + " s");
            }
        });
        long half = config.idleTimeout().toMillis() / 2;
        clocks.add(ctx.executor().scheduleWithFixedDelay(this::checkIdle, half, half, TimeUnit.MILLISECONDS));
        super.channelActive(ctx);
    }

    private void after(Duration delay, Runnable task) {
        clocks.add(context().executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void checkIdle() {
        long silent = now() - lastReadNanos;
        if (silent > config.idleTimeout().toNanos()) {
            timeOut("sent nothing for " + config.idleTimeout().toSeconds() + " s");
        } else if (shaken) {
            send(RtmpMessage.UserControl.pingRequest(now() / 1_000_000 & 0xFFFF_FFFFL));
            flush();
        }
    }

    private void timeOut(String why) {
        shared.counters().timedOut();
        close(why);
    }

    private long now() {
        return context().executor().ticker().nanoTime();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        if (closing != null) {
            ((ByteBuf) input).release(); // a peer that goes on talking gets no more memory
            return;
        }
        int bytes = ((ByteBuf) input).readableBytes();
        if (bytes > 0) {
            lastReadNanos = now();
            bytesIn += bytes;
            window.received(bytes).ifPresent(this::send);
        }
        super.channelRead(ctx, input);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws RtmpProtocolException {
        if (!shaken && !shake(ctx, in)) {
            return;
        }
        while (!paused && closing == null) {
            switch (decoder.decode(in)) {
                case RtmpChunkDecoder.Result.NeedMoreData _ -> {
                    return;
                }
                case RtmpChunkDecoder.Result.Decoded(RtmpMessage message) -> receive(message);
            }
        }
        if (closing != null) {
            in.skipBytes(in.readableBytes());
        }
    }

    private boolean shake(ChannelHandlerContext ctx, ByteBuf in) throws RtmpProtocolException {
        ByteBuf answer = ctx.alloc().buffer();
        try {
            shaken = handshake.advance(in, answer);
            if (answer.isReadable()) {
                ctx.writeAndFlush(answer.retain(), ctx.voidPromise());
            }
            return shaken;
        } finally {
            answer.release();
        }
    }

    private void receive(RtmpMessage message) {
        RtmpSession to = session;
        if (to == null) {
            message.release();
            return;
        }
        switch (message) {
            case RtmpMessage.Command command -> to.command(command);
            case RtmpMessage.Media media -> to.media(media);
            case RtmpMessage.WindowAckSize size -> window.resize(size);
            case RtmpMessage.SetPeerBandwidth bandwidth -> send(new RtmpMessage.WindowAckSize(bandwidth.bytes()));
            case RtmpMessage.UserControl control
            when control.eventType() == RtmpMessage.UserControl.PING_REQUEST ->
                send(RtmpMessage.UserControl.pong(control));
            case RtmpMessage.UserControl _ -> {} // pongs and buffer lengths: that they came is all that counts
            case RtmpMessage.Acknowledgement _ -> {} // the socket says how far the peer is
            case RtmpMessage.SetChunkSize _, RtmpMessage.Abort _ -> {} // the decoder has done it
            case RtmpMessage.Unused _ -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        clocks.forEach(clock -> clock.cancel(false));
        if (session != null) {
            session.lost();
            shared.counters().closed();
            log.info("[rtmp {}] closed after {} bytes: {}", label, bytesIn, closing == null ? CLOSED_BY_PEER : closing);
        }
        super.channelInactive(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        decoder.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof Expelled(String why)) {
            send(Replies.status("error", "NetStream.Play.Failed", "You may not play this any more."));
            close(why);
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        switch (cause) {
            case RtmpProtocolException e -> {
                shared.counters().protocolError();
                close("broke the protocol: " + e.getMessage());
            }
            case ClosedChannelException _ -> {} // of writes that a close left behind
            case IOException e -> close("the connection failed: " + e.getMessage());
            default -> {
                log.error("[rtmp {}] a fault of this server", label, cause);
                close("a fault of this server");
            }
        }
    }

    @Override
    public void send(RtmpMessage message) {
        ChannelHandlerContext ctx = context();
        ByteBuf bytes = ctx.alloc().buffer();
        encoder.encode(message, bytes);
        message.release();
        if (message instanceof RtmpMessage.SetChunkSize(int size)) {
            encoder.chunkSize(size);
        }
        ctx.write(bytes, ctx.voidPromise());
    }

    @Override
    public void flush() {
        context().flush();
    }

    @Override
    public void pause() {
        paused = true;
        context().channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        if (!paused || closing != null) {
            return;
        }
        paused = false;
        context().channel().config().setAutoRead(true);
        context().executor().execute(() -> {
            if (context().channel().isActive()) {
                context().pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER); // goes on with what had come already
                context().pipeline().fireChannelReadComplete();
            }
        });
    }

    @Override
    public void allowMedia() {
        decoder.maxMessageBytes(config.maxMessageBytes());
    }

    @Override
    public void roleTaken() {
        roleTaken = true;
    }

    @Override
    public void close(String why) {
        if (closing == null) {
            closing = why;
            context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            after(Duration.ofSeconds(2), () -> context().channel().close()); // a peer that reads nothing
        }
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Channel channel() {
        return context().channel();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("connection: not active yet (expected: used after channelActive)");
        }
        return ctx;
    }
}
