package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A body that never changes, such as a file of the jar: gzipped once, at the first request that takes it so.
/// Thread-safe.
public final class FixedBody {
    private final ByteBuf plain;
    private @Nullable ByteBuf gzipped;

    /// @param bytes taken; not to be changed afterwards
    public FixedBody(byte[] bytes) {
        plain = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }

    /// {@return the bytes; a handle that needs no release}
    ByteBuf plain() {
        return plain.duplicate();
    }

    /// {@return the bytes gzipped; a handle that needs no release}
    synchronized ByteBuf gzipped() {
        ByteBuf packed = gzipped;
        if (packed == null) {
            packed = Unpooled.unreleasableBuffer(gzip(plain, Unpooled.buffer(plain.readableBytes() / 2)));
            gzipped = packed;
        }
        return packed.duplicate();
    }

    /// @param body borrowed
    /// @param into taken
    /// @return `into`, filled
    static ByteBuf gzip(ByteBuf body, ByteBuf into) {
        try (var out = new GZIPOutputStream(new ByteBufOutputStream(into))) {
            body.getBytes(body.readerIndex(), out, body.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return into;
    }
}
