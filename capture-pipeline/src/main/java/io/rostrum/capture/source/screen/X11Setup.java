package io.rostrum.capture.source.screen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What an X server says of itself when a client connects (X Protocol §8, appendix B "Connection Setup").
///
/// @param idBase first number of this client's resources
/// @param root   window that is the screen
/// @param width  of the screen, pixels
/// @param height of the screen, pixels
/// @param depth  bits that mean something in a pixel of the screen
/// @param bgrx   whether its pixels are four bytes: blue, green, red, and one without meaning
record X11Setup(int idBase, int root, int width, int height, int depth, boolean bgrx) {
    private static final int VISUAL_BYTES = 24;

    static ByteBuffer request(String authorityName, byte[] authority) {
        byte[] name = authorityName.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(12 + padded(name.length) + padded(authority.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        request.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        request.putShort((short) name.length).putShort((short) authority.length).putShort((short) 0);
        request.put(name).position(12 + padded(name.length)).put(authority);
        return request.clear();
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }

    /// @param screen from 0
    /// @throws IOException if the server has no such screen, or the reply is broken
    static X11Setup parse(ByteBuffer reply, int screen) throws IOException {
        try {
            int idBase = reply.getInt(12);
            int vendorBytes = reply.getShort(24) & 0xFFFF;
            int screens = reply.get(28) & 0xFF;
            int formats = reply.get(29) & 0xFF;
            boolean littleEndian = reply.get(30) == 0;
            if (screen >= screens) {
                throw new IOException("X screen: " + screen + " (expected: less than " + screens + ")");
            }
            int at = 40 + padded(vendorBytes);
            int formatsAt = at;
            at += 8 * formats;
            for (int i = 0; i < screen; i++) {
                at = afterScreen(reply, at);
            }
            int depth = reply.get(at + 38) & 0xFF;
            boolean bgrx = littleEndian
                    && bitsPerPixel(reply, formatsAt, formats, depth) == 32
                    && hasBgrMasks(reply, at, reply.getInt(at + 32));
            return new X11Setup(
                    idBase,
                    reply.getInt(at),
                    reply.getShort(at + 20) & 0xFFFF,
                    reply.getShort(at + 22) & 0xFFFF,
                    depth,
                    bgrx);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("X server: its description of itself is cut short", e);
        }
    }

    private static int bitsPerPixel(ByteBuffer reply, int formatsAt, int formats, int depth) {
        for (int i = 0; i < formats; i++) {
            if ((reply.get(formatsAt + 8 * i) & 0xFF) == depth) {
                return reply.get(formatsAt + 8 * i + 1) & 0xFF;
            }
        }
        return 0;
    }

    private static int afterScreen(ByteBuffer reply, int at) {
        int depths = reply.get(at + 39) & 0xFF;
        int next = at + 40;
        for (int i = 0; i < depths; i++) {
            next += 8 + VISUAL_BYTES * (reply.getShort(next + 2) & 0xFFFF);
        }
        return next;
    }

    private static boolean hasBgrMasks(ByteBuffer reply, int screenAt, int visual) {
        int depths = reply.get(screenAt + 39) & 0xFF;
        int at = screenAt + 40;
        for (int i = 0; i < depths; i++) {
            int visuals = reply.getShort(at + 2) & 0xFFFF;
            at += 8;
            for (int v = 0; v < visuals; v++, at += VISUAL_BYTES) {
                if (reply.getInt(at) == visual) {
                    return reply.getInt(at + 8) == 0xFF0000
                            && reply.getInt(at + 12) == 0xFF00
                            && reply.getInt(at + 16) == 0xFF;
                }
            }
        }
        return false;
    }
}
