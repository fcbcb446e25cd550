package io.rostrum.capture.source.screen;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection to an X server: requests out, replies, events and errors in (X Protocol §1, appendix B). Confined to
/// one thread.
///
/// Everything is little-endian, as this client says in its first byte.
final class X11Connection implements AutoCloseable {
    /// A request that the server refused.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int code;

        /// @param code of X Protocol appendix B: 3 is Window, 9 Drawable, 8 Match, 10 Access
        Refused(int code, int major, int minor) {
            super("X server refused request " + major + "." + minor + " with error " + code);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private static final int HEADER_BYTES = 32;
    private static final int KIND_ERROR = 0;
    private static final int KIND_REPLY = 1;
    private static final int GENERIC_EVENT = 35;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int LARGEST_REPLY_BYTES = 64 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SocketChannel channel;
    private final Selector selector;
    private final Queue<ByteBuffer> events = new ArrayDeque<>();
    private ByteBuffer in = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final X11Setup setup;
    private int sequence;
    private int nextId;

    /// Connects and sets up.
    ///
    /// @param cookie null where the server wants none
    /// @throws IOException if nobody listens, or the server refuses; its reason is the message
    X11Connection(X11Address address, byte @Nullable [] cookie) throws IOException {
        channel = SocketChannel.open(address.socket());
        selector = Selector.open();
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            in.limit(0);
            write(X11Setup.request(
                    cookie == null ? "" : X11Address.cookieName(), cookie == null ? new byte[0] : cookie));
            need(8);
            int length = 8 + 4 * (in.getShort(in.position() + 6) & 0xFFFF);
            need(length);
            ByteBuffer reply = take(length);
            if (reply.get(0) != 1) {
                byte[] reason = new byte[Math.min(reply.get(1) & 0xFF, length - 8)];
                reply.get(8, reason);
                throw new IOException("X server: " + new String(reason, StandardCharsets.ISO_8859_1).strip());
            }
            setup = X11Setup.parse(reply, address.screen());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    X11Setup setup() {
        return setup;
    }

    /// {@return a number for a new resource}
    int newId() {
        return setup.idBase() | nextId++;
    }

    /// {@return a request to be filled, positioned after its header}
    ///
    /// @param words length of all of it in four-byte units
    static ByteBuffer request(int major, int minor, int words) {
        return ByteBuffer.allocate(4 * words)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) major)
                .put((byte) minor)
                .putShort((short) words);
    }

    /// Sends a request that has no reply.
    ///
    /// @return its sequence number
    int send(ByteBuffer request) throws IOException {
        write(request.clear());
        return ++sequence & 0xFFFF;
    }

    /// Sends a request without a reply and waits until the server has dealt with it.
    ///
    /// @throws Refused if it was refused
    void sendChecked(ByteBuffer request) throws IOException {
        int sent = send(request);
        int sync = send(request(GET_INPUT_FOCUS, 0, 1));
        Refused refused = null;
        try {
            reply(sent, sync);
        } catch (Refused e) {
            refused = e;
        }
        if (refused != null) {
            reply(sync, sync);
            throw refused;
        }
    }

    /// Sends a request and waits for its reply.
    ///
    /// @return all of the reply, position 0
    /// @throws Refused if it was refused
    ByteBuffer ask(ByteBuffer request) throws IOException {
        return reply(send(request));
    }

    /// Waits for the reply to a request that was sent before; replies come in the order of the requests.
    ByteBuffer reply(int sent) throws IOException {
        return reply(sent, sent);
    }

    private ByteBuffer reply(int refusedIs, int repliedIs) throws IOException {
        while (true) {
            ByteBuffer message = message(PATIENCE_NANOS);
            if (message == null) {
                throw new IOException("X server: no answer within 5 s");
            }
            int about = message.getShort(2) & 0xFFFF;
            switch (message.get(0)) {
                case KIND_ERROR -> {
                    if (about == refusedIs || about == repliedIs) {
                        throw new Refused(message.get(1) & 0xFF, message.get(10) & 0xFF, message.getShort(8) & 0xFFFF);
                    }
                }
                case KIND_REPLY -> {
                    if (about == repliedIs) {
                        return message;
                    }
                }
                default -> events.add(message);
            }
        }
    }

    /// {@return the next event, waiting `nanos` at most (rounded up to a millisecond); null if none came. Errors of
    /// requests nobody waits for are passed over}
    @Nullable
    ByteBuffer event(long nanos) throws IOException {
        ByteBuffer waiting = events.poll();
        if (waiting != null) {
            return waiting;
        }
        long deadline = System.nanoTime() + nanos;
        while (true) {
            ByteBuffer message = message(Math.max(0, deadline - System.nanoTime()));
            if (message == null || (message.get(0) != KIND_ERROR && message.get(0) != KIND_REPLY)) {
                return message;
            }
        }
    }

    /// {@return the next whole message; null if none came in time}
    private @Nullable ByteBuffer message(long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            if (in.remaining() >= HEADER_BYTES) {
                int kind = in.get(in.position()) & 0x7F;
                long extra = kind == KIND_REPLY || kind == GENERIC_EVENT
                        ? 4 * (in.getInt(in.position() + 4) & 0xFFFFFFFFL)
                        : 0;
                if (extra > LARGEST_REPLY_BYTES) {
                    throw new IOException("reply of the X server: " + extra + " bytes (expected: at most 64 MiB)");
                }
                int length = HEADER_BYTES + (int) extra;
                if (in.remaining() >= length) {
                    return take(length);
                }
                need(length);
                continue;
            }
            if (!fill(deadline - System.nanoTime())) {
                return null;
            }
        }
    }

    private ByteBuffer take(int length) {
        ByteBuffer message =
                ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(0, in, in.position(), length);
        in.position(in.position() + length);
        return message;
    }

    private void need(int bytes) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        if (in.capacity() < bytes) {
            in = ByteBuffer.allocate(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(in)
                    .flip();
        }
        while (in.remaining() < bytes) {
            if (!fill(deadline - System.nanoTime())) {
                throw new IOException("X server: no answer within 5 s");
            }
        }
    }

    /// {@return whether something was read before the time was over}
    private boolean fill(long nanos) throws IOException {
        in.compact();
        try {
            int read = channel.read(in);
            if (read == 0 && nanos > 0) {
                selector.select(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
                selector.selectedKeys().clear();
                if (Thread.currentThread().isInterrupted()) {
                    throw new java.nio.channels.ClosedByInterruptException();
                }
                read = channel.read(in);
            }
            if (read < 0) {
                throw new EOFException("X server has closed the connection");
            }
            return read > 0;
        } finally {
            in.flip();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        try (channel) {
            selector.close();
        } catch (IOException e) {
            // the connection is of no use any more, whatever ails it
            in.limit(in.position());
        }
    }
}
