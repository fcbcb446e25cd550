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
    /// Long enough for two lost packets on the way to a server that lives: TCP asks again after 1 s and after 3 s.
    private static final Duration ADDRESS_PATIENCE = Duration.ofSeconds(3);

    /// What the system may hold that the server has not taken: enough for 20 Mbit/s over 200 ms. Without a limit it
    /// grows to megabytes, and hides ten seconds of a slow uplink from the queue, which is to notice after three.
    private static final int SEND_BUFFER_BYTES = 512 << 10;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final PushUrl url;
    private final Bootstrap bootstrap;
    private final @Nullable SslContext tls;
    private final Queue<InetAddress> addresses;
    private final int addressCount;
    private final Duration timeout;
    private final Promise<Channel> opened;

    private PushConnector(
            PushUrl url,
            Bootstrap bootstrap,
            @Nullable SslContext tls,
            List<InetAddress> addresses,
            Duration timeout,
            Promise<Channel> opened) {
        this.url = url;
        this.bootstrap = bootstrap;
        this.tls = tls;
        this.addresses = new ArrayDeque<>(addresses);
        this.addressCount = addresses.size();
        this.timeout = timeout;
        this.opened = opened;
    }

    /// @param session handler at the end of the channel's pipeline
    /// @param timeout for all of it; see [#patience] for what each address gets
    /// @return done on `loop` with a channel that is ready for RTMP
    static Future<Channel> open(
            PushUrl url, Resolver resolver, PushLoops loops, EventLoop loop, PublishSession session, Duration timeout) {
        Promise<Channel> opened = loop.newPromise();
        Thread.ofVirtual().name("resolve " + url.host()).start(() -> {
            try {
                List<InetAddress> addresses = List.of(resolver.addresses(url.host(), url.port()));
                SslContext tls = url.tls() ? loops.trust() : null;
                Bootstrap bootstrap = loops.bootstrap(loop)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
                PushConnector connector = new PushConnector(url, bootstrap, tls, addresses, timeout, opened);
                PushLoops.tell(loop, () -> connector.tryNext(session));
            } catch (IOException e) {
                PushLoops.tell(loop, () -> opened.tryFailure(e));
            }
        });
        return opened;
    }

    /// {@return how long an address is waited for: the last one as long as there is time, each before it for so short
    /// that the last is reached}
    ///
    /// @param total     for all addresses together
    /// @param addresses how many the name has
    /// @param left      how many of them have not been tried
    static Duration patience(Duration total, int addresses, int left) {
        Duration share = total.dividedBy(addresses);
        return left == 1 ? total : share.compareTo(ADDRESS_PATIENCE) < 0 ? share : ADDRESS_PATIENCE;
    }

    private void tryNext(PublishSession session) {
        Duration patience = patience(timeout, addressCount, addresses.size());
        InetAddress address = addresses.remove();
        ChannelFuture connecting = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
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
