package io.rostrum.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslHandler;

/// What an [HttpConnection] answers over: which handlers are around it, and what comes after a reply.
enum Wire {
    /// HTTP/1.1: a connection, one request after the other.
    CONNECTION {
        @Override
        boolean isEncrypted(Channel channel) {
            return channel.pipeline().get(SslHandler.class) != null;
        }

        @Override
        void leaveBytes(ChannelPipeline pipeline) {
            leaveBody(pipeline);
            pipeline.remove(HttpResponseEncoder.class);
            pipeline.remove(RequestDecoder.class);
        }

        @Override
        ChannelHandlerContext leaveBody(ChannelPipeline pipeline) {
            removeRequests(pipeline);
            return pipeline.context(RequestDecoder.class);
        }
    },

    /// HTTP/2: a stream of a connection, which carries one request (RFC 9113 §8.1).
    STREAM {
        @Override
        boolean isEncrypted(Channel channel) {
            return CONNECTION.isEncrypted(channel.parent());
        }

        @Override
        void leaveBytes(ChannelPipeline pipeline) {
            leaveBody(pipeline);
            pipeline.remove(Http2StreamFrameToHttpObjectCodec.class);
        }

        @Override
        ChannelHandlerContext leaveBody(ChannelPipeline pipeline) {
            removeRequests(pipeline);
            return pipeline.context(Http2StreamFrameToHttpObjectCodec.class);
        }
    };

    /// {@return whether a request came over TLS}
    abstract boolean isEncrypted(Channel channel);

    /// Leaves the channel to somebody else, who writes bytes as they are.
    abstract void leaveBytes(ChannelPipeline pipeline);

    /// Leaves the rest of a request's body to somebody else, who gets it in pieces and writes a whole response.
    ///
    /// @return the place from which those pieces come
    abstract ChannelHandlerContext leaveBody(ChannelPipeline pipeline);

    private static void removeRequests(ChannelPipeline pipeline) {
        pipeline.remove(HttpConnection.class);
        pipeline.remove(RequestAggregator.class);
    }
}
