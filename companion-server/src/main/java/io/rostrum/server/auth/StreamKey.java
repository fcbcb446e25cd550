package io.rostrum.server.auth;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One stream key as it is kept: everything but itself.
///
/// @param stream    what it publishes
/// @param label     what its owner calls it; may be empty
/// @param expiresAt when it counts no more, and what is published with it ends; empty for never
/// @param networks  from where it counts; empty for anywhere
/// @param device    the device that it belongs to and ends with; empty for none
/// @param replaced  whether another has taken its place: what is published with it goes on, nothing new begins
public record StreamKey(
        KeyId key,
        StreamName stream,
        String label,
        Instant createdAt,
        Optional<Instant> expiresAt,
        List<AddressRange> networks,
        Optional<String> device,
        boolean replaced) {
    /// Most letters of a label.
    public static final int LABEL_LETTERS = 64;
    /// Most entries of a list of addresses.
    public static final int NETWORKS = 32;

    private static final int ID_LETTERS = 12;

    public StreamKey {
        networks = List.copyOf(networks);
    }

    /// {@return what it is called in lists and addresses, which tells nothing of the key}
    public String id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.hmac().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, ID_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    /// {@return whether it has not expired}
    boolean countsAt(Instant now) {
        return expiresAt.filter(until -> !now.isBefore(until)).isEmpty();
    }

    /// {@return whether it may be used from an address}
    boolean countsFrom(InetAddress peer) {
        return networks.isEmpty() || networks.stream().anyMatch(range -> range.contains(peer));
    }

    StreamKey withKey(KeyId other, Instant now) {
        return new StreamKey(other, stream, label, now, expiresAt, networks, device, false);
    }

    StreamKey inReplacement() {
        return new StreamKey(key, stream, label, createdAt, expiresAt, networks, device, true);
    }

    /// What a new key shall be.
    public record Wanted(
            StreamName stream,
            String label,
            Optional<Instant> expiresAt,
            List<AddressRange> networks,
            Optional<String> device) {
        public Wanted {
            networks = List.copyOf(networks);
        }

        /// {@return a key without limits}
        public static Wanted of(StreamName stream) {
            return new Wanted(stream, "", Optional.empty(), List.of(), Optional.empty());
        }

        /// {@return why it cannot be, in words; empty if it can}
        public Optional<String> objection(Instant now) {
            if (label.length() > LABEL_LETTERS || label.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("label: too long or not letters (expected: at most " + LABEL_LETTERS + " letters).");
            }
            if (networks.size() > NETWORKS) {
                return Optional.of("networks: " + networks.size() + " (expected: at most " + NETWORKS + ").");
            }
            return expiresAt.filter(until -> !until.isAfter(now)).map(until -> "until: " + until + " is over.");
        }
    }
}
