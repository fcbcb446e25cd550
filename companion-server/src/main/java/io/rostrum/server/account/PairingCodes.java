package io.rostrum.server.account;

import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Codes that pair one device each with this server, short enough to be typed: [#LETTERS] of an alphabet in which no
/// letter is taken for another, some 39 bits. Kept in memory as hashes, good for [#GOOD_FOR]. After [#MOST_WRONG]
/// wrong tries, from anywhere, all of them end: nobody guesses one. Thread-safe.
public final class PairingCodes {
    static final int LETTERS = 8;
    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    static final int MOST_WRONG = 500;
    static final int MOST_OPEN = 20;
    /// How long it is known of a code that it was one.
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pairing> byHash = new HashMap<>();
    private int wrong;

    /// What a code is good for.
    ///
    /// @param stream what the device shall publish
    /// @param by     who made the code
    public record Pairing(StreamName stream, String by, Instant until) {}

    /// What came of a code.
    public sealed interface Taken {
        /// It was good, and is used up.
        record Good(Pairing pairing) implements Taken {}

        /// It was good once.
        record Expired() implements Taken {}

        /// Nobody made it, or it was used.
        record Wrong() implements Taken {}
    }

    public PairingCodes(Clock clock) {
        this.clock = clock;
    }

    /// {@return a fresh code, in two groups; nothing while [#MOST_OPEN] are open}
    public synchronized Optional<Secret> make(StreamName stream, String by) {
        Instant now = clock.instant();
        byHash.values().removeIf(pairing -> pairing.until().plus(REMEMBERED_FOR).isBefore(now));
        if (byHash.values().stream()
                        .filter(pairing -> pairing.until().isAfter(now))
                        .count()
                >= MOST_OPEN) {
            return Optional.empty();
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Pairing pairing = new Pairing(stream, by, now.plus(GOOD_FOR));
        byHash.put(hash(new Secret(code.toString())), pairing);
        return Optional.of(new Secret(code.insert(LETTERS / 2, '-').toString()));
    }

    /// {@return what is kept of a code, however it was typed}
    static String hash(Secret typed) {
        return Tickets.hash(new Secret(typed.reveal().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")));
    }

    /// Uses a code up.
    synchronized Taken take(Secret typed) {
        String hash = hash(typed);
        Pairing pairing = byHash.get(hash);
        if (pairing == null) {
            if (++wrong >= MOST_WRONG) {
                byHash.clear();
                wrong = 0;
            }
            return new Taken.Wrong();
        }
        if (!pairing.until().isAfter(clock.instant())) {
            return new Taken.Expired();
        }
        byHash.remove(hash);
        return new Taken.Good(pairing);
    }

    /// Makes a code count again that was taken for nothing.
    synchronized void giveBack(Secret typed, Pairing pairing) {
        byHash.put(hash(typed), pairing);
    }
}
