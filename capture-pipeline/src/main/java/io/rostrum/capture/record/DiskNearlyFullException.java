package io.rostrum.capture.record;

import java.io.IOException;

/// The space that is to stay free has been reached.
final class DiskNearlyFullException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long usableBytes;
    private final long reserveBytes;

    DiskNearlyFullException(long usableBytes, long reserveBytes) {
        super("usable space: " + usableBytes + " bytes (expected: at least " + reserveBytes + ")");
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
    }

    long usableBytes() {
        return usableBytes;
    }

    long reserveBytes() {
        return reserveBytes;
    }
}
