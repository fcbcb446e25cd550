package io.rostrum.server.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.live.Expelled;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.Viewer;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One viewer's connection, or stream of HTTP/2, after the head of the reply. Confined to the channel's loop.
///
/// Nothing more is asked on it; of what comes over a WebSocket, pings and the closing handshake are answered
/// (RFC 6455 §5.5).
final class FlvConnection extends ChannelInboundHandlerAdapter implements Viewer.Events {
    private static final Logger log = LoggerFactory.getLogger(FlvConnection.class);
    /// Control frames have no more (§5.5), and a viewer has nothing else to say.
    private static final int MAX_PAYLOAD_BYTES = 125;

    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PONG = 0x8A;
    private static final int STATUS_BYTES = 2;
    private static final int NORMAL_CLOSURE = 1000;

    private final LiveStream stream;
    private final Channel channel;
    private final FlvFraming framing;
    private final String program;
    private final SocketAddress peer;
    private String why = "the viewer closed it";

    FlvConnection(LiveStream stream, Channel channel, FlvFraming framing, Request request) {
        this.program = request.program();
        this.peer = request.peer();
        this.stream = stream;
        this.channel = channel;
        this.framing = framing;
    }

    void start() {
        if (framing.isSocket()) {
            channel.pipeline()
                    .addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                            .maxFramePayloadLength(MAX_PAYLOAD_BYTES)
                            .build()));
        }
        channel.pipeline().addLast(this);
        stream.join(channel, framing, this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) {
        try {
            switch (input) {
                case PingWebSocketFrame ping -> {
                    int bytes = ping.content().readableBytes();
                    ByteBuf pong = ctx.alloc().buffer(2 + bytes);
                    pong.writeByte(FINAL_PONG).writeByte(bytes).writeBytes(ping.content());
                    ctx.writeAndFlush(pong, ctx.voidPromise());
                }
                case CloseWebSocketFrame _ -> close();
                default -> {} // of no use here
            }
        } finally {
            ReferenceCountUtil.release(input);
        }
    }

    private void close() {
        ByteBuf last = Unpooled.EMPTY_BUFFER;
        if (framing.isSocket()) {
            last = channel.alloc().buffer(2 + STATUS_BYTES);
            last.writeByte(FINAL_CLOSE).writeByte(STATUS_BYTES).writeShort(NORMAL_CLOSURE);
        }
        Takeover.end(channel, last);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Expelled(String reason)) {
            why = reason;
        }
        ctx.fireUserEventTriggered(event);
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
        log.info("[{} {}] [live {}] closed: {}", framing.protocol(), channel.remoteAddress(), stream.name(), why);
        ctx.fireChannelInactive();
    }

    @Override
    public String program() {
        return program;
    }

    @Override
    public Optional<SocketAddress> peer() {
        return Optional.of(peer);
    }

    @Override
    public void ended() {
        why = "the stream has ended";
        close();
    }

    @Override
    public void givenUp(String reason) {
        why = reason;
        channel.close();
    }
}
