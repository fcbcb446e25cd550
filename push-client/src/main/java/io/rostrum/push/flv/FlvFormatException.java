package io.rostrum.push.flv;

/// Bytes of a peer or a file that break the rules of FLV.
///
/// The message says what, the value and what was expected, with the section of the specification.
public final class FlvFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FlvFormatException(String message) {
        super(message);
    }
}
