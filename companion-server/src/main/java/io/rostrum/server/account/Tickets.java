package io.rostrum.server.account;

import io.rostrum.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/// Random texts that open something, and what is stored of them: 160 random bits need no slow hash.
public final class Tickets {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648 §6, lower case
    private static final int LETTERS = 32;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random;

    public Tickets(SecureRandom random) {
        this.random = random;
    }

    /// @param prefix says what it is to those who find one
    public Secret make(String prefix) {
        return make(prefix, LETTERS);
    }

    Secret make(String prefix, int letters) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = 0; i < letters; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Secret(text.toString());
    }

    /// {@return what is stored of a ticket: SHA-256 in hex}
    public static String hash(Secret ticket) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(ticket.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    /// {@return an id that sorts by time: UUID version 7 (RFC 9562 §5.7)}
    public String id(Instant now) {
        long high = now.toEpochMilli() << 16 | VERSION_7 | random.nextInt(1 << 12);
        return new UUID(high, VARIANT | random.nextLong() >>> 2).toString();
    }
}
