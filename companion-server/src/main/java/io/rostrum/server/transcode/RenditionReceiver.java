package io.rostrum.server.transcode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one rendition as FLV from one connection to a port of loopback.
///
/// The port takes connections until one says the token in its metadata; that one is served, and no other after it.
/// Those
/// that say nothing yet wait beside each other, so that a stranger keeps nobody out. Made on any thread; [#receive]
/// blocks and belongs on a virtual thread; [#close()] ends it from another.
final class RenditionReceiver implements AutoCloseable {
    /// A connection that has not said the token by then is closed. FFmpeg connects when it starts and speaks with the
    /// first picture it gives out, so this is longer than a ladder is waited for.
    static final Duration TOKEN_WITHIN = LoadShedding.START.multipliedBy(2);

    private static final Logger log = LoggerFactory.getLogger(RenditionReceiver.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 16;
    private static final int BACKLOG = 4;
    /// Connections that have not said the token yet; more are closed at once.
    private static final int MOST_WAITING = 8;

    private static final int READ_BYTES = 32 << 10;

    private final ServerSocket listener;
    private final String token;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Socket> known = new AtomicReference<>();
    private volatile boolean closed;

    /// Takes what comes.
    @FunctionalInterface
    interface Sink {
        /// @param tag taken
        void tag(FlvTag tag);
    }

    private RenditionReceiver(ServerSocket listener, String token) {
        this.listener = listener;
        this.token = token;
    }

    /// Binds a free port.
    static RenditionReceiver open() throws IOException {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new RenditionReceiver(listener, HexFormat.of().formatHex(token));
    }

    LadderCommand.Output output() {
        return new LadderCommand.Output(listener.getLocalPort(), token);
    }

    /// Gives the tags of the one connection to `sink`, on one thread, until it ends or this receiver is closed.
    void receive(Sink sink) {
        List<Thread> serving = new ArrayList<>();
        try (listener) {
            while (!closed && known.get() == null) {
                Socket socket = listener.accept();
                connections.add(socket);
                if (closed || connections.size() > MOST_WAITING) {
                    forget(socket);
                } else {
                    serving.add(Thread.ofVirtual().start(() -> serve(socket, sink)));
                }
            }
        } catch (IOException e) {
            if (!closed && known.get() == null) {
                log.warn("[transcode] a rendition's port broke: {}", e.getMessage());
            }
        }
        try {
            for (Thread thread : serving) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads one connection to its end, or until it turns out not to be the one waited for.
    private void serve(Socket socket, Sink sink) {
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer(2 * READ_BYTES);
        try {
            socket.setSoTimeout((int) TOKEN_WITHIN.toMillis());
            while (in.writeBytes(socket.getInputStream(), READ_BYTES) >= 0) {
                FlvReader.Result result = reader.read(in);
                for (; !(result instanceof FlvReader.Result.NeedMoreData); result = reader.read(in)) {
                    if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                        if (!socket.equals(known.get()) && !isTheOne(socket, tag)) {
                            tag.body().release();
                            log.warn("[transcode] refused a connection from {}: it does not know the token", socket);
                            return;
                        }
                        sink.tag(own(tag));
                    }
                }
                in.discardReadBytes();
            }
        } catch (FlvFormatException e) {
            log.warn("[transcode] refused what {} sent: {}", socket, e.getMessage());
        } catch (IOException e) {
            log.debug("[transcode] the connection of {} broke: {}", socket, e.getMessage());
        } finally {
            in.release();
            forget(socket);
        }
    }

    /// {@return whether it says the token, first of all; from now on it may be silent, and all others are closed}
    private boolean isTheOne(Socket socket, FlvTag first) throws IOException {
        if (!saysToken(first) || !known.compareAndSet(null, socket)) {
            return false;
        }
        socket.setSoTimeout(0);
        listener.close();
        connections.stream().filter(other -> !other.equals(socket)).forEach(this::forget);
        return true;
    }

    private void forget(Socket socket) {
        connections.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("[transcode] closing a rendition's connection: {}", e.getMessage());
        }
    }

    private boolean saysToken(FlvTag tag) {
        ByteBuf said = Unpooled.copiedBuffer(token, StandardCharsets.US_ASCII);
        return tag.type() == FlvTagType.SCRIPT && ByteBufUtil.indexOf(said, tag.body()) >= 0;
    }

    /// {@return the tag with bytes of its own, so that those read can give way to others}
    private static FlvTag own(FlvTag tag) {
        ByteBuf body = Unpooled.copiedBuffer(tag.body());
        tag.body().release();
        return new FlvTag(tag.type(), tag.timestampMillis(), body);
    }

    /// Waits for no connection any longer; the one there is is read to its end.
    void stopAccepting() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            log.debug("[transcode] closing a rendition's port: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        stopAccepting();
        connections.forEach(this::forget);
    }
}
