package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/// Looks at the first bytes of a connection without TLS: a peer that knows that this server speaks HTTP/2, such as a
/// reverse proxy, begins with its preface (RFC 9113 §3.3, §3.4). With any other byte it goes on with what is there.
final class SpokenProtocol extends ByteToMessageDecoder {
    private final HttpConnection.Shared shared;
    private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();

    SpokenProtocol(HttpConnection.Shared shared) {
        this.shared = shared;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int come = Math.min(in.readableBytes(), preface.readableBytes());
        boolean same = ByteBufUtil.equals(in, in.readerIndex(), preface, preface.readerIndex(), come);
        if (same && come < preface.readableBytes()) {
            return; // until it is clear
        }
        if (same) {
            Http2Session.takeOver(ctx.pipeline(), shared);
        }
        ctx.pipeline().remove(this);
    }
}
