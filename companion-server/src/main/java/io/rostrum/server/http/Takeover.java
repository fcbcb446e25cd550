package io.rostrum.server.http;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/// A reply without an end: the head is sent, then the connection belongs to `taker`.
///
/// The head goes out as it is, without a length (the body ends when the connection does) or, with status 101, as an
/// upgrade. When `taker` is called, on the channel's event loop, the head has been written and the HTTP handlers are
/// gone: it writes `ByteBuf`s, adds a handler of its own for writability and the end, and closes the channel. A `HEAD`
/// request gets the head alone and never reaches `taker`.
///
/// @param head  status and header fields; without body
/// @param taker owns the channel from then on
public record Takeover(Response head, Consumer<Channel> taker) implements Reply {}
