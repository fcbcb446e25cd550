package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import org.jspecify.annotations.Nullable;

/// Stands where a stream meets its connection. Bytes that are written become `DATA`; a stream that is closed after a
/// whole reply, before the request has come to its end, tells the peer to stop sending and to keep the reply
/// (RFC 9113 §8.1). A stream that is closed before its reply is whole is cancelled, so that nobody takes a part for it.
final class StreamEnds extends ChannelDuplexHandler {
    /// Most that is written at once, so that it shows how much of a long body a slow peer has taken.
    private static final int PIECE_BYTES = 64 << 10;

    private final RequestDecoder.Progress progress;
    private boolean asked;
    /// The end of the reply, on its way or gone.
    private @Nullable ChannelFuture end;

    StreamEnds(RequestDecoder.Progress progress) {
        this.progress = progress;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2HeadersFrame head) {
            oneHost(head.headers());
            asked |= head.isEndStream();
            if (!asked) {
                progress.headerArrived();
            }
        } else if (frame instanceof Http2DataFrame data) {
            asked |= data.isEndStream();
        }
        ctx.fireChannelRead(frame);
    }

    /// A `host` that says the same as the `:authority` is left out (§8.3.1); another breaks the request.
    private static void oneHost(Http2Headers headers) {
        CharSequence host = headers.get(HttpHeaderNames.HOST);
        if (host != null && headers.authority() != null && host.toString().contentEquals(headers.authority())) {
            headers.remove(HttpHeaderNames.HOST);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            while (bytes.readableBytes() > PIECE_BYTES) {
                ctx.write(new DefaultHttp2DataFrame(bytes.readRetainedSlice(PIECE_BYTES)));
            }
            ctx.write(new DefaultHttp2DataFrame(bytes), promise);
            return;
        }
        boolean last = (message instanceof Http2HeadersFrame head && head.isEndStream())
                || (message instanceof Http2DataFrame data && data.isEndStream());
        if (last) {
            ChannelPromise ending = promise.unvoid();
            end = ending;
            ctx.write(message, ending);
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ChannelFuture ending = end;
        if (ending != null && !ending.isDone()) {
            reset(ctx, Http2Error.CANCEL); // else it would wait for its peer for as long as the connection is open
        } else if (ending != null && ending.isSuccess() && !asked) {
            reset(ctx, Http2Error.NO_ERROR);
        }
        ctx.close(promise);
    }

    private static void reset(ChannelHandlerContext ctx, Http2Error why) {
        ctx.write(new DefaultHttp2ResetFrame(why));
        ctx.flush();
    }
}
