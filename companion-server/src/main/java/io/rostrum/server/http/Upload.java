package io.rostrum.server.http;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/// A reply to a request whose body has no end of its own: it is taken as it comes, by somebody who answers when it is
/// over.
///
/// When `taker` is called, on the channel's event loop, it adds a handler to the channel's pipeline that gets the body
/// as
/// `HttpContent`, the last piece as `LastHttpContent`, and writes a whole `FullHttpResponse` that closes the
/// connection.
/// Limits on time are its own from then on. Only routes with an [UploadHandler] may reply so.
///
/// @param taker owns the channel from then on
public record Upload(Consumer<Channel> taker) implements Reply {}
