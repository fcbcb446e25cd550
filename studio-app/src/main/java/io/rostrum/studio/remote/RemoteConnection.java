package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import io.rostrum.studio.engine.RemoteState;
import io.rostrum.studio.remote.RemoteSession.Outcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection of one program: takes one message after the other, and the next when the answer to the one before has
/// gone out. What a message asks for is done on a virtual thread. A program that does not take what it is told is
/// disconnected, so that nothing piles up for it.
final class RemoteConnection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger log = LoggerFactory.getLogger(RemoteConnection.class);

    /// What messages are written in, as the two sides agree on; JSON where they do not.
    static final String JSON = "obswebsocket.json";

    static final String MESSAGE_PACK = "obswebsocket.msgpack";

    /// Messages that may wait before no more are read.
    private static final int MOST_WAITING = 16;

    private final RemoteSession session;
    private final Consumer<RemoteConnection> changed;
    private final Duration identifyWithin;
    private final Instant since = Instant.now();
    private volatile @Nullable ChannelHandlerContext context;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private @Nullable Thread work;
    private boolean working;
    private boolean open;
    private volatile boolean packed;
    private boolean silent;

    /// What has come, and is taken in its turn.
    private interface Message {
        Outcome take() throws InterruptedException;
    }

    /// @param identifyWithin how long it may take to say the password
    /// @param changed        told when it has said the password, and when it is gone
    RemoteConnection(RemoteSession session, Duration identifyWithin, Consumer<RemoteConnection> changed) {
        this.session = session;
        this.identifyWithin = identifyWithin;
        this.changed = changed;
    }

    /// {@return whose it is; empty for one that has not said the password}
    Optional<RemoteState.Client> client() {
        ChannelHandlerContext here = context;
        return here != null && session.identified() && here.channel().remoteAddress() instanceof InetSocketAddress from
                ? Optional.of(new RemoteState.Client(from.getAddress().getHostAddress(), since))
                : Optional.empty();
    }

    /// Tells of an event, unless this one does not want to know. Does not block.
    void tell(RemoteEvent event) {
        ChannelHandlerContext here = context;
        if (here == null || !session.wants(event)) {
            return;
        }
        if (here.channel().isWritable()) {
            here.writeAndFlush(frame(event.message()));
        } else {
            log.warn(
                    "[remote {}] disconnected: it takes nothing", here.channel().remoteAddress());
            here.close();
        }
    }

    private WebSocketFrame frame(JsonObject message) {
        return packed
                ? new BinaryWebSocketFrame(Unpooled.wrappedBuffer(session.pack(message)))
                : new TextWebSocketFrame(session.write(message));
    }

    /// Says good-bye. Does not block.
    ///
    /// @return done when that has been said; empty for one that is gone
    Optional<ChannelFuture> close(CloseCode code, String why) {
        return Optional.ofNullable(context)
                .map(here -> here.writeAndFlush(new CloseWebSocketFrame(code.number(), why))
                        .addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.executor().schedule(() -> stillUnknown(ctx), identifyWithin.toMillis(), TimeUnit.MILLISECONDS);
        ctx.fireChannelActive();
    }

    private void stillUnknown(ChannelHandlerContext ctx) {
        if (session.identified()) {
            return;
        }
        if (open) {
            close(CloseCode.NOT_IDENTIFIED, "Identify: none came in time");
        } else {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete agreed) {
            packed = MESSAGE_PACK.equals(agreed.selectedSubprotocol());
            open = true;
            ctx.writeAndFlush(frame(session.hello()));
        } else if (event instanceof IdleStateEvent && !working) {
            if (silent || !open) {
                ctx.close();
            } else {
                silent = true;
                ctx.writeAndFlush(new PingWebSocketFrame());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        silent = false;
        switch (frame) {
            case TextWebSocketFrame text
            when !packed -> {
                String said = text.text();
                take(ctx, () -> session.take(said));
            }
            case BinaryWebSocketFrame binary
            when packed -> {
                byte[] said = ByteBufUtil.getBytes(binary.content());
                take(ctx, () -> session.take(said));
            }
            case PongWebSocketFrame _ -> {}
            default ->
                close(
                        CloseCode.MESSAGE_DECODE_ERROR,
                        packed
                                ? "message: text (expected: binary, for MessagePack was agreed on)"
                                : "message: binary (expected: text, for JSON was agreed on)");
        }
    }

    private void take(ChannelHandlerContext ctx, Message message) {
        waiting.add(message);
        if (waiting.size() >= MOST_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
        next(ctx);
    }

    /// Begins with the message that has waited longest, unless one is being done.
    private void next(ChannelHandlerContext ctx) {
        if (working || !ctx.channel().isActive()) {
            return;
        }
        Message message = waiting.poll();
        if (message == null) {
            ctx.channel().config().setAutoRead(true);
            return;
        }
        working = true;
        Thread doing = Thread.ofVirtual()
                .name("remote " + ctx.channel().remoteAddress())
                .unstarted(() -> answer(ctx, message));
        work = doing;
        doing.start();
    }

    private void answer(ChannelHandlerContext ctx, Message message) {
        try {
            boolean before = session.identified();
            Outcome outcome = message.take();
            if (session.identified() != before) {
                log.info("[remote {}] controls the studio", ctx.channel().remoteAddress());
                changed.accept(this);
            }
            give(ctx, outcome);
        } catch (InterruptedException gone) {
            ctx.close();
        } catch (RuntimeException e) {
            log.error("[remote {}] a defect in a request", ctx.channel().remoteAddress(), e);
            ctx.close();
        }
    }

    private void give(ChannelHandlerContext ctx, Outcome outcome) {
        switch (outcome) {
            case Outcome.Reply(var message) ->
                ctx.writeAndFlush(frame(message)).addListener(_ -> {
                    working = false;
                    next(ctx);
                });
            case Outcome.Close(CloseCode code, String why) -> {
                log.warn("[remote {}] disconnected: {}", ctx.channel().remoteAddress(), why);
                close(code, why);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Thread doing = work;
        if (doing != null) {
            doing.interrupt();
        }
        context = null;
        changed.accept(this);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("[remote {}] {}", ctx.channel().remoteAddress(), cause.getMessage());
        if (cause instanceof TooLongFrameException) {
            close(CloseCode.MESSAGE_TOO_BIG, "message: too long (expected: 1 MiB at most)");
        } else {
            ctx.close();
        }
    }
}
