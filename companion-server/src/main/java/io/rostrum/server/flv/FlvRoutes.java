package io.rostrum.server.flv;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.live.Viewer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /live/{stream}.flv`: the file header tells the tracks there are; metadata, sequence headers and the newest
/// group of pictures come at once, then what is live, with the stream's own continuous time. The connection ends when
/// the stream does.
public final class FlvRoutes {
    private static final Logger log = LoggerFactory.getLogger(FlvRoutes.class);

    private FlvRoutes() {}

    public static List<Route> routes(StreamRegistry streams) {
        return List.of(Route.media("/live/{stream}.flv", request -> watch(streams, request)));
    }

    private static Reply watch(StreamRegistry streams, Request request) throws HttpException {
        LiveStream stream = StreamName.parse(request.pathValue("stream"))
                .flatMap(streams::find)
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "No such stream is live now."));
        Response head = Response.empty(HttpResponseStatus.OK)
                .header(HttpHeaderNames.CONTENT_TYPE, "video/x-flv")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return new Takeover(head, channel -> new Connection(stream, channel).start());
    }

    /// One viewer's connection after the head of the reply. Confined to the channel's loop.
    private static final class Connection extends ChannelInboundHandlerAdapter implements Viewer.Events {
        private final LiveStream stream;
        private final Channel channel;
        private String why = "the viewer closed it";

        Connection(LiveStream stream, Channel channel) {
            this.stream = stream;
            this.channel = channel;
        }

        void start() {
            channel.pipeline().addLast(this);
            stream.join(channel, FlvFraming.INSTANCE, this);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object input) {
            ReferenceCountUtil.release(input); // nothing more is asked on this connection
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!(cause instanceof ClosedChannelException)) { // of writes that a close left behind
                why = "the connection failed: " + cause.getMessage();
                ctx.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            log.info("[flv {}] [live {}] closed: {}", channel.remoteAddress(), stream.name(), why);
            ctx.fireChannelInactive();
        }

        @Override
        public void ended() {
            why = "the stream has ended";
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void givenUp(String reason) {
            why = reason;
            channel.close();
        }
    }
}
