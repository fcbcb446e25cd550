package io.rostrum.server.auth;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/// Addresses that begin with the same bits, as CIDR writes them (RFC 4632 §3.1, RFC 4291 §2.3): `192.0.2.0/24`,
/// `2001:db8::/32`, or one address. IPv4 addresses that are written as IPv6 (`::ffff:192.0.2.1`) count as IPv4.
///
/// @param text as it was written
/// @param bits how many count, from the left
public record AddressRange(String text, InetAddress network, int bits) {
    /// The grammar in words, for messages.
    public static final String GRAMMAR =
            "an address such as 192.0.2.7 or a network such as 192.0.2.0/24 or 2001:db8::/32";

    /// {@return the range; empty if it is none}. Never looks a name up.
    public static Optional<AddressRange> parse(String text) {
        String given = text.strip();
        int slash = given.indexOf('/');
        String address = slash < 0 ? given : given.substring(0, slash);
        InetAddress network = NetUtil.createInetAddressFromIpAddressString(address);
        if (network == null || address.contains("%")) {
            return Optional.empty();
        }
        int most = network.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new AddressRange(given, network, most));
        }
        String length = given.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(given, network, Integer.parseInt(length)));
    }

    /// {@return whether an address is in it}
    public boolean contains(InetAddress address) {
        byte[] wanted = network.getAddress();
        byte[] given = address.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (wanted[i] != given[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xFF << (Byte.SIZE - rest) & 0xFF;
        return rest == 0 || (wanted[whole] & mask) == (given[whole] & mask);
    }
}
