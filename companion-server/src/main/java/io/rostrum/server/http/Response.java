package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A whole reply. Owns its body; built by one thread, then given away.
///
/// The server adds the length, the date-independent security fields and, where they apply, ranges (RFC 9110 §14),
/// `304` for a matching entity tag (§13.1.2) and gzip.
public final class Response implements Reply {
    private final HttpResponseStatus status;
    private final HttpHeaders headers;
    private final ByteBuf body;
    private Optional<FixedBody> fixed = Optional.empty();
    private boolean ranged;
    private boolean compressible;

    private Response(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// @param body taken
    public static Response of(HttpResponseStatus status, String contentType, ByteBuf body) {
        return new Response(status, new DefaultHttpHeaders(), body).header(HttpHeaderNames.CONTENT_TYPE, contentType);
    }

    /// {@return 200 with a body that never changes, gzipped for a peer that takes it so}
    public static Response of(String contentType, FixedBody body) {
        Response response = of(HttpResponseStatus.OK, contentType, body.plain()).compressible();
        response.fixed = Optional.of(body);
        return response;
    }

    /// {@return a reply without a body}
    public static Response empty(HttpResponseStatus status) {
        return new Response(status, new DefaultHttpHeaders(), Unpooled.EMPTY_BUFFER);
    }

    /// {@return 200 with text in UTF-8}
    public static Response text(String contentType, String text) {
        return of(HttpResponseStatus.OK, contentType, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))
                .compressible();
    }

    /// {@return 200 with JSON that nobody may keep}
    public static Response json(String json) {
        return text("application/json", json).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// {@return a refusal in one sentence of plain text}
    public static Response error(HttpResponseStatus status, String words) {
        ByteBuf body = Unpooled.copiedBuffer(words + "\n", StandardCharsets.UTF_8);
        return of(status, "text/plain; charset=utf-8", body).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    /// Replaces a header field.
    public Response header(CharSequence name, CharSequence value) {
        headers.set(AsciiString.of(name), value);
        return this;
    }

    /// Lets the server answer a `Range` request with a part of the body.
    public Response ranged() {
        ranged = true;
        return this;
    }

    /// Lets the server send the body gzipped to a peer that takes it.
    public Response compressible() {
        compressible = true;
        return this;
    }

    public HttpResponseStatus status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /// {@return the body, borrowed}
    public ByteBuf body() {
        return body;
    }

    /// {@return the body gzipped, a handle of the caller's own}
    ByteBuf gzipped() {
        return fixed.isPresent()
                ? fixed.get().gzipped()
                : FixedBody.gzip(body, body.alloc().buffer(body.readableBytes() / 2));
    }

    boolean isRanged() {
        return ranged;
    }

    boolean isCompressible() {
        return compressible;
    }

    /// {@return this reply's fields with another status and body; this one's body is released, and it is of no more
    /// use}
    Response replaceBody(HttpResponseStatus newStatus, ByteBuf newBody) {
        Response replaced = new Response(newStatus, headers, newBody);
        body.release();
        return replaced;
    }
}
