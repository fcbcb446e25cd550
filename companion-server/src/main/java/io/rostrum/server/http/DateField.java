package io.rostrum.server.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;

/// The value of `Date` (RFC 9110 §6.6.1), written once a second. Thread-safe.
final class DateField {
    private volatile Written newest = new Written(Long.MIN_VALUE, "");

    private record Written(long second, String text) {}

    /// @param millis wall time since the epoch
    String at(long millis) {
        long second = Math.floorDiv(millis, 1000L);
        Written known = newest;
        if (known.second() != second) {
            known = new Written(second, DateFormatter.format(Date.from(Instant.ofEpochMilli(millis))));
            newest = known;
        }
        return known.text();
    }

    String now() {
        return at(System.currentTimeMillis());
    }
}
