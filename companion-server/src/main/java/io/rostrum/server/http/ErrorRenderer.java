package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/// Puts a refusal into the form its reader wants: a page for a browser, a line for everybody else.
@FunctionalInterface
public interface ErrorRenderer {
    /// One line of plain text.
    ErrorRenderer PLAIN = (status, words, html) -> Response.error(status, words);

    /// @param words what was wrong and what to do
    /// @param html  whether the peer asked for HTML
    Response render(HttpResponseStatus status, String words, boolean html);
}
