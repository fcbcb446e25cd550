package io.rostrum.capture.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One stream of bytes from a child process: a local socket that the child connects to once.
///
/// A socket in a folder that only this user enters where the system has such sockets in FFmpeg; one on the loopback
/// address on Windows. One thread reads; [#close()] may come from any thread and ends what it waits for.
final class MediaPipe implements AutoCloseable {
    /// The child's connection, and the one that says that there will be none.
    private static final int WAITING = 2;

    private final ServerSocketChannel server;
    private final @Nullable Path folder;
    private @Nullable SocketChannel stream;
    private boolean closed;

    MediaPipe() throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            folder = null;
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING);
        } else {
            Path made = Files.createTempDirectory("rostrum-media"); // rwx for the owner only
            folder = made;
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(made.resolve("s")), WAITING);
        }
    }

    /// {@return where the child writes to, as FFmpeg names it}
    String url() throws IOException {
        return switch (server.getLocalAddress()) {
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            case InetSocketAddress inet -> "tcp://127.0.0.1:" + inet.getPort();
            default -> throw new IOException("socket of an unknown kind");
        };
    }

    /// Fills `target` up to its limit; waits for the child to connect first.
    ///
    /// @return false if the stream ended before; what it had is in `target` then
    /// @throws IOException also when the pipe is closed meanwhile
    boolean read(ByteBuffer target) throws IOException {
        SocketChannel from = connected();
        while (target.hasRemaining()) {
            if (from.read(target) < 0) {
                return false;
            }
        }
        return true;
    }

    private SocketChannel connected() throws IOException {
        SocketChannel have = stream;
        if (have != null) {
            return have;
        }
        SocketChannel fresh = server.accept();
        adopt(fresh);
        return fresh;
    }

    private synchronized void adopt(SocketChannel fresh) throws IOException {
        stream = fresh;
        if (closed) {
            fresh.close();
        }
        hangUp();
    }

    /// Nobody connects twice.
    private void hangUp() throws IOException {
        server.close();
        Path made = folder;
        if (made != null) {
            Files.deleteIfExists(made.resolve("s"));
            Files.deleteIfExists(made);
        }
    }

    /// The child connects no more: whoever waits for one that never did comes to the stream's end. What it
    /// has written is still read, also where it connected and ended before anybody read: an empty connection
    /// is queued behind its own.
    synchronized void childEnded() throws IOException {
        if (stream == null && !closed) {
            SocketChannel.open(server.getLocalAddress()).close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        SocketChannel open = stream;
        if (open != null) {
            open.close();
        }
        hangUp();
    }
}
