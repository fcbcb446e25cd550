package io.rostrum.studio.remote;

/// A request that cannot be done.
final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RequestStatus status;
    private final String words;

    /// @param words what is wrong and what is expected, for who wrote the program
    RequestException(RequestStatus status, String words) {
        super(words, null, false, false);
        this.status = status;
        this.words = words;
    }

    RequestStatus status() {
        return status;
    }

    String words() {
        return words;
    }
}
