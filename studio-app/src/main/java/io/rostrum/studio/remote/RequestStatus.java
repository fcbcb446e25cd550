package io.rostrum.studio.remote;

/// How a request went, as the protocol numbers it (`RequestStatus`).
enum RequestStatus {
    SUCCESS(100),
    MISSING_REQUEST_TYPE(203),
    UNKNOWN_REQUEST_TYPE(204),
    UNSUPPORTED_REQUEST_BATCH_EXECUTION_TYPE(206),
    NOT_READY(207),
    MISSING_REQUEST_FIELD(300),
    MISSING_REQUEST_DATA(301),
    INVALID_REQUEST_FIELD(400),
    INVALID_REQUEST_FIELD_TYPE(401),
    REQUEST_FIELD_OUT_OF_RANGE(402),
    REQUEST_FIELD_EMPTY(403),
    TOO_MANY_REQUEST_FIELDS(404),
    OUTPUT_RUNNING(500),
    OUTPUT_NOT_RUNNING(501),
    STUDIO_MODE_NOT_ACTIVE(506),
    RESOURCE_NOT_FOUND(600),
    RESOURCE_ALREADY_EXISTS(601),
    INVALID_RESOURCE_TYPE(602),
    NOT_ENOUGH_RESOURCES(603),
    INVALID_RESOURCE_STATE(604),
    RESOURCE_ACTION_FAILED(701),
    REQUEST_PROCESSING_FAILED(702);

    private final int number;

    RequestStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
