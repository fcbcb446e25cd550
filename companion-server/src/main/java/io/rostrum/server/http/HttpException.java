package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/// A request that cannot be served, with the status and the sentence the peer gets.
public final class HttpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String words;

    /// @param words what was wrong and what was expected; shown to the peer
    public HttpException(HttpResponseStatus status, String words) {
        super(words);
        this.status = status.code();
        this.words = words;
    }

    /// {@return the sentence for the peer}
    public String words() {
        return words;
    }

    public HttpResponseStatus status() {
        return HttpResponseStatus.valueOf(status);
    }
}
