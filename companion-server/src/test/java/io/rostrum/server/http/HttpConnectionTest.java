package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.rostrum.server.LeakGuard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The requests are those of RFC 9110 and RFC 9112, written out.
@ExtendWith(LeakGuard.class)
class HttpConnectionTest {
    private static final String HOST = "Host: localhost:8080\r\n";

    private static final FixedBody FILE = new FixedBody("abcdefgh".repeat(100).getBytes(StandardCharsets.US_ASCII));

    private static WireChannel connect(HttpConfig config) {
        Router router = new Router(
                List.of(
                        Route.get("/hello/{name}", r -> Response.text("text/plain", "hello " + r.pathValue("name"))),
                        Route.get("/broken", _ -> {
                            throw new IllegalStateException("secret detail");
                        }),
                        Route.get("/deep", _ -> {
                            throw new StackOverflowError("secret detail");
                        }),
                        Route.get("/disk", _ -> Response.text("text/plain", "from disk"))
                                .blocking(),
                        new Route(
                                HttpMethod.POST,
                                "/echo",
                                Route.RunsOn.EVENT_LOOP,
                                false,
                                r -> Response.text(
                                        "text/plain",
                                        StandardCharsets.UTF_8.decode(r.body()).toString())),
                        Route.media(
                                "/live/{stream}.flv",
                                _ -> new Takeover(
                                        Response.empty(HttpResponseStatus.OK).header("Content-Type", "video/x-flv"),
                                        channel -> channel.writeAndFlush(
                                                Unpooled.copiedBuffer("FLV", StandardCharsets.US_ASCII)))),
                        Route.get("/file", _ -> Response.of("text/plain", FILE).header(HttpHeaderNames.ETAG, "\"v1\"")),
                        Route.media(
                                "/digits",
                                _ -> Response.of(
                                                HttpResponseStatus.OK,
                                                "video/mp4",
                                                Unpooled.copiedBuffer("0123456789", StandardCharsets.US_ASCII))
                                        .header("ETag", "\"v1\"")
                                        .ranged())),
                config.basePath());
        var shared = new HttpConnection.Shared(
                config.limits(),
                new OriginGuard(config),
                new TrustedProxies(config.trustedProxies()),
                router,
                HttpSeams.NONE,
                Runnable::run,
                new DateField());
        return new WireChannel(new HttpPipeline(
                shared,
                new Admission(config.limits(), config.trustedProxies()),
                new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE)));
    }

    private static WireChannel connect() {
        return connect(new HttpConfig(
                "127.0.0.1",
                8080,
                Set.of("live.example"),
                Set.of("https://school.example"),
                Set.of(),
                "/tv",
                Set.of(),
                HttpLimits.DEFAULT));
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST;
    }

    @Test
    void answersAGet() {
        String reply = connect().send(get("/hello/w%C3%B6rld") + "\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: 12\r\n", "connection: keep-alive\r\n", "nosniff", "date: ")
                .endsWith("\r\n\r\n"
                        + new String("hello wörld".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void answersTheSameHoweverTcpCutsTheRequest() {
        String request = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello";
        for (int cut = 1; cut < request.length(); cut++) {
            WireChannel wire = connect();
            String reply = wire.send(request.substring(0, cut)) + wire.send(request.substring(cut));
            assertThat(reply).as("cut at %d", cut).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\nhello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tv/hello/you", "/hello/you"})
    void answersWithAndWithoutTheBasePath(String target) {
        assertThat(connect().send(get(target) + "\r\n")).endsWith("\r\n\r\nhello you");
    }

    @Test
    void whatOnlyBeginsLikeTheBasePathIsAnotherPath() {
        assertThat(connect().send(get("/tvhello/you") + "\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        WireChannel wire = connect();

        String reply = wire.send(get("/hello/one") + "\r\n" + get("/disk") + "\r\n" + get("/hello/two") + "\r\n");

        assertThat(reply).containsSubsequence("hello one", "from disk", "hello two");
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void headHasTheLengthAndNoBody() {
        String reply = connect().send("HEAD /hello/you HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(reply).contains("content-length: 9\r\n").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 206, bytes 2-4/10, 234",
        "bytes=7-, 206, bytes 7-9/10, 789",
        "bytes=-3, 206, bytes 7-9/10, 789",
        "bytes=0-99, 206, bytes 0-9/10, 0123456789",
        "bytes=10-, 416, bytes */10, ''",
        "'bytes=1-2,4-5', 200, '', 0123456789",
        "bytes=5-2, 200, '', 0123456789"
    })
    void servesRanges(String range, int status, String contentRange, String body) {
        String reply = connect().send(get("/digits") + "Range: " + range + "\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n" + body);
        if (!contentRange.isEmpty()) {
            assertThat(reply).contains("content-range: " + contentRange + "\r\n");
        }
    }

    @Test
    void aMatchingEntityTagGets304() {
        assertThat(connect().send(get("/digits") + "If-None-Match: \"v0\", \"v1\"\r\n\r\n"))
                .startsWith("HTTP/1.1 304")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aFileGoesGzippedToWhoTakesItSoUnderATagOfItsOwn() {
        String gzipped = connect().send(get("/file") + "Accept-Encoding: gzip, br\r\n\r\n");
        String plain = connect().send(get("/file") + "Accept-Encoding: gzip;q=0\r\n\r\n");

        assertThat(gzipped)
                .contains("content-encoding: gzip\r\n", "etag: \"v1-gzip\"\r\n", "vary: accept-encoding\r\n")
                .endsWith(FILE.gzipped().toString(StandardCharsets.ISO_8859_1));
        assertThat(plain)
                .contains("etag: \"v1\"\r\n", "vary: accept-encoding\r\n")
                .doesNotContain("content-encoding")
                .endsWith("\r\n\r\n" + "abcdefgh".repeat(100));
        assertThat(FILE.gzipped().array()).isSameAs(FILE.gzipped().array()); // once for all
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip', '\"v1-gzip\"', 304, '\"v1-gzip\"'",
        "'gzip', '\"v1\"', 200, '\"v1-gzip\"'",
        "'', '\"v1\"', 304, '\"v1\"'",
        "'', '\"v1-gzip\"', 200, '\"v1\"'"
    })
    void whatIsKnownOfAFileCountsInItsEncodingOnly(String takes, String known, int status, String tag) {
        String reply =
                connect().send(get("/file") + "Accept-Encoding: " + takes + "\r\nIf-None-Match: " + known + "\r\n\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 " + status)
                .contains("etag: " + tag + "\r\n", "vary: accept-encoding\r\n");
    }

    @Test
    void aTakeoverOwnsTheConnectionAfterTheHead() {
        WireChannel wire = connect();

        String reply = wire.send(get("/live/cam.flv") + "\r\n");

        assertThat(reply).contains("video/x-flv", "connection: close").endsWith("\r\n\r\nFLV");
        assertThat(wire.channel().pipeline().get(HttpConnection.class)).isNull();
        wire.pass(Duration.ofHours(1));
        assertThat(wire.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/deep"})
    void aFailureInAHandlerTellsThePeerNothingOfIt(String target) {
        assertThat(connect().send(get(target) + "\r\n"))
                .startsWith("HTTP/1.1 500")
                .doesNotContain("secret", "Exception", "Overflow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Content-Length: -1\r\n\r\n",
                "Content-Length : 5\r\n\r\nhello"
            })
    void refusesWhatSmugglesRequests(String rest) {
        WireChannel wire = connect();

        String reply = wire.send("POST /echo HTTP/1.1\r\n" + HOST + rest);

        assertThat(reply).startsWith("HTTP/1.1 400").contains("connection: close");
        assertThat(reply.indexOf("HTTP/1.1 2"))
                .as("a reply to what was smuggled")
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd", "/hello/..", "/hello/%2e%2e", "/hello/a%2fb", "/hello/a%5cb", "/hello/%00",
                "/hello/%ff", "/hello/%c0%ae%c0%ae", "/hello/%", "/hello/%0d%0aX-Evil:1", "http://localhost/hello/x",
                        "*"
            })
    void refusesTargetsThatLeadOutOfTheTree(String target) {
        assertThat(connect().send(get(target) + "\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void limitsHeaderAndBody() {
        assertThat(connect().send(get("/hello/x") + "X: " + "a".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(connect().send("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(connect().send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 1048577\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("at most 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "localhost:9, 200",
        "127.0.0.1:8080, 200",
        "[::1]:8080, 200",
        "LIVE.example, 200",
        "192.0.2.10:8080, 200",
        "evil.example, 421",
        "192.0.2.11, 421",
        "localhost.evil.example, 421",
        "user@localhost, 400",
        "localhost/x, 400",
        "'', 400"
    })
    void answersOnlyToItsOwnNames(String host, int status) {
        assertThat(connect().send("GET /hello/x HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aHostThatWasGoodDoesNotMakeTheNextOneGood() {
        WireChannel wire = connect();
        assertThat(wire.send(get("/hello/x") + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(wire.send(get("/hello/x") + "\r\n")).startsWith("HTTP/1.1 200");

        assertThat(wire.send("GET /hello/x HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(wire.send("GET /hello/x HTTP/1.1\r\n" + HOST + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    /// The timer of a request that has passed must not be the end of the next one, nor of a connection in use.
    @Test
    void theTimesOfOneRequestAreForgottenWithTheNext() {
        WireChannel wire = connect();
        for (int i = 0; i < 20; i++) {
            assertThat(wire.send(get("/hello/x") + "\r\n")).startsWith("HTTP/1.1 200");
            wire.pass(Duration.ofSeconds(9));
            wire.send("GET /hello/x HTTP/1.1\r\n");
            wire.pass(Duration.ofSeconds(9));
            assertThat(wire.send(HOST + "\r\n")).startsWith("HTTP/1.1 200");
            wire.pass(Duration.ofSeconds(50));
        }
        wire.send("GET /hello/x HTTP/1.1\r\n");
        wire.pass(Duration.ofSeconds(9));
        assertThat(wire.isOpen()).isTrue();
        wire.pass(Duration.ofSeconds(1));
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void needsExactlyOneHost() {
        assertThat(connect().send("GET /hello/x HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(connect().send(get("/hello/x") + HOST + "\r\n")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "/hello/x, http://localhost:8080, 200, ''",
        "/hello/x, http://localhost:9999, 403, ''",
        "/hello/x, https://school.example, 403, ''",
        "/nothing, https://evil.example, 403, ''",
        "/hello/x, null, 403, ''",
        "/digits, https://school.example, 200, https://school.example",
        "/digits, https://evil.example, 403, ''"
    })
    void letsOnlyOwnPagesAskAndMediaOriginsRead(String path, String origin, int status, String allowed) {
        String reply = connect().send(get(path) + "Origin: " + origin + "\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 " + status);
        if (allowed.isEmpty()) {
            assertThat(reply).doesNotContain("access-control-allow-origin");
        } else {
            assertThat(reply).contains("access-control-allow-origin: " + allowed);
        }
    }

    @Test
    void answersPreflightsOfMediaOnly() {
        String preflight = " HTTP/1.1\r\n" + HOST + "Origin: https://school.example\r\n\r\n";

        assertThat(connect().send("OPTIONS /digits" + preflight))
                .startsWith("HTTP/1.1 204")
                .contains("access-control-allow-methods: GET, HEAD");
        assertThat(connect().send("OPTIONS /hello/x" + preflight)).startsWith("HTTP/1.1 403");
    }

    @Test
    void saysWhatAPathAnswersTo() {
        assertThat(connect().send("DELETE /echo HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("allow: POST\r\n");
    }

    @Test
    void closesOnAPeerThatDribblesItsHeader() {
        WireChannel wire = connect();
        wire.send("GET / HTTP/1.1\r\n");
        for (int second = 1; second < 10; second++) {
            wire.pass(Duration.ofSeconds(1));
            wire.send("X-" + second + ": 1\r\n");
            assertThat(wire.isOpen()).isTrue();
        }
        wire.pass(Duration.ofSeconds(1));
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void closesOnASilentPeerAndOnAnIdleOne() {
        WireChannel silent = connect();
        silent.pass(Duration.ofSeconds(10));
        assertThat(silent.isOpen()).isFalse();

        WireChannel idle = connect();
        idle.send(get("/hello/x") + "\r\n");
        idle.pass(Duration.ofSeconds(59));
        assertThat(idle.isOpen()).isTrue();
        idle.pass(Duration.ofSeconds(1));
        assertThat(idle.isOpen()).isFalse();
    }

    @Test
    void healthSaysWhyTheServerIsNotReady() throws Exception {
        List<Route> routes = HealthRoutes.routes(() -> Optional.of("The RTMP port is not bound yet."), () -> "a 1\n");
        Response ready = (Response) routes.get(1).handler().handle(Request.get("/readyz", Map.of()));

        assertThat(ready.status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
        assertThat(ready.body().toString(StandardCharsets.UTF_8)).isEqualTo("The RTMP port is not bound yet.\n");
    }
}
