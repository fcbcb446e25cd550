package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Any bytes: an answer that is no fault of ours, within the tree and the body. Seeds are beside the test's resources.
class HttpFuzzTest {
    private static final HttpConfig CONFIG = new HttpConfig(
            "127.0.0.1",
            8080,
            Set.of("live.example"),
            Set.of("https://school.example"),
            Set.of(),
            "/tv",
            Set.of(),
            HttpLimits.DEFAULT);

    private static final Router ROUTER = new Router(
            List.of(
                    Route.media("/live/{stream}.flv", r -> Response.text("text/plain", r.pathValue("stream"))),
                    Route.media("/live/{stream}/{take}/{file}", r -> Response.text("text/plain", r.pathValue("file"))),
                    Route.media(
                            "/digits",
                            _ -> Response.of(
                                            HttpResponseStatus.OK,
                                            "video/mp4",
                                            Unpooled.copiedBuffer("0123456789", StandardCharsets.US_ASCII))
                                    .header("ETag", "\"v1\"")
                                    .ranged()),
                    new Route(
                            HttpMethod.POST,
                            "/echo",
                            Route.RunsOn.EVENT_LOOP,
                            false,
                            r -> Response.text(
                                    "text/plain",
                                    StandardCharsets.UTF_8.decode(r.body()).toString()))),
            CONFIG.basePath());

    @FuzzTest(maxDuration = "10m")
    void connection(byte[] data) {
        var shared = new HttpConnection.Shared(
                CONFIG.limits(),
                new OriginGuard(CONFIG),
                new TrustedProxies(CONFIG.trustedProxies()),
                ROUTER,
                HttpSeams.NONE,
                Runnable::run,
                new DateField());
        WireChannel wire = new WireChannel(new HttpPipeline(
                shared,
                new Admission(CONFIG.limits(), CONFIG.trustedProxies()),
                new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE)));
        String reply = wire.send(new String(data, StandardCharsets.ISO_8859_1));
        assertThat(reply).doesNotContain("HTTP/1.1 500");
        assertThat(reply.isEmpty() || reply.startsWith("HTTP/1.")).as(reply).isTrue();
        wire.close();
    }

    @FuzzTest(maxDuration = "10m")
    void target(byte[] data) {
        String target = new String(data, StandardCharsets.ISO_8859_1);
        try {
            if (ROUTER.match(HttpMethod.GET, target)
                    instanceof Router.Match.Found(Route route, String path, var values, var query)) {
                assertThat(path).startsWith("/").doesNotContain("/../", "/./", "\\", "\0", "\n");
                assertThat(values).hasSizeLessThanOrEqualTo(3);
                assertThat(values.values())
                        .allSatisfy(value -> assertThat(value)
                                .isNotEmpty()
                                .doesNotContain("/", "\\", "\0")
                                .isNotIn(".", ".."));
                assertThat(query).hasSizeLessThanOrEqualTo(64);
                assertThat(route.pattern()).isNotEmpty();
            }
        } catch (HttpException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void range(FuzzedDataProvider data) {
        int length = data.consumeInt(0, Integer.MAX_VALUE);
        String field = data.consumeRemainingAsString();
        if (ByteRange.parse(field, length) instanceof ByteRange.Part(long first, long last)) {
            assertThat(first).isBetween(0L, length - 1L);
            assertThat(last).isBetween(first, length - 1L);
        }
    }
}
