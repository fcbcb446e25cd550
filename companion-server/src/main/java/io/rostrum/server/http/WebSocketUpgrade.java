package io.rostrum.server.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/// The opening handshake of a WebSocket (RFC 6455 §4.2), for the head of a [Takeover].
public final class WebSocketUpgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private WebSocketUpgrade() {}

    /// {@return whether the request asks for a WebSocket}
    public static boolean isAskedBy(Request request) {
        return request.header(HttpHeaderNames.UPGRADE)
                .filter(HttpHeaderValues.WEBSOCKET::contentEqualsIgnoreCase)
                .isPresent();
    }

    /// Accepts the handshake.
    ///
    /// @return 101, with the answer to the client's key
    /// @throws HttpException 400 for a handshake that is none, 426 for another version of the protocol
    public static Response accept(Request request) throws HttpException {
        boolean connection = request.header(HttpHeaderNames.CONNECTION)
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"))
                .isPresent();
        String key = request.header(HttpHeaderNames.SEC_WEBSOCKET_KEY).orElse("");
        if (!connection || !isKey(key)) {
            throw new HttpException(
                    HttpResponseStatus.BAD_REQUEST,
                    "WebSocket handshake: incomplete (expected: Connection: Upgrade and a key, RFC 6455 §4.2.1).");
        }
        if (!request.header(HttpHeaderNames.SEC_WEBSOCKET_VERSION).orElse("").equals(VERSION)) {
            throw new HttpException(
                    HttpResponseStatus.UPGRADE_REQUIRED, "WebSocket version: unknown (expected: " + VERSION + ").");
        }
        return Response.empty(HttpResponseStatus.SWITCHING_PROTOCOLS)
                .header(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .header(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .header(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, answer(key));
    }

    /// Has a connection read and write frames from now on: whole messages of a client, at most so long.
    public static void speak(ChannelPipeline pipeline, int maxMessageBytes) {
        pipeline.addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxMessageBytes)
                        .build()))
                .addLast(new WebSocket13FrameEncoder(false))
                .addLast(new Utf8FrameValidator())
                .addLast(new WebSocketFrameAggregator(maxMessageBytes));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// §4.2.2, item 5.4.
    static String answer(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every Java", e);
        }
    }
}
