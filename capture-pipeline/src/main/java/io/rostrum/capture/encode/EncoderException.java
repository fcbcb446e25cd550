package io.rostrum.capture.encode;

import java.io.IOException;

/// An encoder that could not be opened or does not go on. The message says which, why, and what to do.
public final class EncoderException extends IOException {
    private static final long serialVersionUID = 1L;

    public EncoderException(String message) {
        super(message);
    }

    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
