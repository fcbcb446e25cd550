package io.rostrum.push.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TCP proxy on loopback that breaks the network on command. All methods work at once and on every connection, old
/// and new; thread-safe.
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

    private final int port;
    private final int serverPort;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Line line = new Line();
    private @Nullable ServerSocket gate;

    private FaultProxy(int port, int serverPort) {
        this.port = port;
        this.serverPort = serverPort;
    }

    /// Listens on a free port of 127.0.0.1 and connects each client with `serverPort` there.
    public static FaultProxy to(int serverPort) {
        FaultProxy proxy = new FaultProxy(freePort(), serverPort);
        proxy.restore();
        return proxy;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /// {@return connections open now}
    public int connections() {
        return connections.size();
    }

    /// Everything takes so much longer, in each direction.
    public void latency(Duration oneWay) {
        line.latency(oneWay);
    }

    /// @param bytesPerSecond of each connection and direction; 0 for no limit
    public void rate(long bytesPerSecond) {
        line.rate(bytesPerSecond);
    }

    /// Goes on accepting connections and reads nothing any more, until [#restore].
    public void blackHole() {
        line.stop();
    }

    /// Breaks all connections with RST.
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /// Says to all clients that the server sends no more (FIN), while still taking what they send.
    public void halfClose() {
        connections.forEach(ProxiedConnection::halfClose);
    }

    /// Breaks all connections and refuses new ones, until [#restore].
    public synchronized void cut() {
        closeGate();
        reset();
    }

    /// Makes the network whole: accepts, passes on, without delay or limit. Connections that were broken stay so.
    public synchronized void restore() {
        line.restore();
        if (gate == null) {
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                gate = socket;
                Thread.ofVirtual().name("proxy " + port).start(() -> accept(socket));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                ProxiedConnection.open(client, serverPort, line, connections);
            } catch (IOException e) {
                LOG.debug("accept: {}", e.getMessage()); // closed: the loop ends; else it concerns one client only
            }
        }
    }

    private synchronized void closeGate() {
        try {
            if (gate != null) {
                gate.close();
                gate = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        line.restore();
    }
}
