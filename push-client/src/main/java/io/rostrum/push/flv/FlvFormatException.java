package io.rostrum.push.flv;

import java.io.IOException;

/// Bytes of a peer or a file that break the rules of FLV.
///
/// The message says what, the value and what was expected, with the section of the specification.
public final class FlvFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public FlvFormatException(String message) {
        super(message);
    }
}
