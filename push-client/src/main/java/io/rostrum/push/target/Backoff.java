package io.rostrum.push.target;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: each time longer, up to a cap, and never the same for two targets, so that
/// those of one broken server do not come back in step. Confined to one thread.
public final class Backoff {
    /// @param first  longest wait before the second try. Positive
    /// @param factor from one wait to the next, >= 1
    /// @param cap    longest wait of all
    /// @param jitter share of a wait that chance may take off it, 0 to 1
    public record Limits(Duration first, double factor, Duration cap, double jitter) {
        public static final Limits DEFAULT = new Limits(Duration.ofMillis(1500), 1.5, Duration.ofSeconds(30), 0.3);
    }

    private final Limits limits;
    private final RandomGenerator random;
    private int tries;

    Backoff(Limits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    Duration next() {
        double millis = (double) limits.first.toMillis() * Math.pow(limits.factor, Math.min(tries++, 100));
        double capped = Math.min(millis, (double) limits.cap.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 - limits.jitter * random.nextDouble())));
    }

    /// {@return tries that have failed since the last success}
    int tries() {
        return tries;
    }

    void succeeded() {
        tries = 0;
    }
}
