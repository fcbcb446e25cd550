package io.rostrum.installer.setup.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.Set;

/// Whether the server can listen on a port.
///
/// @param privileged whether the server may take ports below 1024
/// @param ours       ports of the installation that is being changed: its server may run
public record PortCheck(boolean privileged, Set<Integer> ours) {
    private static final int HIGHEST = 65_535;
    private static final int FIRST_UNPRIVILEGED = 1024;

    /// {@return the port that a text names, or empty if it names none}
    public static OptionalInt parse(String text) {
        if (!text.strip().matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text.strip());
        return port >= 1 && port <= HIGHEST ? OptionalInt.of(port) : OptionalInt.empty();
    }

    /// Tries the port on loopback. Blocks for no noticeable time.
    ///
    /// @param text  what the user wrote
    /// @param other what the user wrote for the other port
    public Verdict check(String text, String other) {
        OptionalInt parsed = parse(text);
        if (parsed.isEmpty()) {
            return Verdict.problem("A port is a number from 1 to " + HIGHEST + ".");
        }
        int port = parsed.getAsInt();
        OptionalInt second = parse(other);
        if (second.isPresent() && second.getAsInt() == port) {
            return Verdict.problem("Pages and ingest need two different ports.");
        }
        if (port < FIRST_UNPRIVILEGED && !privileged) {
            return Verdict.problem(
                    "Ports below " + FIRST_UNPRIVILEGED + " are for system services; choose a higher one.");
        }
        if (ours.contains(port)) {
            return Verdict.good(port + " is the port of this installation.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Verdict.good(port + " is free.");
        } catch (IOException e) {
            return Verdict.problem(port + " is used by another program; choose another port or end that program.");
        }
    }
}
