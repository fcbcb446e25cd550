package io.rostrum.server.playback;

import io.rostrum.server.account.PasswordHash;
import io.rostrum.server.auth.FailureLimiter;
import io.rostrum.server.auth.Secret;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Looks at passwords of streams. A class that comes at once says the same right one, so that one is
/// hashed the slow way once and known again by a digest in memory. Who guesses is slowed down by
/// address. Blocks; thread-safe.
final class StreamPasswords {
    private static final long MOST_WAIT_SECONDS = 5;
    /// One at a time, so that who tries passwords of streams holds up nobody who signs in.
    private final Semaphore hashing = new Semaphore(1);
    private final PasswordHash hash;
    private final PlaybackSigner signer;
    private final LongSupplier nanoTime;
    private final FailureLimiter failures = new FailureLimiter();
    private final Map<String, Right> known = new ConcurrentHashMap<>();

    /// @param stored the password as it was stored then
    private record Right(String stored, Secret digest) {}

    /// What came of a try.
    enum Try {
        RIGHT,
        WRONG,
        TOO_SOON
    }

    /// @param nanoTime a monotonic clock
    StreamPasswords(PasswordHash hash, PlaybackSigner signer, LongSupplier nanoTime) {
        this.hash = hash;
        this.signer = signer;
        this.nanoTime = nanoTime;
    }

    Try look(PlaybackAccess access, Secret given, InetAddress peer) {
        if (!failures.mayTry(peer, nanoTime.getAsLong())) {
            return Try.TOO_SOON;
        }
        Optional<String> stored = access.password();
        String stream = access.stream().value();
        Secret digest = new Secret(HexFormat.of().formatHex(signer.mac("password\n" + stream + "\n" + given.reveal())));
        Right now = new Right(stored.orElse(""), digest);
        if (stored.isPresent() && now.equals(known.get(stream))) {
            return Try.RIGHT;
        }
        try {
            if (!hashing.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Try.TOO_SOON;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Try.TOO_SOON;
        }
        try {
            return hashed(stream, stored, given, now, peer);
        } finally {
            hashing.release();
        }
    }

    /// What was tried beside this one counts already.
    private Try hashed(String stream, Optional<String> stored, Secret given, Right now, InetAddress peer) {
        if (!failures.mayTry(peer, nanoTime.getAsLong())) {
            return Try.TOO_SOON;
        }
        if (stored.isPresent() && now.equals(known.get(stream))) {
            return Try.RIGHT;
        }
        if (!hash.matches(given, stored)) {
            failures.failed(peer, nanoTime.getAsLong());
            return Try.WRONG;
        }
        known.put(stream, now);
        return Try.RIGHT;
    }

    /// {@return what is stored of a password}
    String stored(Secret password) {
        return hash.of(password);
    }
}
