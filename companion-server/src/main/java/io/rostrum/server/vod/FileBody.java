package io.rostrum.server.vod;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.ByteRange;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Takeover;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file as the body of a reply, whole or a range of it (RFC 9110 §14). Opened when it is first read.
public final class FileBody implements BodySource {
    /// What is read at once.
    private static final int PIECE_BYTES = 256 << 10;
    /// Most that is sent as a reply after which the connection goes on.
    private static final int SMALL_BYTES = 4 << 20;

    private final Path path;
    private @Nullable FileChannel file;
    private long at;
    private long left;

    private FileBody(Path path, long first, long length) {
        this.path = path;
        this.at = first;
        this.left = length;
    }

    /// Answers with a file that nobody writes to any more. Blocks.
    ///
    /// @param tag names the file
    public static Reply reply(Request request, Path path, String type, String tag) throws IOException {
        long size = Files.size(path);
        String quoted = "\"" + tag + "-" + Long.toString(size, Character.MAX_RADIX) + "\"";
        return reply(request, path, type, size, quoted);
    }

    /// Answers with a file that grows, as it is now. Blocks.
    ///
    /// It gets no entity tag and is not to be kept: a browser that keeps a part asks for the next one on condition
    /// that the file is still the same (RFC 9110 §13.1.5), and would get the whole of a file that has grown.
    public static Reply growing(Request request, Path path, String type) throws IOException {
        return reply(request, path, type, Files.size(path), null);
    }

    private static Reply reply(Request request, Path path, String type, long size, @Nullable String tag)
            throws IOException {
        String range = request.header(HttpHeaderNames.RANGE).orElse("");
        boolean stale = request.header(HttpHeaderNames.IF_RANGE)
                .filter(known -> !known.equals(tag))
                .isPresent();
        ByteRange asked = range.isEmpty() || stale ? new ByteRange.Ignored() : ByteRange.parse(range, size);
        return switch (asked) {
            case ByteRange.Unsatisfiable _ ->
                Response.empty(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size);
            case ByteRange.Ignored _ -> new FileBody(path, 0, size).reply(HttpResponseStatus.OK, type, tag, size);
            case ByteRange.Part(long first, long last) ->
                new FileBody(path, first, last - first + 1).reply(HttpResponseStatus.PARTIAL_CONTENT, type, tag, size);
        };
    }

    private Reply reply(HttpResponseStatus status, String type, @Nullable String tag, long size) throws IOException {
        boolean small = left <= SMALL_BYTES;
        String said = "bytes " + at + "-" + (at + left - 1) + "/" + size;
        Response response;
        if (small) {
            try (this) {
                response = Response.of(status, type, all());
            }
        } else {
            response = Response.empty(status)
                    .header(HttpHeaderNames.CONTENT_TYPE, type)
                    .header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(left));
        }
        response.header(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                .header(HttpHeaderNames.CACHE_CONTROL, tag == null ? "no-store" : "no-cache");
        if (tag != null) {
            response.header(HttpHeaderNames.ETAG, tag);
        }
        if (status.equals(HttpResponseStatus.PARTIAL_CONTENT)) {
            response.header(HttpHeaderNames.CONTENT_RANGE, said);
        }
        return small ? response : new Takeover(response, channel -> BodySender.send(this, channel));
    }

    /// {@return all of it, the caller's; nothing is left then}
    private ByteBuf all() throws IOException {
        ByteBuf all = Unpooled.buffer((int) left);
        try {
            for (ByteBuf piece = next(); piece != null; piece = next()) {
                all.writeBytes(piece);
                piece.release();
            }
            return all;
        } catch (IOException e) {
            all.release();
            throw e;
        }
    }

    @Override
    public @Nullable ByteBuf next() throws IOException {
        if (left == 0) {
            return null;
        }
        FileChannel open = file == null ? FileChannel.open(path) : file;
        file = open;
        ByteBuf piece = Unpooled.buffer((int) Math.min(PIECE_BYTES, left));
        int count = piece.writeBytes(open, at, piece.capacity());
        if (count <= 0) {
            piece.release();
            throw new EOFException("the file became shorter");
        }
        at += count;
        left -= count;
        return piece;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
