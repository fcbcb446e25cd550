package io.rostrum.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: its requests are answered one after the other, however many the peer sends ahead (RFC 9112 §9.3.2).
/// Over HTTP/2 it is one stream with one request ([Wire]).
///
/// Confined to the connection's event loop. A peer that is slower than the [HttpLimits] is cut off.
final class HttpConnection extends ChannelInboundHandlerAdapter implements RequestDecoder.Progress {
    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
    /// How long a refused peer may go on sending before the connection is closed under it.
    private static final Duration LINGER = Duration.ofSeconds(2);

    /// What every connection of a server shares.
    record Shared(
            HttpLimits limits,
            OriginGuard guard,
            TrustedProxies proxies,
            Router router,
            HttpSeams seams,
            Executor virtualThreads,
            DateField date) {}

    private final Shared shared;
    private final Wire wire;
    private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();
    private final ArrayDeque<HttpContent> pieces = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Deadline deadline;
    private @Nullable Exchange current;
    /// The host field that was good before.
    private String knownHost = "";

    private boolean reading;
    private boolean closing;

    /// The request being answered.
    private record Exchange(
            HttpMethod method,
            HttpHeaders headers,
            boolean keepAlive,
            boolean upload,
            String target,
            long startNanos) {}

    HttpConnection(Shared shared, Wire wire) {
        this.shared = shared;
        this.wire = wire;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        deadline = new Deadline(context.executor(), why -> {
            log.debug("[http {}] closed: {}", channel().remoteAddress(), why);
            channel().close();
        });
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline().close();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        pieces.forEach(ReferenceCountUtil::release);
        pieces.clear();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline().set(shared.limits().headerTimeout(), "no request");
        context.fireChannelActive();
    }

    @Override
    public void bytesArrived() {
        if (!reading && current == null && !closing) {
            reading = true;
            deadline().set(shared.limits().headerTimeout(), "header not sent in time");
        }
    }

    @Override
    public void headerArrived() {
        if (current == null && !closing) {
            deadline().set(shared.limits().bodyTimeout(), "body not sent in time");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        switch (message) {
            case FullHttpRequest request -> received(context, request);
            case HttpRequest request -> uploadBegins(context, request);
            case HttpContent piece -> pieces.add(piece); // of an upload that is being decided on
            default -> ReferenceCountUtil.release(message);
        }
    }

    /// Nothing more is read until somebody takes the body, but for what came with the header.
    private void uploadBegins(ChannelHandlerContext context, HttpRequest request) {
        context.channel().config().setAutoRead(false);
        received(
                context,
                new DefaultFullHttpRequest(
                        request.protocolVersion(),
                        request.method(),
                        request.uri(),
                        Unpooled.EMPTY_BUFFER,
                        request.headers(),
                        EmptyHttpHeaders.INSTANCE));
    }

    private void received(ChannelHandlerContext context, FullHttpRequest request) {
        reading = false;
        if (current == null) {
            begin(request);
        } else {
            waiting.add(request);
            context.channel().config().setAutoRead(false);
        }
    }

    private void begin(FullHttpRequest message) {
        deadline().clear();
        Exchange exchange = new Exchange(
                message.method(),
                message.headers(),
                HttpUtil.isKeepAlive(message),
                shared.router().isUpload(message.method(), message.uri()),
                message.uri(),
                System.nanoTime());
        current = exchange;
        try {
            if (message.decoderResult().isFailure()) {
                closing = true;
                throw Refusals.of(message.decoderResult().cause());
            }
            dispatch(exchange, message);
        } catch (HttpException e) {
            fail(exchange, e);
        } finally {
            message.release();
        }
    }

    private void dispatch(Exchange exchange, FullHttpRequest message) throws HttpException {
        HttpHeaders headers = exchange.headers();
        shared.proxies().restoreHost((InetSocketAddress) channel().remoteAddress(), headers);
        knownHost =
                shared.guard().checkHost(headers, (InetSocketAddress) channel().localAddress(), knownHost);
        switch (shared.router().match(exchange.method(), exchange.target())) {
            case Router.Match.Found found -> {
                Optional<String> origin =
                        shared.guard().checkOrigin(headers, found.route().crossOrigin());
                run(exchange, found, request(found, message), origin);
            }
            case Router.Match.NotFound(String path) -> {
                shared.guard().checkOrigin(headers, false);
                throw new HttpException(
                        HttpResponseStatus.NOT_FOUND, "There is nothing at " + Router.printable(path) + ".");
            }
            case Router.Match.OtherMethod(String allowed, boolean media) -> {
                Optional<String> origin = shared.guard().checkOrigin(headers, media);
                if (exchange.method().equals(HttpMethod.OPTIONS)) {
                    finish(exchange, "-", Refusals.preflight(allowed), origin);
                } else {
                    Response refusal = shared.seams()
                            .errors()
                            .render(
                                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                                    "This address answers to " + allowed + ".",
                                    wantsHtml(headers));
                    finish(exchange, "-", refusal.header(HttpHeaderNames.ALLOW, allowed), origin);
                }
            }
        }
    }

    private Request request(Router.Match.Found found, FullHttpRequest message) {
        ByteBuffer body =
                ByteBuffer.wrap(ByteBufUtil.getBytes(message.content())).asReadOnlyBuffer();
        InetSocketAddress peer = (InetSocketAddress) channel().remoteAddress();
        boolean overTls = wire.isEncrypted(channel());
        return new Request(
                message.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : message.method(),
                found.path(),
                found.pathValues(),
                found.query(),
                message.headers(),
                body,
                shared.proxies().client(peer, message.headers()),
                shared.proxies().isSecure(overTls, peer, message.headers()));
    }

    private void run(Exchange exchange, Router.Match.Found found, Request request, Optional<String> origin) {
        String pattern = found.route().pattern();
        switch (found.route().runsOn()) {
            case EVENT_LOOP -> finish(exchange, pattern, answer(found.route(), request), origin);
            case VIRTUAL_THREAD ->
                shared.virtualThreads().execute(() -> {
                    Reply reply = answer(found.route(), request);
                    context().executor().execute(() -> finish(exchange, pattern, reply, origin));
                });
        }
    }

    private Reply answer(Route route, Request request) {
        try {
            return route.handler().handle(request);
        } catch (HttpException e) {
            return shared.seams().errors().render(e.status(), e.words(), wantsHtml(request.headers()));
        } catch (Throwable e) { // an error that is not answered would leave whoever asked waiting
            log.error("[http {}] {} {} failed", request.peer(), request.method(), route.pattern(), e);
            return shared.seams()
                    .errors()
                    .render(
                            HttpResponseStatus.INTERNAL_SERVER_ERROR,
                            "The server could not answer this; its log says why.",
                            wantsHtml(request.headers()));
        }
    }

    private void fail(Exchange exchange, HttpException e) {
        finish(
                exchange,
                "-",
                shared.seams().errors().render(e.status(), e.words(), wantsHtml(exchange.headers())),
                Optional.empty());
    }

    private void finish(Exchange exchange, String pattern, Reply reply, Optional<String> origin) {
        if (!channel().isActive() && reply instanceof Response response) {
            response.body().release(); // the peer did not wait for it
            return;
        }
        switch (reply) {
            case Response response -> respond(exchange, pattern, response, origin);
            case Takeover takeover -> takeOver(exchange, pattern, takeover, origin);
            case Upload upload -> upload(exchange, pattern, upload);
            case Later later ->
                later.reply()
                        .whenCompleteAsync(
                                (made, failure) ->
                                        finish(exchange, pattern, made == null ? broken(failure) : made, origin),
                                context().executor());
        }
    }

    private Reply broken(Throwable failure) {
        log.error("[http {}] a promised reply failed", channel().remoteAddress(), failure);
        return Response.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The server could not answer this.");
    }

    private void respond(Exchange exchange, String pattern, Response response, Optional<String> origin) {
        FullHttpResponse whole = ReplyRenderer.render(
                response, exchange.method(), exchange.headers(), shared.date().now());
        origin.ifPresent(o -> allowOrigin(whole.headers(), o));
        boolean keep = wire == Wire.CONNECTION && exchange.keepAlive() && !closing && !exchange.upload();
        whole.headers().set(HttpHeaderNames.CONNECTION, keep ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        observe(exchange, pattern, whole.status().code(), whole.content().readableBytes());
        deadline().set(shared.limits().writeTimeout(), "reply not taken in time");
        ChannelFuture written = context().writeAndFlush(whole);
        written.addListener((ChannelFutureListener) f -> {
            current = null;
            if (!f.isSuccess()) {
                f.channel().close();
            } else if (keep) {
                next();
            } else {
                linger();
            }
        });
    }

    /// Closes in a way that lets the peer read the reply: closing over unread input would reset the connection.
    private void linger() {
        closing = true;
        deadline().set(LINGER, "lingering");
        channel().config().setAutoRead(true);
        if (channel() instanceof SocketChannel socket && !wire.isEncrypted(socket)) {
            socket.shutdownOutput();
        } else {
            channel().close();
        }
    }

    private void next() {
        FullHttpRequest request = waiting.poll();
        if (request != null) {
            begin(request);
        } else {
            deadline().set(shared.limits().idleTimeout(), "idle");
            channel().config().setAutoRead(true);
        }
    }

    private void takeOver(Exchange exchange, String pattern, Takeover takeover, Optional<String> origin) {
        if (exchange.method().equals(HttpMethod.HEAD)) {
            respond(exchange, pattern, takeover.head(), origin);
            return;
        }
        DefaultHttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, takeover.head().status());
        head.headers().set(takeover.head().headers());
        ReplyRenderer.addCommon(head.headers(), shared.date().now());
        origin.ifPresent(o -> allowOrigin(head.headers(), o));
        if (head.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        observe(exchange, pattern, head.status().code(), 0);
        Channel channel = channel();
        channel.writeAndFlush(head).addListener(f -> {
            if (!f.isSuccess()) {
                channel.close();
            }
        });
        deadline().clear();
        wire.leaveBytes(channel.pipeline());
        channel.config().setAutoRead(true);
        takeover.taker().accept(channel);
    }

    private void upload(Exchange exchange, String pattern, Upload upload) {
        observe(exchange, pattern, HttpResponseStatus.OK.code(), 0);
        Channel channel = channel();
        deadline().clear();
        if (exchange.headers().contains(HttpHeaderNames.EXPECT)) {
            channel.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        List<HttpContent> begun = List.copyOf(pieces);
        pieces.clear();
        closing = true;
        ChannelHandlerContext from = wire.leaveBody(channel.pipeline());
        upload.taker().accept(channel);
        begun.forEach(from::fireChannelRead);
        channel.config().setAutoRead(true);
    }

    private static void allowOrigin(HttpHeaders headers, String origin) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Content-Length, Content-Range, Date");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        if (!origin.equals(HttpConfig.ANY)) {
            headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
    }

    private void observe(Exchange exchange, String pattern, int status, long bytes) {
        long nanos = System.nanoTime() - exchange.startNanos();
        shared.seams().observer().answered(pattern, status, bytes, nanos);
        if (log.isDebugEnabled()) {
            int question = exchange.target().indexOf('?');
            String path = question < 0 ? exchange.target() : exchange.target().substring(0, question);
            log.debug(
                    "[http {}] {} {} {} {} B {} ms",
                    channel().remoteAddress(),
                    exchange.method(),
                    Router.printable(path),
                    status,
                    bytes,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    static boolean wantsHtml(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.ACCEPT).stream().anyMatch(a -> a.contains("text/html"));
    }

    private Deadline deadline() {
        if (deadline == null) {
            throw new IllegalStateException("connection is not in a pipeline yet");
        }
        return deadline;
    }

    private ChannelHandlerContext context() {
        if (ctx == null) {
            throw new IllegalStateException("connection is not in a pipeline yet");
        }
        return ctx;
    }

    private Channel channel() {
        return context().channel();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException || cause instanceof Http2Exception) {
            log.debug("[http {}] closed: {}", channel().remoteAddress(), cause.toString());
        } else {
            log.error("[http {}] closed by a failure", channel().remoteAddress(), cause);
        }
        context.close();
    }
}
