package io.rostrum.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// Goes on with HTTP/2 where the TLS handshake has agreed on it (RFC 7301, RFC 9113 §3.2), else with what is there.
final class AgreedProtocol extends ChannelInboundHandlerAdapter {
    private final HttpConnection.Shared shared;

    AgreedProtocol(HttpConnection.Shared shared) {
        this.shared = shared;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            SslHandler tls = ctx.pipeline().get(SslHandler.class);
            if (handshake.isSuccess() && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
                Http2Session.takeOver(ctx.pipeline(), shared);
            }
            ctx.pipeline().remove(this);
        }
    }
}
