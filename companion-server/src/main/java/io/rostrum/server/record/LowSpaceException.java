package io.rostrum.server.record;

import java.io.IOException;

/// The low watermark has been reached.
final class LowSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    LowSpaceException(long lowSpace) {
        super("less than " + (lowSpace >> 20) + " MiB are free (record.low_space)");
    }
}
