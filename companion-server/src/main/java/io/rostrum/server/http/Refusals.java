package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/// What is answered without a route.
final class Refusals {
    private Refusals() {}

    /// {@return why bytes that could not be read as a request are refused}
    static HttpException of(Throwable cause) {
        return switch (cause) {
            case TooLongHttpContentException e ->
                new HttpException(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, String.valueOf(e.getMessage()));
            case TooLongHttpHeaderException _ ->
                new HttpException(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The header is too long.");
            case TooLongHttpLineException _ ->
                new HttpException(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The address is too long.");
            default -> new HttpException(HttpResponseStatus.BAD_REQUEST, "This is not an HTTP/1.1 request.");
        };
    }

    /// Answers a preflight (Fetch §4.8): what the media may be asked for by a page of another origin.
    static Response preflight(String allowed) {
        return Response.empty(HttpResponseStatus.NO_CONTENT)
                .header(HttpHeaderNames.ALLOW, allowed)
                .header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowed)
                .header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Range")
                .header(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
    }
}
