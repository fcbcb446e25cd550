package io.rostrum.studio.remote;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rostrum.studio.engine.RemoteSetting;
import io.rostrum.studio.engine.RemoteState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Listens for programs on one port, with a thread of its own. Thread-safe.
final class RemoteServer implements AutoCloseable {
    /// Bytes of one message of a program.
    static final int MOST_BYTES = 1 << 20;

    /// Programs at a time, those that have not said the password among them.
    static final int MOST_CONNECTIONS = 32;

    private static final int MOST_HEAD_BYTES = 8192;

    /// What may wait for a program before it counts as one that takes nothing.
    private static final int MOST_WAITING_BYTES = 4 << 20;

    private static final Duration IDENTIFY_WITHIN = Duration.ofSeconds(10);
    private static final int SILENT_SECONDS = 30;
    private static final long STOP_SECONDS = 2;
    private static final long FAREWELL_MILLIS = 100;
    private final EventLoopGroup group;
    private final Set<RemoteConnection> connections = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();
    private final RemoteRequests requests;
    private final Runnable changed;
    private final String password;
    private final Channel listening;

    /// @param changed told when somebody has come or gone
    /// @throws IOException with the reason in words if the port cannot be listened on
    RemoteServer(RemoteSetting setting, RemoteRequests requests, Runnable changed) throws IOException {
        this.requests = requests;
        this.changed = changed;
        this.password = setting.password();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("remote", true), NioIoHandler.newFactory());
        InetSocketAddress address = setting.network()
                ? new InetSocketAddress(setting.port())
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), setting.port());
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MOST_WAITING_BYTES / 2, MOST_WAITING_BYTES))
                .childHandler(new Connected())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
            throw new IOException(
                    "port " + setting.port() + " is used by another program, or may not be used; close that program, "
                            + "or choose another port",
                    bound.cause());
        }
        listening = bound.channel();
    }

    private final class Connected extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            RemoteSession session = new RemoteSession(Authentication.ask(password, random), requests);
            RemoteConnection connection = new RemoteConnection(session, IDENTIFY_WITHIN, RemoteServer.this::look);
            channel.closeFuture().addListener(_ -> connections.remove(connection));
            if (connections.size() >= MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            connections.add(connection);
            channel.pipeline()
                    .addLast(new IdleStateHandler(SILENT_SECONDS, 0, 0))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MOST_HEAD_BYTES))
                    .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/")
                            .checkStartsWith(true)
                            .subprotocols(RemoteConnection.JSON + "," + RemoteConnection.MESSAGE_PACK)
                            .handshakeTimeoutMillis(IDENTIFY_WITHIN.toMillis())
                            .dropPongFrames(false)
                            .decoderConfig(WebSocketDecoderConfig.newBuilder()
                                    .maxFramePayloadLength(MOST_BYTES)
                                    .build())
                            .build()))
                    .addLast(new WebSocketFrameAggregator(MOST_BYTES))
                    .addLast(connection);
        }
    }

    private void look(RemoteConnection connection) {
        if (connection.client().isEmpty()) {
            connections.remove(connection);
        }
        changed.run();
    }

    /// {@return the programs that have said the password, the one that came first first}
    List<RemoteState.Client> clients() {
        return connections.stream()
                .map(RemoteConnection::client)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(RemoteState.Client::since))
                .toList();
    }

    /// {@return the port that is listened on}
    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Tells everybody who wants to know. Does not block.
    void tell(List<RemoteEvent> events) {
        events.forEach(event -> connections.forEach(connection -> connection.tell(event)));
    }

    /// Says good-bye to everybody, and listens no more.
    void close(CloseCode code, String why) {
        listening.close().awaitUninterruptibly();
        connections.stream()
                .map(connection -> connection.close(code, why))
                .flatMap(Optional::stream)
                .toList()
                .forEach(said -> said.awaitUninterruptibly(FAREWELL_MILLIS));
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Override
    public void close() {
        close(CloseCode.GOING_AWAY, "the studio is being closed");
    }
}
