package io.rostrum.studio.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of this machine that nobody uses.
public final class FreePort {
    private static final int TRIES = 100;

    private FreePort() {}

    /// {@return `wanted`, or the next port above it that can be listened on at every address}
    ///
    /// @throws IOException if a hundred are taken
    public static int from(int wanted) throws IOException {
        for (int port = wanted; port < wanted + TRIES; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(port));
                return port;
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IOException("ports " + wanted + " to " + (wanted + TRIES - 1) + " are all taken");
    }
}
