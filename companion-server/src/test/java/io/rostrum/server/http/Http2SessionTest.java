package io.rostrum.server.http;

import static io.rostrum.server.http.Http2Frames.CANCEL;
import static io.rostrum.server.http.Http2Frames.ENHANCE_YOUR_CALM;
import static io.rostrum.server.http.Http2Frames.NONE;
import static io.rostrum.server.http.Http2Frames.NO_ERROR;
import static io.rostrum.server.http.Http2Frames.PREFACE;
import static io.rostrum.server.http.Http2Frames.PROTOCOL_ERROR;
import static io.rostrum.server.http.Http2Frames.data;
import static io.rostrum.server.http.Http2Frames.get;
import static io.rostrum.server.http.Http2Frames.ping;
import static io.rostrum.server.http.Http2Frames.post;
import static io.rostrum.server.http.Http2Frames.reset;
import static io.rostrum.server.http.Http2Frames.windowUpdate;
import static io.rostrum.server.http.Http2Frames.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.http.Http2Frames.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The frames are those of RFC 9113, written out; the peer knows beforehand that HTTP/2 is spoken (§3.3).
@ExtendWith(LeakGuard.class)
class Http2SessionTest {
    private final List<CompletableFuture<Reply>> parked = new ArrayList<>();
    private final List<Channel> taken = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final StringBuilder uploaded = new StringBuilder();
    private final Http2Frames came = new Http2Frames();
    private final WireChannel wire = connect();

    private WireChannel connect() {
        UploadHandler upload = _ -> new Upload(this::receive);
        Router router = new Router(List.of(
                Route.get("/hello/{name}", r -> Response.text("text/plain", "hello " + r.pathValue("name"))),
                Route.get("/file", _ -> Response.text("text/plain", "0123456789".repeat(20))),
                Route.get("/later", _ -> {
                    parked.add(new CompletableFuture<>());
                    return new Later(parked.getLast());
                }),
                Route.media("/live", _ -> new Takeover(Response.empty(HttpResponseStatus.OK), taken::add)),
                new Route(
                        HttpMethod.POST,
                        "/echo",
                        Route.RunsOn.EVENT_LOOP,
                        false,
                        r -> Response.text(
                                "text/plain",
                                StandardCharsets.UTF_8.decode(r.body()).toString())),
                new Route(HttpMethod.POST, "/live", Route.RunsOn.EVENT_LOOP, false, upload)));
        HttpConfig config = HttpConfig.loopback(8080);
        var shared = new HttpConnection.Shared(
                config.limits(),
                new OriginGuard(config),
                new TrustedProxies(config.trustedProxies()),
                router,
                new HttpSeams(
                        ErrorRenderer.PLAIN,
                        (pattern, status, _, _) -> observed.add(pattern + " " + status),
                        Optional.empty()),
                Runnable::run,
                new DateField());
        return new WireChannel(new HttpPipeline(
                shared,
                new Admission(config.limits(), config.trustedProxies()),
                new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE)));
    }

    private void receive(Channel channel) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                HttpContent piece = (HttpContent) message;
                uploaded.append(piece.content().toString(StandardCharsets.ISO_8859_1));
                piece.release();
            }
        });
        taken.add(channel);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private void send(String... all) {
        came.take(wire.send(String.join("", all)));
    }

    /// Sends the preface and a request.
    ///
    /// @return what is answered
    private Answer ask(String request) {
        send(PREFACE, request);
        return came.answer(3);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void answersAsOverHttp11ButForFieldsOfTheConnection() {
        Answer answer = ask(get(3, "/hello/you"));

        assertThat(answer.status()).isEqualTo("200");
        assertThat(answer.body()).isEqualTo("hello you");
        assertThat(answer.ended()).isTrue();
        assertThat(answer.field("content-length")).isEqualTo("9");
        assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.has("connection")).isFalse();
        assertThat(observed).containsExactly("/hello/{name} 200");
    }

    @Test
    void understandsThePrefaceHoweverTcpCutsIt() {
        for (char one : (PREFACE + get(3, "/hello/you")).toCharArray()) {
            came.take(wire.send(String.valueOf(one)));
        }

        assertThat(came.answer(3).body()).isEqualTo("hello you");
    }

    @Test
    void streamsDoNotWaitForEachOther() {
        send(PREFACE, get(3, "/later"), get(5, "/later"), get(7, "/hello/you"));
        assertThat(came.answer(7).ended()).isTrue();
        assertThat(came.answer(3).ended()).isFalse();

        parked.get(1).complete(Response.text("text/plain", "second"));
        came.take(wire.received());

        assertThat(came.answer(5).body()).isEqualTo("second");
        assertThat(came.answer(3).ended()).isFalse();

        parked.getFirst().complete(Response.text("text/plain", "first"));
        came.take(wire.received());

        assertThat(came.answer(3).body()).isEqualTo("first");
    }

    @Test
    void whoGoesAwayBeforeItsAnswerCostsNothingLater() {
        send(PREFACE, get(3, "/later"), reset(3));

        parked.getFirst().complete(Response.text("text/plain", "too late"));
        came.take(wire.received());

        assertThat(came.answer(3).body()).isEmpty();
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void headHasTheLengthAndNoBody() {
        Answer answer = ask(Http2Frames.head(3, "/hello/you"));

        assertThat(answer.field("content-length")).isEqualTo("9");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.ended()).isTrue();
    }

    @Test
    void aBodyIsReadWhole() {
        Answer answer = ask(post(3, "/echo") + data(3, false, "hel") + data(3, true, "lo"));

        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void aRefusalComesBeforeTheRestOfTheBodyAndIsKept() {
        Answer answer = ask(post(3, "/nowhere", "content-length", "2000000"));

        assertThat(answer.status()).isEqualTo("413");
        assertThat(answer.ended()).isTrue();
        assertThat(answer.resetWith()).isEqualTo(NO_ERROR);
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() {
        Answer answer = ask(post(3, "/echo") + data(3, false, "hel"));

        wire.pass(HttpLimits.DEFAULT.bodyTimeout());
        came.take(wire.received());

        assertThat(answer.resetWith()).isEqualTo(CANCEL);
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void anUploadIsTakenAsItComes() {
        send(PREFACE, post(3, "/live"), data(3, false, "FLV"));
        assertThat(uploaded).hasToString("FLV");

        send(data(3, true, "end"));

        assertThat(uploaded).hasToString("FLVend");
    }

    @Test
    void aBodyWithoutALengthEndsWithItsStream() {
        Answer answer = ask(get(3, "/live"));

        taken.getFirst().writeAndFlush(bytes("FLV"));
        came.take(wire.received());
        assertThat(answer.body()).isEqualTo("FLV");
        assertThat(answer.ended()).isFalse();

        Takeover.end(taken.getFirst(), bytes("end"));
        came.take(wire.received());

        assertThat(answer.body()).isEqualTo("FLVend");
        assertThat(answer.ended()).isTrue();
        assertThat(answer.resetWith()).isEqualTo(NONE);
        assertThat(taken.getFirst().isOpen()).isFalse();
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void aBodyThatIsNotWholeIsCancelled() {
        Answer answer = ask(get(3, "/live"));

        taken.getFirst().close();
        came.take(wire.received());

        assertThat(answer.ended()).isFalse();
        assertThat(answer.resetWith()).isEqualTo(CANCEL);
    }

    @Test
    void noMoreIsSentThanThePeerHasRoomFor() {
        send(PREFACE, windows(10), get(3, "/live"), get(5, "/hello/you"));
        taken.getFirst().writeAndFlush(bytes("0123456789ABCDEF"));
        came.take(wire.received());
        assertThat(came.answer(3).body()).isEqualTo("0123456789");
        assertThat(came.answer(5).body()).isEqualTo("hello you");

        send(windowUpdate(3, 100));

        assertThat(came.answer(3).body()).isEqualTo("0123456789ABCDEF");
    }

    @Test
    void aReplyThatIsNotTakenIsCancelled() {
        send(PREFACE, windows(10), get(3, "/file"));

        wire.pass(HttpLimits.DEFAULT.writeTimeout());
        came.take(wire.received());

        assertThat(came.answer(3).body()).isEqualTo("0123456789");
        assertThat(came.answer(3).resetWith()).isEqualTo(CANCEL);
    }

    @Test
    void anotherHostAndAnotherOriginAreRefused() {
        send(PREFACE, Http2Frames.getFrom("evil.example", 3, "/hello/you"));
        send(get(5, "/hello/you", "origin", "https://evil.example"));
        send(get(7, "/hello/you", "host", "127.0.0.1"));
        send(get(9, "/hello/you", "host", Http2Frames.AUTHORITY));

        assertThat(came.answer(3).status()).isEqualTo("421");
        assertThat(came.answer(5).status()).isEqualTo("403");
        assertThat(came.answer(7).resetWith()).isEqualTo(CANCEL);
        assertThat(came.answer(9).status()).isEqualTo("200");
    }

    @Test
    void fieldsOfTheConnectionHaveNoPlaceInARequest() {
        Answer answer = ask(get(3, "/hello/you", "connection", "upgrade"));

        assertThat(answer.resetWith()).isEqualTo(PROTOCOL_ERROR);
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() {
        Answer answer = ask(get(3, "/hello/you", "x-long", "x".repeat(8 << 10)));

        assertThat(answer.status()).isEqualTo("431");
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void moreStreamsThanAllowedAreRefused() {
        StringBuilder many = new StringBuilder(PREFACE);
        for (int i = 0; i < 101; i++) {
            many.append(get(3 + 2 * i, "/later"));
        }
        send(many.toString());

        assertThat(parked).hasSize(100);
        assertThat(came.answer(203).resetWith()).isEqualTo(Http2Frames.REFUSED_STREAM);
    }

    @Test
    void opensAndResetsInARowEndTheConnection() {
        StringBuilder flood = new StringBuilder(PREFACE);
        for (int i = 0; i < 500; i++) {
            flood.append(get(3 + 2 * i, "/later")).append(reset(3 + 2 * i));
        }
        send(flood.toString());
        assertThat(came.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
        assertThat(parked).hasSizeLessThan(250);

        wire.pass(Duration.ofSeconds(1));

        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void pingsAreAnsweredButNotWithoutEnd() {
        send(PREFACE, ping().repeat(100));
        assertThat(came.goAway()).isEqualTo(NONE);

        send(ping().repeat(300));

        assertThat(came.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void settingsAreNotTakenWithoutEnd() {
        send(PREFACE, windows(1000).repeat(400));

        assertThat(came.goAway()).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void anIdleConnectionIsClosedAndOneThatWaitsIsNot() {
        send(PREFACE, get(3, "/later"));
        wire.pass(HttpLimits.DEFAULT.idleTimeout().multipliedBy(2));
        assertThat(wire.isOpen()).isTrue();

        parked.getFirst().complete(Response.text("text/plain", "here"));
        came.take(wire.received());
        wire.pass(HttpLimits.DEFAULT.idleTimeout());
        came.take(wire.received());

        assertThat(came.answer(3).body()).isEqualTo("here");
        assertThat(came.goAway()).isEqualTo(NO_ERROR);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void aConnectionWithoutARequestIsClosed() {
        send(PREFACE);

        wire.pass(HttpLimits.DEFAULT.headerTimeout());

        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void whatIsUnderWayWhenTheConnectionIsClosedMayEnd() {
        send(PREFACE, get(3, "/later"));

        wire.channel().close();
        came.take(wire.received());
        assertThat(came.goAway()).isEqualTo(NO_ERROR);
        parked.getFirst().complete(Response.text("text/plain", "last"));
        came.take(wire.received());

        assertThat(came.answer(3).body()).isEqualTo("last");
        assertThat(wire.isOpen()).isFalse();
    }
}
