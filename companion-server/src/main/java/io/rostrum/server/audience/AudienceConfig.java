package io.rostrum.server.audience;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `audience` in rostrum.yaml, where every key is explained.
///
/// @param addresses  what is kept of viewers' addresses
/// @param sessions   how long the session of each viewer is kept
/// @param reports    how long reports of broadcasts are kept
/// @param thresholds numbers of viewers whose being reached webhooks are told of, ascending
/// @param countries  a file that tells countries by addresses
public record AudienceConfig(
        Addresses addresses, Duration sessions, Duration reports, List<Integer> thresholds, Optional<Path> countries) {
    public static final AudienceConfig DEFAULT = new AudienceConfig(
            Addresses.TRUNCATED,
            Duration.ofDays(30),
            Duration.ofDays(730),
            List.of(10, 50, 100, 500, 1_000),
            Optional.empty());

    public AudienceConfig {
        thresholds = thresholds.stream().distinct().sorted().toList();
    }

    /// What is kept of an address.
    public enum Addresses {
        /// Networks of 256 addresses (IPv4) or of a site (IPv6, RFC 6177), with zeros behind.
        TRUNCATED,
        FULL,
        NONE;

        private static final int IPV4_BYTES = 4;
        private static final int KEPT_IPV4_BYTES = 3;
        private static final int KEPT_IPV6_BYTES = 6;

        /// {@return it as the configuration writes it}
        public static Optional<Addresses> of(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
        }

        /// {@return what is kept of that one; empty for nothing}
        public String of(InetAddress address) {
            byte[] bytes = address.getAddress();
            return switch (this) {
                case NONE -> "";
                case FULL -> shown(bytes);
                case TRUNCATED -> {
                    int kept = bytes.length == IPV4_BYTES ? KEPT_IPV4_BYTES : KEPT_IPV6_BYTES;
                    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
                    yield shown(bytes);
                }
            };
        }

        private static String shown(byte[] bytes) {
            try {
                return InetAddress.getByAddress(bytes).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException("address of " + bytes.length + " bytes (expected: 4 or 16)", e);
            }
        }
    }
}
