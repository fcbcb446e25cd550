package io.rostrum.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports on loopback that nobody listens on right now.
public final class FreePorts {
    private FreePorts() {}

    /// {@return a TCP port; the system gives it to nobody else for a while}
    public static int one() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
