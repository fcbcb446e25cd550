package io.rostrum.server.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether somebody who gives a key may publish, and what. Blocks on the disk. Thread-safe.
public final class PublishAuthorizer {
    private static final Logger log = LoggerFactory.getLogger(PublishAuthorizer.class);

    /// What came of a key.
    public sealed interface Decision {
        /// @param stream what the key publishes
        /// @param key    which key it was; empty for a stream that needs none
        record Allowed(StreamName stream, Optional<KeyId> key) implements Decision {}

        /// @param why in words for the publisher, without the key
        record Denied(Reason reason, String why) implements Decision {}
    }

    /// Why a publisher was refused, for the metrics.
    public enum Reason {
        UNKNOWN_KEY,
        KEY_EXPIRED,
        KEY_REPLACED,
        WRONG_ADDRESS,
        TOO_MANY_FAILURES,
        BAD_NAME,
        KEYS_UNREADABLE,
        CALLBACK_REFUSED,
        CALLBACK_DOWN
    }

    private final StreamKeys keys;
    private final boolean openIngest;
    private final LongSupplier nanoTime;
    private final FailureLimiter limiter = new FailureLimiter();
    private final Map<Reason, LongAdder> failures = new EnumMap<>(Reason.class);

    /// @param openIngest lets a key that nobody made publish the stream of that name, unless that stream has a key; one
    ///                   that was revoked is no name
    /// @param nanoTime   a monotonic clock
    public PublishAuthorizer(StreamKeys keys, boolean openIngest, LongSupplier nanoTime) {
        this.keys = keys;
        this.openIngest = openIngest;
        this.nanoTime = nanoTime;
        for (Reason reason : Reason.values()) {
            failures.put(reason, new LongAdder());
        }
    }

    /// @param key  what stands where the stream key belongs
    /// @param peer who gives it
    public Decision decide(Secret key, InetAddress peer) {
        Optional<Decision> tooSoon = tooSoon(peer);
        if (tooSoon.isPresent()) {
            return tooSoon.get();
        }
        try {
            switch (keys.check(key, peer)) {
                case StreamKeys.Check.Granted(StreamKeys.Grant(StreamName stream, KeyId id)) -> {
                    return new Decision.Allowed(stream, Optional.of(id));
                }
                case StreamKeys.Check.Refused(StreamKeys.Why why) -> {
                    return refused(why);
                }
                case StreamKeys.Check.Unknown _ -> {
                    if (openIngest && !StreamKeys.looksLikeKey(key)) {
                        return open(key);
                    }
                }
            }
        } catch (IOException e) {
            log.error("[auth] stream keys: {}", e.getMessage());
            return denied(Reason.KEYS_UNREADABLE, "The server cannot read its stream keys; its operator must look.");
        }
        limiter.failed(peer, nanoTime.getAsLong());
        return denied(
                Reason.UNKNOWN_KEY,
                "The stream key is not known here. Make one with `rostrum server key add NAME` and use it as it is.");
    }

    private Decision refused(StreamKeys.Why why) {
        return switch (why) {
            case EXPIRED -> denied(Reason.KEY_EXPIRED, "This stream key has expired. Ask for a new one.");
            case REPLACED ->
                denied(Reason.KEY_REPLACED, "A newer stream key has taken the place of this one; use that.");
            case ELSEWHERE -> denied(Reason.WRONG_ADDRESS, "This stream key may not be used from this address.");
        };
    }

    private Decision open(Secret name) throws IOException {
        Optional<StreamName> stream = StreamName.parse(name.reveal());
        if (stream.isEmpty()) {
            return denied(Reason.BAD_NAME, "The stream name is not allowed (expected: " + StreamName.GRAMMAR + ").");
        }
        if (keys.has(stream.get())) {
            return denied(Reason.UNKNOWN_KEY, "This stream has a stream key; use that in place of its name.");
        }
        return new Decision.Allowed(stream.get(), Optional.empty());
    }

    /// {@return a refusal if the peer was refused too often of late}
    public Optional<Decision> tooSoon(InetAddress peer) {
        return limiter.mayTry(peer, nanoTime.getAsLong())
                ? Optional.empty()
                : Optional.of(denied(
                        Reason.TOO_MANY_FAILURES,
                        "Too many wrong stream keys from this address; try again in a second."));
    }

    /// {@return a refusal for a reason that somebody else found, counted with the others}
    ///
    /// @param peer who is refused
    public Decision refuse(Reason reason, String why, InetAddress peer) {
        if (reason == Reason.CALLBACK_REFUSED) {
            limiter.failed(peer, nanoTime.getAsLong());
        }
        return denied(reason, why);
    }

    private Decision denied(Reason reason, String why) {
        counter(reason).increment();
        return new Decision.Denied(reason, why);
    }

    private LongAdder counter(Reason reason) {
        LongAdder counter = failures.get(reason);
        if (counter == null) {
            throw new IllegalStateException("counter of " + reason + ": missing (expected: one a reason)");
        }
        return counter;
    }

    /// {@return publishers refused since the start}
    public long failures(Reason reason) {
        return counter(reason).sum();
    }
}
