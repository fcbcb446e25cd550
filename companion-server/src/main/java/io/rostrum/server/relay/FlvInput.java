package io.rostrum.server.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/// FLV as it comes out of a connection or a process.
final class FlvInput implements PullInput {
    /// Names the servers that a question has passed.
    static final String VIA = "X-Rostrum-Via";

    private static final int READ_BYTES = 32 << 10;
    private static final int OK = 200;

    private final InputStream in;
    private final AutoCloseable origin;

    /// @param in     read to its end
    /// @param origin closed with it
    FlvInput(InputStream in, AutoCloseable origin) {
        this.in = in;
        this.origin = origin;
    }

    /// Asks another server over HTTP; goes nowhere else, whatever that says.
    ///
    /// @param timeoutMillis for the connection, and for each wait for more
    static FlvInput open(URI url, String via, int timeoutMillis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty(VIA, via);
        if (connection.getResponseCode() != OK) {
            connection.disconnect();
            throw new IOException("the source answered " + connection.getResponseCode() + " (expected: 200)");
        }
        return new FlvInput(connection.getInputStream(), connection::disconnect);
    }

    @Override
    public void pump(Sink sink) throws IOException, InterruptedException {
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf bytes = Unpooled.buffer(READ_BYTES);
        byte[] piece = new byte[READ_BYTES];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes.writeBytes(piece, 0, read);
                FlvReader.Result result = reader.read(bytes);
                while (!(result instanceof FlvReader.Result.NeedMoreData)) {
                    if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                        give(sink, tag);
                    }
                    result = reader.read(bytes);
                }
                bytes.discardSomeReadBytes();
            }
        } finally {
            bytes.release();
        }
    }

    /// A stream keeps messages for long, so they get bytes of their own.
    private static void give(Sink sink, FlvTag tag) throws IOException, InterruptedException {
        ByteBuf slice = tag.body();
        ByteBuf body = Unpooled.directBuffer(Math.max(1, slice.readableBytes()));
        body.writeBytes(slice);
        slice.release();
        Kind kind = switch (tag.type()) {
            case AUDIO -> Kind.AUDIO;
            case VIDEO -> Kind.VIDEO;
            case SCRIPT -> Kind.DATA;
        };
        sink.media(kind, tag.timestampMillis(), body);
    }

    @Override
    public void close() throws IOException {
        try {
            origin.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
