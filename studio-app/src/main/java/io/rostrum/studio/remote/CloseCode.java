package io.rostrum.studio.remote;

/// Why a connection is closed, as the protocol numbers it (`WebSocketCloseCode`).
enum CloseCode {
    MESSAGE_DECODE_ERROR(4002),
    MISSING_DATA_FIELD(4003),
    INVALID_DATA_FIELD_TYPE(4004),
    INVALID_DATA_FIELD_VALUE(4005),
    UNKNOWN_OP_CODE(4006),
    NOT_IDENTIFIED(4007),
    ALREADY_IDENTIFIED(4008),
    AUTHENTICATION_FAILED(4009),
    UNSUPPORTED_RPC_VERSION(4010),
    SESSION_INVALIDATED(4011),
    UNSUPPORTED_FEATURE(4012),
    /// Of WebSocket itself (RFC 6455 §7.4.1): the studio ends.
    GOING_AWAY(1001),
    /// Of WebSocket itself.
    MESSAGE_TOO_BIG(1009);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
