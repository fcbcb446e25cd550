package io.rostrum.push.rtmp;

import java.io.IOException;

/// A peer sent what RTMP does not allow or our limits do not: the end of that connection, and of nothing else.
///
/// The message says what was found, what was expected and where the specification has it.
public final class RtmpProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param section the part of RTMP 1.0 that has the rule, "§5.3.1.2"
    public RtmpProtocolException(String message, String section) {
        super(message + ", RTMP 1.0 " + section);
    }

    RtmpProtocolException(String message, String section, Throwable cause) {
        super(message + ", RTMP 1.0 " + section, cause);
    }
}
