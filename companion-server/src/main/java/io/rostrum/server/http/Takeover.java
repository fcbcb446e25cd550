package io.rostrum.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.function.Consumer;

/// A reply without an end: the head is sent, then the connection belongs to `taker`.
///
/// The head goes out as it is, without a length (the body ends when the connection does) or, with status 101, as an
/// upgrade. When `taker` is called, on the channel's event loop, the head has been written and the HTTP handlers are
/// gone: it writes `ByteBuf`s, adds a handler of its own for writability and the end, and ends the body with
/// [#end(Channel, ByteBuf)], or closes the channel where the body is not whole. Over HTTP/2 the channel is that of one
/// stream. A `HEAD` request gets the head alone and never reaches `taker`.
///
/// @param head  status and header fields; without body
/// @param taker owns the channel from then on
public record Takeover(Response head, Consumer<Channel> taker) implements Reply {
    /// Writes the last bytes of a body and closes the channel, so that the peer knows it has all of it.
    ///
    /// @param last taken; may be empty
    public static void end(Channel channel, ByteBuf last) {
        Object message = channel instanceof Http2StreamChannel ? new DefaultHttp2DataFrame(last, true) : last;
        channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
}
