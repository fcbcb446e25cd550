package io.rostrum.testing.peer;

import io.rostrum.testing.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A second network on this machine behind a link that can be narrowed and broken: a Linux network namespace, reached
/// over a pair of virtual interfaces. Needs root.
public final class NetworkNamespace implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INSIDE = "10.231.77.2";
    private static final String OUTSIDE = "10.231.77.1";

    private final String name = "rostrum" + ProcessHandle.current().pid();
    private final String near = "rn" + ProcessHandle.current().pid();
    private final String far = "rf" + ProcessHandle.current().pid();

    private NetworkNamespace() {}

    /// {@return a namespace with its link up; empty where this system does not allow one}
    public static Optional<NetworkNamespace> open() {
        NetworkNamespace made = new NetworkNamespace();
        try {
            made.run("ip netns add " + made.name);
            made.run("ip link add " + made.near + " type veth peer name " + made.far + " netns " + made.name);
            made.run("ip addr add " + OUTSIDE + "/24 dev " + made.near);
            made.run("ip link set " + made.near + " up");
            made.inside("ip addr add " + INSIDE + "/24 dev " + made.far);
            made.inside("ip link set " + made.far + " up");
            made.inside("ip link set lo up");
            made.limit(1_000_000);
            made.unlimited();
            return Optional.of(made);
        } catch (IllegalStateException e) {
            made.close();
            return Optional.empty();
        }
    }

    /// {@return the address of what listens inside}
    public String address() {
        return INSIDE;
    }

    /// {@return a command that runs inside}
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /// Lets no more than this into the namespace, as a narrow uplink with a small buffer does.
    public void limit(int bitsPerSecond) {
        run("tc qdisc replace dev " + near + " root tbf rate " + bitsPerSecond + "bit burst 16kb latency 100ms");
    }

    /// Lets nothing in, and says so to nobody.
    public void blackHole() {
        run("tc qdisc replace dev " + near + " root tbf rate 8bit burst 1 latency 1ms");
    }

    public void unlimited() {
        run("tc qdisc del dev " + near + " root");
    }

    /// Pulls the cable out.
    public void linkOff() {
        inside("ip link set " + far + " down");
    }

    public void linkOn() {
        inside("ip link set " + far + " up");
    }

    private void inside(String command) {
        List<String> all = new ArrayList<>(prefix());
        all.addAll(List.of(command.split(" ", -1)));
        run(all);
    }

    private void run(String command) {
        run(List.of(command.split(" ", -1)));
    }

    private static void run(List<String> command) {
        try (Child child = Child.start(command.getFirst(), command, Map.of())) {
            if (!child.awaitExit(SOON).equals(Optional.of(0))) {
                throw new IllegalStateException(String.join(" ", command) + ": " + child.tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", command), e);
        } catch (java.io.UncheckedIOException e) {
            throw new IllegalStateException(command.getFirst() + " is not there", e);
        }
    }

    @Override
    public void close() {
        for (String command : List.of("ip link del " + near, "ip netns del " + name)) {
            try {
                run(command);
            } catch (IllegalStateException e) {
                // it was not there, or went with the namespace
            }
        }
    }
}
