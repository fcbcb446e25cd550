package io.rostrum.server.vod;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.rostrum.server.http.Takeover;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a [BodySource] over a connection that it owns: one piece is read ahead on a virtual thread whenever the peer
/// has
/// taken the one before, and a peer that takes nothing for half a minute is closed. Confined to the channel's loop, but
/// for the reading.
final class BodySender extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(BodySender.class);
    private static final long NO_PROGRESS_SECONDS = 30;

    private final BodySource source;
    private final Channel channel;
    private boolean reading;
    private boolean finished;
    private boolean progressed;
    private @Nullable ScheduledFuture<?> watch;

    private BodySender(BodySource source, Channel channel) {
        this.source = source;
        this.channel = channel;
    }

    /// @param source taken
    static void send(BodySource source, Channel channel) {
        BodySender sender = new BodySender(source, channel);
        channel.pipeline().addLast(sender);
        sender.watch = channel.eventLoop()
                .scheduleAtFixedRate(sender::checkProgress, NO_PROGRESS_SECONDS, NO_PROGRESS_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(_ -> sender.closed());
        sender.pump();
    }

    private void checkProgress() {
        if (!progressed && !reading) {
            log.debug("[vod {}] closed: it takes nothing any more", channel.remoteAddress());
            channel.close();
        }
        progressed = false;
    }

    private void pump() {
        if (reading || finished || !channel.isActive() || !channel.isWritable()) {
            return;
        }
        reading = true;
        Thread.ofVirtual().name("vod").start(() -> {
            ByteBuf piece = null;
            boolean broken = false;
            try {
                piece = source.next();
            } catch (IOException | RuntimeException e) {
                broken = true;
                log.warn("[vod {}] closed: the recording cannot be read: {}", channel.remoteAddress(), e.getMessage());
            }
            ByteBuf read = piece;
            boolean failed = broken;
            channel.eventLoop().execute(() -> sent(read, failed));
        });
    }

    private void sent(@Nullable ByteBuf piece, boolean failed) {
        reading = false;
        if (!channel.isActive()) {
            ReferenceCountUtil.release(piece);
            closeSource();
        } else if (failed) {
            finished = true;
            channel.close();
        } else if (piece == null) {
            finished = true;
            Takeover.end(channel, Unpooled.EMPTY_BUFFER);
        } else {
            channel.writeAndFlush(piece).addListener(f -> progressed |= f.isSuccess());
            pump();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) {
        ReferenceCountUtil.release(input); // nothing more is asked on this connection
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void closed() {
        if (watch != null) {
            watch.cancel(false);
        }
        if (!reading) {
            closeSource();
        }
    }

    private void closeSource() {
        try {
            source.close();
        } catch (IOException e) {
            log.debug("[vod] a file did not close: {}", e.getMessage());
        }
    }
}
