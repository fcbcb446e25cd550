package io.rostrum.push.target;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Opens the connection of a target: name, TCP, and TLS where wanted.
///
/// Looking up a name may block for long, so a thread of its own does it; the loop goes on serving the other targets.
/// All addresses of the name are tried in turn.
final class PushConnector {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final PushUrl url;
    private final Bootstrap bootstrap;
    private final @Nullable SslContext tls;
    private final Queue<InetAddress> addresses;
    private final Promise<Channel> opened;

    private PushConnector(
            PushUrl url,
            Bootstrap bootstrap,
            @Nullable SslContext tls,
            List<InetAddress> addresses,
            Promise<Channel> opened) {
        this.url = url;
        this.bootstrap = bootstrap;
        this.tls = tls;
        this.addresses = new ArrayDeque<>(addresses);
        this.opened = opened;
    }

    /// @param session handler at the end of the channel's pipeline
    /// @param timeout for each address
    /// @return done on `loop` with a channel that is ready for RTMP
    static Future<Channel> open(
            PushUrl url, PushLoops loops, EventLoop loop, PublishSession session, Duration timeout) {
        Promise<Channel> opened = loop.newPromise();
        Thread.ofVirtual().name("resolve " + url.host()).start(() -> {
            try {
                List<InetAddress> addresses = List.of(InetAddress.getAllByName(url.host()));
                SslContext tls = url.tls() ? loops.trust() : null;
                Bootstrap bootstrap = loops.bootstrap(loop)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
                PushConnector connector = new PushConnector(url, bootstrap, tls, addresses, opened);
                loop.execute(() -> connector.tryNext(session));
            } catch (IOException e) {
                loop.execute(() -> opened.tryFailure(e));
            }
        });
        return opened;
    }

    private void tryNext(PublishSession session) {
        InetAddress address = addresses.remove();
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) { // sends the name (SNI) and checks the certificate against it
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), url.host(), url.port()));
                        }
                    }
                })
                .connect(new InetSocketAddress(address, url.port()));
        connecting.addListener((ChannelFutureListener) done -> {
            if (done.isSuccess()) {
                secured(done.channel(), session);
            } else if (addresses.isEmpty()) {
                opened.tryFailure(done.cause());
            } else {
                tryNext(session);
            }
        });
    }

    private void secured(Channel channel, PublishSession session) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            channel.pipeline().addLast(session);
            opened.trySuccess(channel);
            return;
        }
        handler.handshakeFuture().addListener((Future<Channel> done) -> {
            if (done.isSuccess()) {
                channel.pipeline().addLast(session);
                opened.trySuccess(channel);
            } else {
                channel.close();
                opened.tryFailure(done.cause());
            }
        });
    }
}
