package io.rostrum.studio.engine;

import io.rostrum.push.rtmp.RtmpHandshake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that says to everybody what nginx-rtmp said to FFmpeg when it published, and then takes no byte.
final class TakingServer implements AutoCloseable {
    private static final int SMALL = 4096;
    /// At most, for one connection.
    private static final int SYSTEM_HOLDS = 2 << 20;

    private final ServerSocket listening = new ServerSocket();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    /// Whether all connections of before were over when each came.
    private final List<Boolean> alone = new CopyOnWriteArrayList<>();

    TakingServer() throws IOException {
        listening.setReceiveBufferSize(SMALL);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        Thread.ofPlatform().daemon().name("taking server").start(this::serve);
    }

    String address() {
        return "rtmp://127.0.0.1:" + listening.getLocalPort() + "/live";
    }

    List<Boolean> alone() {
        return alone;
    }

    private void serve() {
        try (InputStream said =
                Objects.requireNonNull(RtmpHandshake.class.getResourceAsStream("ffmpeg-publish-to-client.bin"))) {
            byte[] nginx = said.readAllBytes();
            while (true) {
                Socket socket = listening.accept();
                alone.add(connections.stream().allMatch(TakingServer::over));
                connections.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(nginx);
                out.flush();
            }
        } catch (IOException e) {
            // closed
        }
    }

    /// {@return whether the other side has closed: its end comes after no more than the system holds}
    private static boolean over(Socket socket) {
        try {
            socket.setSoTimeout(2_000);
            return socket.getInputStream().readNBytes(SYSTEM_HOLDS).length < SYSTEM_HOLDS;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
