package io.rostrum.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Sets up an accepted connection: TLS where there is some, decoder, encoder, aggregator, [HttpConnection].
final class HttpPipeline extends ChannelInitializer<Channel> {
    private static final long TLS_HANDSHAKE_SECONDS = 5;

    private final HttpConnection.Shared shared;
    private final Admission admission;
    private final ChannelGroup open;

    HttpPipeline(HttpConnection.Shared shared, Admission admission, ChannelGroup open) {
        this.shared = shared;
        this.admission = admission;
        this.open = open;
    }

    @Override
    protected void initChannel(Channel channel) {
        var peer = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!admission.tryEnter(peer)) {
            channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> admission.leave(peer));
        open.add(channel);
        shared.seams().tls().ifPresent(contexts -> channel.pipeline().addLast(tls(contexts.get(), channel)));
        HttpConnection connection = new HttpConnection(shared);
        channel.pipeline()
                .addLast(new RequestDecoder(shared.limits(), connection))
                .addLast(new HttpResponseEncoder())
                .addLast(new RequestAggregator(shared.limits().maxBodyBytes(), shared.router()))
                .addLast(connection);
    }

    private static SslHandler tls(SslContext context, Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeout(TLS_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    /// Leaves the rest of a request's body to somebody else, who gets it in pieces and writes a whole response.
    static void removeRequests(ChannelPipeline pipeline) {
        pipeline.remove(HttpConnection.class);
        pipeline.remove(RequestAggregator.class);
    }

    /// Leaves the connection to somebody else, who writes bytes as they are.
    static void removeHttp(ChannelPipeline pipeline) {
        pipeline.remove(HttpConnection.class);
        pipeline.remove(RequestAggregator.class);
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.remove(RequestDecoder.class);
    }
}
