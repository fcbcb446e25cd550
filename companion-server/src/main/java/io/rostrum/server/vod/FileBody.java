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

    /// Answers with the file as it is now. Blocks.
    ///
    /// @param tag names the file; what grows has another entity tag each time
    public static Reply reply(Request request, Path path, String type, String tag) throws IOException {
        long size = Files.size(path);
        String quoted = "\"" + tag + "-" + Long.toString(size, Character.MAX_RADIX) + "\"";
        String range = request.header(HttpHeaderNames.RANGE).orElse("");
        boolean stale = request.header(HttpHeaderNames.IF_RANGE)
                .filter(known -> !known.equals(quoted))
                .isPresent();
        ByteRange asked = range.isEmpty() || stale ? new ByteRange.Ignored() : ByteRange.parse(range, size);
        return switch (asked) {
            case ByteRange.Unsatisfiable _ ->
                Response.empty(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size);
            case ByteRange.Ignored _ -> new FileBody(path, 0, size).reply(HttpResponseStatus.OK, type, quoted, size);
            case ByteRange.Part(long first, long last) ->
                new FileBody(path, first, last - first + 1)
                        .reply(HttpResponseStatus.PARTIAL_CONTENT, type, quoted, size);
        };
    }

    private Reply reply(HttpResponseStatus status, String type, String quotedTag, long size) throws IOException {
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
                .header(HttpHeaderNames.ETAG, quotedTag)
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
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
