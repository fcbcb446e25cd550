package io.rostrum.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpContentException;

/// Puts a request and its body together, up to a limit; a larger one goes on as a broken request. The pieces of an
/// upload
/// go on as they come.
final class RequestAggregator extends HttpObjectAggregator {
    private final Router router;
    private boolean uploading;

    RequestAggregator(int maxBodyBytes, Router router) {
        super(maxBodyBytes);
        this.router = router;
    }

    @Override
    public boolean acceptInboundMessage(Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            uploading = request.decoderResult().isSuccess() && router.isUpload(request.method(), request.uri());
        }
        boolean passesOn = uploading;
        if (message instanceof LastHttpContent) {
            uploading = false;
        }
        return !passesOn && super.acceptInboundMessage(message);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        FullHttpRequest broken = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        broken.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException(
                "body: too long (expected: at most " + maxContentLength() + " bytes)")));
        ctx.fireChannelRead(broken);
    }
}
