package io.rostrum.capture.source.screen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where an X server listens: `[HOST]:NUMBER[.SCREEN]` (X(7), "Display names").
///
/// @param host   empty for this machine
/// @param number of the display
/// @param screen of the display, from 0
record X11Address(String host, int number, int screen) {
    private static final Pattern FORM = Pattern.compile("([\\w.-]*):(\\d{1,5})(?:\\.(\\d{1,3}))?");
    private static final int FIRST_PORT = 6000;
    private static final String COOKIE = "MIT-MAGIC-COOKIE-1";

    /// @throws IllegalArgumentException if `text` is no display's name
    static X11Address parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("display: " + text + " (expected: like :0 or :0.0)");
        }
        return new X11Address(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
    }

    SocketAddress socket() {
        if (host.isEmpty() || host.equals("unix")) {
            return UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number);
        }
        return new InetSocketAddress(host, FIRST_PORT + number);
    }

    boolean local() {
        return socket() instanceof UnixDomainSocketAddress;
    }

    /// {@return the cookie of this display in an authority file (Xau: family, address, number, name, data, each with
    /// its length in two bytes, high byte first); null if there is none}
    byte @Nullable [] cookie(Path authority) throws IOException {
        if (!Files.isReadable(authority)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(authority));
        while (in.remaining() >= 2) {
            in.getShort();
            field(in);
            String display = new String(field(in), StandardCharsets.US_ASCII);
            String name = new String(field(in), StandardCharsets.US_ASCII);
            byte[] data = field(in);
            if (name.equals(COOKIE) && (display.isEmpty() || display.equals(Integer.toString(number)))) {
                return data;
            }
        }
        return null;
    }

    static String cookieName() {
        return COOKIE;
    }

    private static byte[] field(ByteBuffer in) throws IOException {
        int length = in.remaining() < 2 ? -1 : in.getShort() & 0xFFFF;
        if (length < 0 || length > in.remaining()) {
            throw new IOException("X authority file: cut short at byte " + in.position());
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return host + ":" + number + (screen == 0 ? "" : "." + screen);
    }
}
