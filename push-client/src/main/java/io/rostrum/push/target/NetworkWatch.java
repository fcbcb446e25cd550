package io.rostrum.push.target;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices when this machine gets a way to others that it did not have: a cable, a Wi-Fi, an address. Looks once a
/// second, on a thread of its own, while it is wanted. Confined to the loop.
final class NetworkWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Supplier<Set<String>> ways;
    private final EventLoop loop;
    private final Runnable gained;
    private @Nullable Future<?> looks;
    private @Nullable Set<String> known;
    private boolean looking;

    /// @param ways   names the ways there are now; may block for some milliseconds
    /// @param gained run on the loop when there is one that was not there before
    NetworkWatch(Supplier<Set<String>> ways, EventLoop loop, Runnable gained) {
        this.ways = ways;
        this.loop = loop;
        this.gained = gained;
    }

    /// Begins to look, if it does not yet.
    void begin() {
        if (looks == null) {
            known = null;
            looks = loop.scheduleAtFixedRate(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void end() {
        if (looks != null) {
            looks.cancel(false);
            looks = null;
        }
    }

    private void look() {
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("network watch").start(() -> {
                Set<String> now = ways.get();
                PushLoops.tell(loop, () -> seen(now));
            });
        }
    }

    private void seen(Set<String> now) {
        looking = false;
        boolean more = known != null && !known.containsAll(now);
        known = now;
        if (more && looks != null) {
            gained.run();
        }
    }

    /// {@return the addresses of all interfaces that are up and lead beyond this machine, with the interfaces' names}
    static Set<String> ways() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(NetworkWatch::leadsAway)
                    .flatMap(each ->
                            each.inetAddresses().map(address -> each.getName() + " " + address.getHostAddress()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            LOG.debug("[push] interfaces: {}", e.getMessage());
            return Set.of();
        }
    }

    private static boolean leadsAway(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException e) {
            LOG.debug("[push] interface {} went away: {}", each.getName(), e.getMessage());
            return false;
        }
    }
}
