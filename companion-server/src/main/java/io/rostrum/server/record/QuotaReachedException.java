package io.rostrum.server.record;

import java.io.IOException;

/// Recordings take all that they may, and there is no finished one to give up for another.
final class QuotaReachedException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param quotaBytes what they may take together
    QuotaReachedException(long quotaBytes) {
        super("recordings take their " + (quotaBytes >> 20)
                + " MiB (expected: less; delete some, or set record.quota higher)");
    }
}
