package io.rostrum.push.amf;

import java.io.IOException;

/// Bytes that are no AMF0, or more of it than the limits allow. The message names what was found and what was expected.
public final class AmfException extends IOException {
    private static final long serialVersionUID = 1L;

    public AmfException(String message) {
        super(message);
    }
}
