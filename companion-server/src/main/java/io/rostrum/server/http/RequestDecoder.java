package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/// Reads requests (RFC 9112), says when one begins and when its header is there, and refuses one that has both a
/// `Transfer-Encoding` and a `Content-Length`, the means of request smuggling (RFC 9112 §6.1, §11.2).
final class RequestDecoder extends HttpRequestDecoder {
    private final Progress progress;

    /// Told how far a request has come, on the event loop.
    interface Progress {
        void bytesArrived();

        void headerArrived();
    }

    RequestDecoder(HttpLimits limits, Progress progress) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxHeaderBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setAllowDuplicateContentLengths(false));
        this.progress = progress;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        if (in.isReadable()) {
            progress.bytesArrived();
        }
        super.decode(ctx, in, out);
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest) {
                progress.headerArrived();
            }
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Transfer-Encoding beside Content-Length (expected: one of them)");
    }
}
