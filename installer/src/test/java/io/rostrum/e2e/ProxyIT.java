package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.testing.Child;
import io.rostrum.testing.peer.NginxProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server below a path of nginx: pages, what they load, playlists and media, and Chromium in front of it all.
@Tag("peer")
class ProxyIT {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)");
    private static final String MEDIA = "-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i"
            + " sine=frequency=1000:sample_rate=48000 -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p"
            + " -b:v 400k -g 30 -c:a aac";

    private static TestServer server;
    private static Child publisher;

    @BeforeAll
    static void publish() throws Exception {
        server = TestServer.start(Map.of(
                "ROSTRUM_HTTP_BASE_PATH", "/tv",
                "ROSTRUM_HTTP_TRUSTED_PROXIES", "127.0.0.1",
                "ROSTRUM_TRANSCODE_ENABLED", "no"));
        publisher = server.publish("cam", MEDIA.split(" ", -1));
    }

    @AfterAll
    static void end() {
        publisher.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesAndPlayersWorkBelowAPath(boolean takesOff) throws Exception {
        try (NginxProxy proxy = NginxProxy.start(server.url(""), takesOff);
                HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            get(client, proxy.url("/tv/live/cam/index.m3u8")).statusCode() == 200);
            for (String page : Set.of("/tv/", "/tv/watch/cam", "/tv/embed/cam", "/tv/nowhere")) {
                String html = get(client, proxy.url(page)).body();
                Set<String> links =
                        LINK.matcher(html).results().map(link -> link.group(1)).collect(Collectors.toSet());
                String outside = proxy.url("/");
                assertThat(links)
                        .as(page)
                        .isNotEmpty()
                        .allMatch(link -> link.startsWith("/tv/") || link.startsWith(outside + "tv/"));
                for (String link : links) {
                    String address = link.startsWith("/") ? proxy.url(link) : link;
                    assertThat(get(client, address).statusCode())
                            .as(page + " links to " + link)
                            .isEqualTo(200);
                }
            }
            assertThat(Node.problems(Node.run(
                            "play-check.mjs",
                            "--url",
                            proxy.url("/tv/watch/cam"),
                            "--mode",
                            "flv,hls",
                            "--seconds",
                            "5")))
                    .isEmpty();
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
