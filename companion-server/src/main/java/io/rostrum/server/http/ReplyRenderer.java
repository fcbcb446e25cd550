package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Locale;

/// Turns a handler's [Response] into what goes on the wire for the request it answers.
final class ReplyRenderer {
    /// Below this gzip costs more than it saves.
    private static final int MIN_GZIP_BYTES = 256;
    /// Ends the entity tag of a gzipped body.
    private static final String GZIP_TAG = "-gzip\"";

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
    private static final AsciiString SAME_ORIGIN = AsciiString.cached("same-origin");
    private static final AsciiString NOTHING_FRAMED = AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

    private ReplyRenderer() {}

    /// {@return the response with the fields that every reply has; takes `response`}
    ///
    /// @param date the value of `Date`
    static FullHttpResponse render(Response response, HttpMethod method, HttpHeaders asked, String date) {
        boolean gzip = negotiated(response, asked);
        Response result = conditional(response, asked);
        result = ranged(result, method, asked);
        if (gzip && result == response) {
            result = response.header(HttpHeaderNames.CONTENT_ENCODING, "gzip")
                    .replaceBody(response.status(), response.gzipped());
        }
        boolean head = method.equals(HttpMethod.HEAD);
        int length = result.body().readableBytes();
        ByteBuf body = result.body();
        if (head) {
            body.release();
            body = Unpooled.EMPTY_BUFFER;
        }
        FullHttpResponse wire = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, result.status(), body, result.headers(), EmptyHttpHeaders.INSTANCE);
        if (result.status().code() != HttpResponseStatus.NOT_MODIFIED.code()
                && result.status().code() != HttpResponseStatus.NO_CONTENT.code()) {
            boolean said = head && wire.headers().contains(HttpHeaderNames.CONTENT_LENGTH); // of a takeover
            if (!said) {
                wire.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
            }
        }
        addCommon(wire.headers(), date);
        return wire;
    }

    /// The fields that every reply has, except where its handler has set them.
    ///
    /// @param date the value of `Date`
    static void addCommon(HttpHeaders headers, String date) {
        headers.set(HttpHeaderNames.DATE, date);
        headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        setIfAbsent(headers, REFERRER_POLICY, SAME_ORIGIN);
        setIfAbsent(headers, HttpHeaderNames.CONTENT_SECURITY_POLICY, NOTHING_FRAMED);
    }

    private static void setIfAbsent(HttpHeaders headers, CharSequence name, CharSequence value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    /// RFC 9110 §13.1.2.
    private static Response conditional(Response response, HttpHeaders asked) {
        String tag = response.headers().get(HttpHeaderNames.ETAG);
        String wanted = asked.get(HttpHeaderNames.IF_NONE_MATCH);
        if (tag == null || wanted == null || !response.status().equals(HttpResponseStatus.OK)) {
            return response;
        }
        for (String one : wanted.split(",", -1)) {
            String candidate = one.strip();
            if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
                return response.replaceBody(HttpResponseStatus.NOT_MODIFIED, Unpooled.EMPTY_BUFFER);
            }
        }
        return response;
    }

    private static Response ranged(Response response, HttpMethod method, HttpHeaders asked) {
        if (!response.isRanged()) {
            return response;
        }
        response.header(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        String range = asked.get(HttpHeaderNames.RANGE);
        boolean conditional = asked.contains(HttpHeaderNames.IF_RANGE);
        if (range == null || conditional || !method.equals(HttpMethod.GET)) {
            return response;
        }
        int length = response.body().readableBytes();
        return switch (ByteRange.parse(range, length)) {
            case ByteRange.Ignored _ -> response;
            case ByteRange.Part(long first, long last) ->
                response.header(HttpHeaderNames.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + length)
                        .replaceBody(
                                HttpResponseStatus.PARTIAL_CONTENT,
                                response.body().retainedSlice(response.body().readerIndex() + (int) first, (int)
                                        (last - first + 1)));
            case ByteRange.Unsatisfiable _ ->
                response.header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + length)
                        .replaceBody(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE, Unpooled.EMPTY_BUFFER);
        };
    }

    /// Says that the body depends on `Accept-Encoding`, and names the gzipped one by an entity tag of its own: other
    /// bytes are another representation (RFC 9110 §8.8.3.3).
    ///
    /// @return whether to send the body gzipped
    private static boolean negotiated(Response response, HttpHeaders asked) {
        if (!response.isCompressible()) {
            return false;
        }
        response.header(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (response.body().readableBytes() < MIN_GZIP_BYTES || !takesGzip(asked)) {
            return false;
        }
        String tag = response.headers().get(HttpHeaderNames.ETAG);
        if (tag != null && tag.endsWith("\"")) {
            response.header(HttpHeaderNames.ETAG, tag.substring(0, tag.length() - 1) + GZIP_TAG);
        }
        return true;
    }

    /// RFC 9110 §12.5.3; a coding with weight 0 is refused.
    private static boolean takesGzip(HttpHeaders asked) {
        for (String field : asked.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String one : field.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = one.strip().split(";", 2);
                boolean gzip = parts[0].strip().equals("gzip");
                if (gzip && (parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
