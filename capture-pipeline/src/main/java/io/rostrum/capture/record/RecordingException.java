package io.rostrum.capture.record;

import java.io.IOException;

/// A recording that cannot begin. The message says in one sentence what is wrong and what to do.
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    public RecordingException(String message) {
        super(message);
    }

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
