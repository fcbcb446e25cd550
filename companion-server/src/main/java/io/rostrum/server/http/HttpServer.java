package io.rostrum.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listener for HTTP/1.1 and HTTP/2 on one port. Started by [#start], stopped by [#close()]; the event
/// loops stay its caller's.
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 1024;

    private final ServerBootstrap bootstrap;
    private volatile Channel listener;
    private final ChannelGroup connections;
    private final ExecutorService virtualThreads;
    private final Admission admission;

    private HttpServer(
            ServerBootstrap bootstrap,
            Channel listener,
            ChannelGroup connections,
            ExecutorService virtualThreads,
            Admission admission) {
        this.bootstrap = bootstrap;
        this.listener = listener;
        this.connections = connections;
        this.virtualThreads = virtualThreads;
        this.admission = admission;
    }

    /// Binds the port; blocks until that is done.
    ///
    /// @param loops borrowed; must outlive the server
    /// @throws IOException if the address cannot be bound, in words for the operator
    public static HttpServer start(HttpConfig config, EventLoops loops, Router router, HttpSeams seams)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup("http", GlobalEventExecutor.INSTANCE);
        ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        Admission admission = new Admission(config.limits(), config.trustedProxies());
        var shared = new HttpConnection.Shared(
                config.limits(),
                new OriginGuard(config),
                new TrustedProxies(config.trustedProxies()),
                router,
                seams,
                virtualThreads,
                new DateField());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.workers())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new HttpPipeline(shared, admission, connections));
        ChannelFuture bound =
                bootstrap.bind(config.bindAddress(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            virtualThreads.close();
            throw new ListenFailure("HTTP", config.bindAddress(), config.port(), "--http", bound.cause());
        }
        HttpServer server = new HttpServer(bootstrap, bound.channel(), connections, virtualThreads, admission);
        log.info("[http] listening on {}:{}", config.bindAddress(), server.port());
        return server;
    }

    /// {@return the port it listens on}
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// {@return connections open now}
    public int connections() {
        return admission.open();
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
            throw new ListenFailure("HTTP", address, port, "--http", bound.cause());
        }
        listener = bound.channel();
        log.info("[http] listening on {}:{}", address, port);
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
}
