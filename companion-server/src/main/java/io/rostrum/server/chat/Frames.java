package io.rostrum.server.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Text messages of a WebSocket as a server sends them: whole, without a mask (RFC 6455 §5.2).
/// Stateless.
final class Frames {
    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT_MOST = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEADER = 10;

    private Frames() {}

    /// {@return the frame; never changed again, so that all may share it}
    static byte[] text(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + payload.length);
        frame.put((byte) FINAL_TEXT);
        if (payload.length <= SHORT_MOST) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) TWO_BYTES).putShort((short) payload.length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(payload.length);
        }
        byte[] whole = new byte[frame.position() + payload.length];
        frame.put(payload).flip().get(whole);
        return whole;
    }
}
