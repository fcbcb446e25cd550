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
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one rendition as FLV from one connection to a port of loopback.
///
/// The port takes connections until one says the token in its metadata; that one is served, and no other after it. Made
/// on any thread; [#receive] blocks and belongs on a virtual thread; [#close()] ends it from another.
final class RenditionReceiver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RenditionReceiver.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 16;
    private static final int BACKLOG = 4;
    private static final int READ_BYTES = 32 << 10;
    /// A connection that has not said the token by then is closed.
    private static final int TOKEN_MILLIS = 2_000;

    private final ServerSocket listener;
    private final String token;
    private volatile Socket connection = new Socket();
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

    /// Gives the tags of the one connection to `sink`, until it ends or this receiver is closed.
    void receive(Sink sink) {
        try (listener) {
            while (!closed) {
                try (Socket socket = listener.accept()) {
                    connection = socket;
                    if (serve(socket, sink)) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            if (!closed) {
                log.warn("[transcode] a rendition's port broke: {}", e.getMessage());
            }
        }
    }

    /// {@return whether it was the connection waited for, which has ended}
    private boolean serve(Socket socket, Sink sink) {
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer(2 * READ_BYTES);
        boolean known = false;
        try {
            socket.setSoTimeout(TOKEN_MILLIS);
            while (in.writeBytes(socket.getInputStream(), READ_BYTES) >= 0) {
                FlvReader.Result result = reader.read(in);
                for (; !(result instanceof FlvReader.Result.NeedMoreData); result = reader.read(in)) {
                    if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                        if (!known && !saysToken(tag)) {
                            tag.body().release();
                            log.warn("[transcode] refused a connection from {}: it does not know the token", socket);
                            return false;
                        }
                        if (!known) {
                            known = true;
                            listener.close();
                            socket.setSoTimeout(0);
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
        }
        return known;
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
        try {
            connection.close();
        } catch (IOException e) {
            log.debug("[transcode] closing a rendition's connection: {}", e.getMessage());
        }
    }
}
