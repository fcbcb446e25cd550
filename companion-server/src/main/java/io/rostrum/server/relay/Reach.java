package io.rostrum.server.relay;

import io.rostrum.push.target.AddressRefusedException;
import io.rostrum.push.target.PushUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Where relays and webhooks may lead: never back to this server, and, for what is asked for over the API, only to
/// networks that the configuration allows it, so that who has the operator's token does not thereby reach what this
/// machine alone can. Thread-safe.
public final class Reach {
    /// Networks that need to be allowed; all others are.
    public enum Network {
        /// The machine itself.
        LOOPBACK("loopback"),
        /// Neighbours on the wire, and the addresses at which clouds tell machines their secrets.
        LINK_LOCAL("link-local"),
        /// Networks of one's own (RFC 1918, RFC 4193, RFC 6598) and whatever else is no public address (RFC 6890).
        PRIVATE("private");

        private final String text;

        Network(String text) {
            this.text = text;
        }

        /// {@return the network as the configuration writes it}
        public static Optional<Network> of(String text) {
            return Arrays.stream(values())
                    .filter(network -> network.text.equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /// Of clouds: Azure's, Alibaba's, Oracle's and AWS's over IPv6; the usual one, 169.254.169.254, is link-local.
    private static final Set<String> METADATA =
            Set.of("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");
    /// Before an IPv4 address that a gateway translates to (RFC 6052 §2.1).
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};

    /// Looks names up.
    @FunctionalInterface
    public interface Names {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final Set<Network> guarded;
    private final Set<Network> allowedToApi;
    private final String key;
    private final Names names;
    private final InetAddress bind;
    private final Supplier<Set<Integer>> ownPorts;

    /// @param allowedToApi networks that relays of the API may lead to
    /// @param bind         what this server listens on
    /// @param ownPorts     where, once it does
    public Reach(Set<Network> allowedToApi, InetAddress bind, Supplier<Set<Integer>> ownPorts) {
        this(
                Set.of(Network.LOOPBACK, Network.LINK_LOCAL),
                allowedToApi,
                "relay.api_networks",
                bind,
                ownPorts,
                InetAddress::getAllByName);
    }

    private Reach(
            Set<Network> guarded,
            Set<Network> allowedToApi,
            String key,
            InetAddress bind,
            Supplier<Set<Integer>> ownPorts,
            Names names) {
        this.guarded = Set.copyOf(guarded);
        this.allowedToApi = Set.copyOf(allowedToApi);
        this.key = key;
        this.bind = bind;
        this.ownPorts = ownPorts;
        this.names = names;
    }

    /// {@return one that leads to public addresses alone}
    ///
    /// @param allowed networks besides
    /// @param key     of the configuration, which allows them
    public static Reach publicAnd(
            Set<Network> allowed, String key, InetAddress bind, Supplier<Set<Integer>> ownPorts, Names names) {
        return new Reach(Set.of(Network.values()), allowed, key, bind, ownPorts, names);
    }

    /// Looks up a name. Blocks.
    ///
    /// @param api whether it was asked for over the API
    /// @throws UnknownHostException    if it is not known
    /// @throws AddressRefusedException if no relay may lead to one of its addresses; in words
    public InetAddress[] addresses(String host, int port, boolean api) throws IOException {
        InetAddress[] all = names.all(host);
        for (InetAddress address : all) {
            Optional<String> objection = objection(address, port, api);
            if (objection.isPresent()) {
                throw new AddressRefusedException(objection.get());
            }
        }
        return all;
    }

    /// {@return why a rule cannot be; empty for one that can, and where the name is not known now}. Blocks.
    public Optional<String> objection(PushUrl url, boolean api) {
        try {
            addresses(url.host(), url.port(), api);
            return Optional.empty();
        } catch (AddressRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.empty(); // it is looked up again when there is something to send
        }
    }

    private Optional<String> objection(InetAddress address, int port, boolean api) {
        String shown = address.getHostAddress();
        if (ownPorts.get().contains(port) && isOwn(address)) {
            return Optional.of(shown + ":" + port + " leads back to this server itself (expected: another server)");
        }
        if (!api) {
            return Optional.empty();
        }
        return network(address)
                .filter(network -> guarded.contains(network) && !allowedToApi.contains(network))
                .map(network -> shown + " is " + words(network) + " (expected: an address elsewhere, or " + network.text
                        + " among " + key + " in the configuration)");
    }

    private static String words(Network network) {
        return switch (network) {
            case LOOPBACK -> "this machine";
            case LINK_LOCAL -> "link-local";
            case PRIVATE -> "no public address";
        };
    }

    /// {@return whether this server may be what listens there}
    private boolean isOwn(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return bind.isAnyLocalAddress() || bind.isLoopbackAddress(); // systems take it for loopback
        }
        return bind.isAnyLocalAddress() ? isOfThisMachine(address) : bind.equals(address);
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static Optional<Network> network(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return Optional.of(Network.LOOPBACK);
        }
        if (address.isLinkLocalAddress() || METADATA.contains(plain(address))) {
            return Optional.of(Network.LINK_LOCAL);
        }
        byte[] bytes = address.getAddress();
        if (bytes.length == 16 && Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length)) {
            return network(inside(bytes, TRANSLATED.length));
        }
        if (bytes.length == 16 && (bytes[0] & 0xFF) == 0x20 && bytes[1] == 0x02) { // 6to4, RFC 3056 §2
            return network(inside(bytes, 2));
        }
        return isPublic(address, bytes) ? Optional.empty() : Optional.of(Network.PRIVATE);
    }

    /// After the registries of special-purpose addresses (RFC 6890), documentation aside.
    private static boolean isPublic(InetAddress address, byte[] bytes) {
        if (address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (bytes.length == 16) {
            boolean global = (first & 0xE0) == 0x20; // 2000::/3, RFC 4291 §2.4
            boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
            return global && !teredo;
        }
        return switch (first) {
            case 0 -> false;
            case 100 -> second < 64 || second > 127; // shared, RFC 6598
            case 192 -> second != 0 || bytes[2] != 0; // protocol assignments
            case 198 -> second != 18 && second != 19; // benchmarks, RFC 2544
            default -> first < 240; // reserved, RFC 1112 §4
        };
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static InetAddress inside(byte[] address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of four bytes: refused (expected: taken)", e);
        }
    }
}
