package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A client's end of a connection over HTTP/2: its frames written out (RFC 9113 §4.1, §6), and what came back, by
/// stream.
/// A character is a byte.
final class Http2Frames {
    static final String AUTHORITY = "localhost:8080";
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int PROTOCOL_ERROR = 1;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;
    static final int NO_ERROR = 0;
    static final int REFUSED_STREAM = 7;
    static final int NONE = -1;
    /// With empty settings (§3.4).
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, "");

    /// Entries of the static table (RFC 7541 §6.1).
    private static final String GET = "\u0082";

    private static final String POST = "\u0083";
    private static final String HTTP = "\u0086";

    private static final int FRAME_HEADER = 9;
    private static final int INITIAL_WINDOW_SIZE = 4;

    /// What came on one stream.
    static final class Answer {
        private final StringBuilder body = new StringBuilder();
        private Http2Headers head = EmptyHttp2Headers.INSTANCE;
        private boolean ended;
        private long reset = NONE;

        String status() {
            return String.valueOf(head.status());
        }

        String field(String name) {
            return String.valueOf(head.get(name));
        }

        boolean has(String name) {
            return head.contains(name);
        }

        String body() {
            return body.toString();
        }

        /// {@return whether all of it has come}
        boolean ended() {
            return ended;
        }

        /// {@return the code it was reset with, or [#NONE]}
        long resetWith() {
            return reset;
        }
    }

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Answer> answers = new LinkedHashMap<>();
    private String rest = "";
    private long goAway = NONE;

    static String frame(int type, int flags, int stream, String payload) {
        return number(payload.length()).substring(1) + (char) type + (char) flags + number(stream) + payload;
    }

    /// {@return four bytes}
    static String number(long value) {
        return "" + (char) (value >> 24 & 0xFF) + (char) (value >> 16 & 0xFF) + (char) (value >> 8 & 0xFF)
                + (char) (value & 0xFF);
    }

    /// {@return a request without a body}
    ///
    /// @param fields names and values, one after the other
    static String get(int stream, String path, String... fields) {
        return request(stream, END_STREAM, GET, AUTHORITY, path, fields);
    }

    /// {@return a request to a server of another name}
    static String getFrom(String authority, int stream, String path) {
        return request(stream, END_STREAM, GET, authority, path);
    }

    /// {@return a request for the head of a reply}
    static String head(int stream, String path) {
        return request(stream, END_STREAM, (char) 2 + text("HEAD"), AUTHORITY, path);
    }

    /// {@return a request whose body follows}
    static String post(int stream, String path, String... fields) {
        return request(stream, 0, POST, AUTHORITY, path, fields);
    }

    /// Literals that are not indexed (RFC 7541 §6.2.2), but for `:method` and `:scheme`, which the static table has.
    private static String request(
            int stream, int flags, String method, String authority, String path, String... fields) {
        StringBuilder block = new StringBuilder(method).append(HTTP);
        block.append((char) 4).append(text(path));
        block.append((char) 1).append(text(authority));
        for (int i = 0; i < fields.length; i += 2) {
            block.append((char) 0).append(text(fields[i])).append(text(fields[i + 1]));
        }
        return frame(HEADERS, END_HEADERS | flags, stream, block.toString());
    }

    /// §5.2, not Huffman coded; its length as §5.1 has it.
    private static String text(String value) {
        return value.length() < 127
                ? (char) value.length() + value
                : "" + (char) 127 + integer(value.length() - 127) + value;
    }

    private static String integer(int value) {
        return value < 128 ? "" + (char) value : (char) (value % 128 + 128) + integer(value / 128);
    }

    static String data(int stream, boolean last, String bytes) {
        return frame(DATA, last ? END_STREAM : 0, stream, bytes);
    }

    static String reset(int stream) {
        return frame(RST_STREAM, 0, stream, number(CANCEL));
    }

    static String ping() {
        return frame(PING, 0, 0, "12345678");
    }

    /// {@return what each stream may be sent from now on}
    static String windows(int bytes) {
        return frame(SETTINGS, 0, 0, "\0" + (char) INITIAL_WINDOW_SIZE + number(bytes));
    }

    static String windowUpdate(int stream, int bytes) {
        return frame(WINDOW_UPDATE, 0, stream, number(bytes));
    }

    /// Takes what came.
    void take(String bytes) {
        rest += bytes;
        while (rest.length() >= FRAME_HEADER) {
            int length = rest.charAt(0) << 16 | rest.charAt(1) << 8 | rest.charAt(2);
            if (rest.length() < FRAME_HEADER + length) {
                return;
            }
            int stream = (int) value(rest.substring(5, FRAME_HEADER));
            String payload = rest.substring(FRAME_HEADER, FRAME_HEADER + length);
            take(rest.charAt(3), rest.charAt(4), stream, payload);
            rest = rest.substring(FRAME_HEADER + length);
        }
    }

    private void take(int type, int flags, int stream, String payload) {
        Answer answer = answer(stream);
        switch (type) {
            case HEADERS -> answer.head = headers(stream, payload);
            case DATA -> answer.body.append(payload);
            case RST_STREAM -> answer.reset = value(payload);
            case GOAWAY -> goAway = value(payload.substring(4));
            default -> {} // of no interest here
        }
        answer.ended |= (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
    }

    private Http2Headers headers(int stream, String block) {
        ByteBuf bytes = Unpooled.copiedBuffer(block, StandardCharsets.ISO_8859_1);
        try {
            return decoder.decodeHeaders(stream, bytes);
        } catch (Http2Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static long value(String bytes) {
        return (long) bytes.charAt(0) << 24 | bytes.charAt(1) << 16 | bytes.charAt(2) << 8 | bytes.charAt(3);
    }

    Answer answer(int stream) {
        return answers.computeIfAbsent(stream, _ -> new Answer());
    }

    /// {@return the code of `GOAWAY`, or [#NONE]}
    long goAway() {
        return goAway;
    }
}
