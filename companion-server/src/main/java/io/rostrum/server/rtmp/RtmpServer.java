package io.rostrum.server.rtmp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.http.EventLoops;
import io.rostrum.server.http.ListenFailure;
import io.rostrum.server.live.OnDemand;
import io.rostrum.server.live.StreamRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The RTMP listener. Started by [#start], stopped by [#close()]; the event loops stay its caller's.
public final class RtmpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtmpServer.class);
    private static final int BACKLOG = 1024;
    /// The application that publishers and players connect to: `rtmp://host/live`.
    public static final String APP = "live";

    private final ServerBootstrap bootstrap;
    private volatile Channel listener;
    private final ChannelGroup connections;
    private final ExecutorService virtualThreads;

    private RtmpServer(
            ServerBootstrap bootstrap, Channel listener, ChannelGroup connections, ExecutorService virtualThreads) {
        this.bootstrap = bootstrap;
        this.listener = listener;
        this.connections = connections;
        this.virtualThreads = virtualThreads;
    }

    /// Binds the port; blocks until that is done.
    ///
    /// @param loops borrowed; must outlive the server
    /// @param tls   asked for a context at each connection (RTMPS); empty for plain RTMP
    /// @throws IOException if the address cannot be bound, in words for the operator
    public static RtmpServer start(
            RtmpConfig config,
            EventLoops loops,
            StreamRegistry streams,
            OnDemand onDemand,
            Gate gate,
            RtmpCounters counters,
            Optional<Supplier<SslContext>> tls)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup("rtmp", GlobalEventExecutor.INSTANCE);
        ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rtmp-", 0).factory());
        var shared = new RtmpSession.Shared(streams, onDemand, gate, virtualThreads, counters);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.workers())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(config, shared, connections, tls));
        ChannelFuture bound =
                bootstrap.bind(config.bindAddress(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            virtualThreads.close();
            throw new ListenFailure("RTMP", config.bindAddress(), config.port(), "--rtmp", bound.cause());
        }
        RtmpServer server = new RtmpServer(bootstrap, bound.channel(), connections, virtualThreads);
        log.info("[rtmp] listening on {}:{}", config.bindAddress(), server.port());
        return server;
    }

    /// {@return the port it listens on}
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// Listens on another address from now on, on the same port; connections that are open go on.
    /// Between the two it listens nowhere for a moment.
    ///
    /// @throws IOException if the address cannot be bound; it listens where it did before
    public void listenOn(String address) throws IOException {
        int port = port();
        SocketAddress before = listener.localAddress();
        stopAccepting();
        ChannelFuture bound = bootstrap.bind(address, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            listener = bootstrap.bind(before).awaitUninterruptibly().channel();
            throw new ListenFailure("RTMP", address, port, "--rtmp", bound.cause());
        }
        listener = bound.channel();
        log.info("[rtmp] listening on {}:{}", address, port);
    }

    /// Takes no more connections; those open go on.
    public void stopAccepting() {
        listener.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        stopAccepting();
        connections.close().awaitUninterruptibly();
        virtualThreads.close();
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final RtmpConfig config;
        private final RtmpSession.Shared shared;
        private final ChannelGroup connections;
        private final Optional<Supplier<SslContext>> tls;
        private final AtomicInteger open = new AtomicInteger();
        private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

        Pipeline(
                RtmpConfig config,
                RtmpSession.Shared shared,
                ChannelGroup connections,
                Optional<Supplier<SslContext>> tls) {
            this.config = config;
            this.shared = shared;
            this.connections = connections;
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) {
            InetAddress peer = ((InetSocketAddress) channel.remoteAddress()).getAddress();
            boolean roomInAll = open.incrementAndGet() <= config.maxConnections();
            boolean roomForPeer =
                    byAddress.merge(peer, 1, Integer::sum) <= config.maxPerAddress() || peer.isLoopbackAddress();
            channel.closeFuture().addListener(_ -> {
                open.decrementAndGet();
                byAddress.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
            });
            if (!roomInAll || !roomForPeer) {
                shared.counters().turnedAway();
                channel.close();
                return;
            }
            connections.add(channel);
            tls.ifPresent(context -> channel.pipeline().addLast(context.get().newHandler(channel.alloc())));
            channel.pipeline().addLast(new RtmpConnection(config, shared));
        }
    }
}
