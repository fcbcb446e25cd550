package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A connection without a network: bytes in, bytes out, and a clock that the test moves.
final class WireChannel {
    private final Inet channel;

    WireChannel(ChannelHandler initializer) {
        channel = new Inet(initializer);
    }

    /// An embedded channel that has the addresses of a TCP connection.
    private static final class Inet extends EmbeddedChannel {
        Inet(ChannelHandler initializer) {
            super(initializer);
            freezeTime();
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress("192.0.2.10", 8080);
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("198.51.100.7", 50_000);
        }
    }

    /// Sends bytes and returns what comes back.
    String send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        return received();
    }

    String received() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /// Ends the connection; what failed in it unseen fails here.
    void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
    }

    Channel channel() {
        return channel;
    }
}
