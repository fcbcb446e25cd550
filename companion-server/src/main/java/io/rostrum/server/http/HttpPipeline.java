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

/// Sets up an accepted connection: TLS where there is some, decoder, encoder, aggregator, [HttpConnection]; and in
/// front
/// of them who finds out whether the peer speaks HTTP/2 instead.
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
        ChannelPipeline pipeline = channel.pipeline();
        shared.seams()
                .tls()
                .ifPresentOrElse(
                        contexts ->
                                pipeline.addLast(tls(contexts.get(), channel)).addLast(new AgreedProtocol(shared)),
                        () -> pipeline.addLast(new SpokenProtocol(shared)));
        HttpConnection connection = new HttpConnection(shared, Wire.CONNECTION);
        pipeline.addLast(new RequestDecoder(shared.limits(), connection))
                .addLast(new HttpResponseEncoder())
                .addLast(new RequestAggregator(shared.limits().maxBodyBytes(), shared.router()))
                .addLast(connection);
    }

    private static SslHandler tls(SslContext context, Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeout(TLS_HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        return handler;
    }
}
