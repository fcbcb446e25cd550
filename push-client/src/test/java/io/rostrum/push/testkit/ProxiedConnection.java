package io.rostrum.push.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection with the server behind a [FaultProxy].
final class ProxiedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int READ_BYTES = 16 << 10;
    private static final int PIECES_UNDER_WAY = 64;
    private static final Piece END = new Piece(0, new byte[0]);

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Piece(long arrivedNanos, byte[] bytes) {}

    private final Socket client;
    private final Socket server;
    private final Line line;
    private final Set<ProxiedConnection> all;

    private ProxiedConnection(Socket client, Socket server, Line line, Set<ProxiedConnection> all) {
        this.client = client;
        this.server = server;
        this.line = line;
        this.all = all;
    }

    static void open(Socket client, int serverPort, Line line, Set<ProxiedConnection> all) throws IOException {
        client.setTcpNoDelay(true);
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        } catch (IOException e) {
            resetSocket(client);
            throw e;
        }
        server.setTcpNoDelay(true);
        ProxiedConnection connection = new ProxiedConnection(client, server, line, all);
        all.add(connection);
        connection.pump("to server", client, server);
        connection.pump("to client", server, client);
    }

    private void pump(String direction, Socket from, Socket to) {
        BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES_UNDER_WAY);
        Thread reader = Thread.ofVirtual().name("read " + direction).start(() -> read(from, underWay));
        Thread.ofVirtual().name("write " + direction).start(() -> write(underWay, to, reader));
    }

    private void read(Socket from, BlockingQueue<Piece> underWay) {
        byte[] buffer = new byte[READ_BYTES];
        try {
            try {
                while (true) {
                    line.awaitPassing();
                    int bytes = from.getInputStream().read(buffer);
                    if (bytes < 0) {
                        break;
                    }
                    underWay.put(new Piece(System.nanoTime(), Arrays.copyOf(buffer, bytes)));
                }
            } catch (IOException e) {
                LOG.debug("read: {}", e.getMessage());
                reset();
            }
            underWay.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the writer has gone
        }
    }

    private void write(BlockingQueue<Piece> underWay, Socket to, Thread reader) {
        try {
            for (Piece piece = underWay.take(); piece.bytes.length > 0; piece = underWay.take()) {
                line.awaitDeparture(piece.arrivedNanos);
                line.awaitTransfer(piece.bytes.length);
                to.getOutputStream().write(piece.bytes);
            }
            to.shutdownOutput();
            if (client.isOutputShutdown() && server.isOutputShutdown()) {
                reset();
            }
        } catch (IOException e) {
            LOG.debug("write: {}", e.getMessage());
            reset();
            reader.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void halfClose() {
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("half-close: {}", e.getMessage());
        }
    }

    void reset() {
        all.remove(this);
        resetSocket(client);
        resetSocket(server);
    }

    /// Closes with RST instead of FIN.
    private static void resetSocket(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            LOG.debug("reset: {}", e.getMessage());
        }
    }
}
