package io.rostrum.capture.source;

import java.io.IOException;

/// Why a source could not be used. Each reason is something a user can act on; the message says what and what to do.
public final class DeviceException extends IOException {
    private static final long serialVersionUID = 1L;

    /// The closed set of things that go wrong with a source.
    public enum Reason {
        NOT_FOUND,
        BUSY,
        PERMISSION_DENIED,
        FORMAT_NOT_SUPPORTED,
        LOST
    }

    private final Reason reason;

    /// @param message what happened and what to do, in one sentence, for the user
    public DeviceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// @param message what happened and what to do, in one sentence, for the user
    public DeviceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
