package io.rostrum.server.classroom;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.Allowance;
import io.rostrum.server.http.WebSocketUpgrade;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One page's WebSocket (RFC 6455) after the handshake. Confined to the channel's loop, but for what
/// [ClassPage.Wire] has, which any thread may call.
///
/// Answers to pings tell how long somebody is there, so a page is asked every half second; one that says
/// too much, takes what it is told too slowly, or is not heard for [#SILENT_NANOS] is cut off.
final class ClassConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements ClassPage.Wire {
    private static final Logger log = LoggerFactory.getLogger(ClassConnection.class);
    /// Of one message of a page.
    static final int MAX_MESSAGE_BYTES = 8 << 10;
    /// What may wait for a page that takes it slowly.
    static final int MOST_WAITING_BYTES = 2 << 20;
    /// How long nothing may be heard of a page.
    static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /// What a page may say at once and in a second, answers to pings aside.
    static final int AT_ONCE = 20;

    static final int A_SECOND = 5;

    private static final int LEAST_WAITING_BYTES = 64 << 10;

    private final StreamName stream;
    private final Channel channel;
    private final Ears ears;
    private final LongSupplier nanoTime;
    private final Allowance allowance;
    private volatile long heardNanos;
    /// The first ping that was not answered.
    private long askedNanos;
    private volatile boolean silent;
    private String why = "the page closed it";

    /// Who listens to pages. Called on the event loop; must not block.
    interface Ears {
        void heard(ClassConnection from, ClassJson.Command command);

        /// @param atNanos when the page was there last
        void left(ClassConnection from, long atNanos);
    }

    ClassConnection(StreamName stream, Channel channel, Ears ears, LongSupplier nanoTime) {
        super(WebSocketFrame.class);
        this.stream = stream;
        this.channel = channel;
        this.ears = ears;
        this.nanoTime = nanoTime;
        heardNanos = nanoTime.getAsLong();
        askedNanos = heardNanos;
        allowance = new Allowance(AT_ONCE, A_SECOND, heardNanos);
    }

    /// {@return whether it is still there}
    boolean start() {
        if (!channel.isActive()) {
            return false; // gone while it was looked up who comes
        }
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LEAST_WAITING_BYTES, MOST_WAITING_BYTES));
        WebSocketUpgrade.speak(channel.pipeline(), MAX_MESSAGE_BYTES);
        channel.pipeline().addLast(this);
        return true;
    }

    @Override
    public void tell(byte[] json) {
        ByteBuf text = Unpooled.wrappedBuffer(json);
        channel.eventLoop().execute(() -> {
            if (channel.isWritable()) {
                channel.writeAndFlush(new TextWebSocketFrame(text));
            } else if (channel.isActive()) {
                why = "it takes what it is told too slowly";
                channel.close();
            }
        });
    }

    @Override
    public void ping() {
        channel.eventLoop().execute(() -> {
            long now = nanoTime.getAsLong();
            if (askedNanos - heardNanos <= 0) {
                askedNanos = now;
            }
            if (now - askedNanos > SILENT_NANOS) { // whom nobody has asked is not silent
                why = "nothing was heard of it";
                silent = true;
                channel.close();
            } else if (channel.isWritable()) {
                channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
            }
        });
    }

    @Override
    public void end(int status) {
        channel.eventLoop().execute(() -> close(new WebSocketCloseStatus(status, "")));
    }

    @Override
    public long heardNanos() {
        return heardNanos;
    }

    private void close(WebSocketCloseStatus status) {
        channel.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        heardNanos = nanoTime.getAsLong();
        if (frame instanceof PongWebSocketFrame) {
            return;
        }
        if (!allowance.take(heardNanos)) {
            why = "it says too much";
            close(WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> received(text.text());
            case PingWebSocketFrame ping ->
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame _ -> close(WebSocketCloseStatus.NORMAL_CLOSURE);
            default -> close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
        }
    }

    private void received(String text) {
        Optional<ClassJson.Command> command = ClassJson.command(text);
        if (command.isEmpty()) {
            tell(ClassJson.bytes(
                    new ClassJson.Refused("refused", null, "This is no message of the class's protocol.")));
        } else {
            ears.heard(this, command.get());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof ClosedChannelException)) { // of writes that a close left behind
            why = "the connection failed: " + cause.getMessage();
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ears.left(this, silent ? heardNanos : nanoTime.getAsLong());
        log.debug("[class {}] [live {}] closed: {}", channel.remoteAddress(), stream, why);
        ctx.fireChannelInactive();
    }
}
