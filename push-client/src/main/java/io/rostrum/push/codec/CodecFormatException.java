package io.rostrum.push.codec;

import java.io.IOException;

/// Bytes of a peer, a file or an encoder that break the rules of their codec.
///
/// The message says what, the value and what was expected, with the section of the specification.
public final class CodecFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public CodecFormatException(String message) {
        super(message);
    }
}
