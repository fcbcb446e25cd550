package io.rostrum.push.target;

/// Why a packet was not sent.
public enum DropReason {
    /// The network or the server is slower than the encoder.
    NETWORK_TOO_SLOW,
    /// It came while there was no connection.
    NOT_CONNECTED
}
