package io.rostrum.server.account;

import io.rostrum.server.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The code that lets somebody become the server's first owner: made for whoever has the operator's
/// token, kept in memory as a hash, good for [#GOOD_FOR] and for one claim. A newer one replaces it.
/// Thread-safe.
public final class ClaimCode {
    static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final String PREFIX = "claim-";
    private static final int LETTERS = 26;

    private record Made(String hash, Instant until) {}

    private final Clock clock;
    private final Tickets tickets = new Tickets(new SecureRandom());
    private Optional<Made> made = Optional.empty();

    public ClaimCode(Clock clock) {
        this.clock = clock;
    }

    /// {@return a fresh code}
    public synchronized Secret make() {
        Secret code = tickets.make(PREFIX, LETTERS);
        made = Optional.of(new Made(Tickets.hash(code), clock.instant().plus(GOOD_FOR)));
        return code;
    }

    /// {@return whether this is the code}
    synchronized boolean isGood(Secret code) {
        return made.filter(known -> known.until().isAfter(clock.instant())
                        && MessageDigest.isEqual(
                                known.hash().getBytes(StandardCharsets.US_ASCII),
                                Tickets.hash(code).getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }

    synchronized void used() {
        made = Optional.empty();
    }
}
