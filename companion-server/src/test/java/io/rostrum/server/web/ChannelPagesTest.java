package io.rostrum.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the server itself writes into pages and answers for other sites, of what people wrote.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class ChannelPagesTest {
    private static final String SLY = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{stream}}$1\\\\";
    private static final Pattern META = Pattern.compile("<meta (?:property|name)=\"([a-z:]+)\" content=\"([^\"]*)\">");

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(directory, Map.of());
        JsonObject sly = new JsonObject();
        sly.addProperty("title", SLY);
        sly.addProperty("description", "**Hi** " + SLY + " [x](javascript:alert(1))");
        sly.addProperty("language", "pt-BR");
        put("sly", sly);
        JsonObject hidden = new JsonObject();
        hidden.addProperty("visibility", "unlisted");
        put("hidden", hidden);
    }

    private static void put(String stream, JsonObject channel) throws Exception {
        HttpResponse<String> made = server.send(
                "PUT",
                "/api/v1/channels/" + stream,
                channel.toString(),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + server.token());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return server.send("GET", path, "");
    }

    private static String meta(String page, String name) {
        return META.matcher(page)
                .results()
                .filter(match -> match.group(1).equals(name))
                .map(match -> match.group(2))
                .reduce((one, other) -> {
                    throw new AssertionError("twice: " + name);
                })
                .orElse("");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Test
    void whatPeopleWroteIsOnlyTextInAPage() throws Exception {
        String page = get("/watch/sly").body();

        assertThat(page)
                .contains("<title>" + escaped(SLY) + " · Rostrum</title>", "<h1>" + escaped(SLY) + "</h1>")
                .doesNotContain("<script>", "onerror=alert(1)>{{", "<img src");
        assertThat(meta(page, "og:title")).isEqualTo(escaped(SLY));
        assertThat(meta(page, "og:description")).startsWith("Hi " + escaped(SLY.substring(0, 20)));
        assertThat(meta(page, "og:locale")).isEqualTo("pt_BR");
        assertThat(meta(page, "og:url")).isEqualTo(server.url("/watch/sly").toString());
        assertThat(get("/embed/sly").body()).contains("<title>" + escaped(SLY) + " · Rostrum</title>");
        assertThat(get("/watch/sly").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("script-src 'self';").doesNotContain("unsafe"));
    }

    @Test
    void aPageThatNobodyDescribedHasItsStreamsName() throws Exception {
        String page = get("/watch/plain").body();

        assertThat(page)
                .contains("<title>plain · Rostrum</title>", "<h1>plain</h1>")
                .doesNotContain("{{");
        assertThat(meta(page, "og:title")).isEqualTo("plain");
        assertThat(meta(page, "robots")).isEmpty();
    }

    @Test
    void otherSitesAreToldHowToShowThePlayer() throws Exception {
        String page = get("/watch/sly").body();
        String link = page.replaceFirst("(?s).*application/json\\+oembed\" title=\"[^\"]*\" href=\"([^\"]*)\".*", "$1");
        assertThat(link).startsWith(server.url("/oembed?url=").toString());

        HttpResponse<String> told = get(link.substring(server.url("").toString().length()) + "&maxwidth=640");

        JsonObject answer = JsonParser.parseString(told.body()).getAsJsonObject();
        assertThat(answer.get("type").getAsString()).isEqualTo("video");
        assertThat(answer.get("title").getAsString()).isEqualTo(SLY);
        assertThat(answer.get("width").getAsInt()).isEqualTo(640);
        assertThat(answer.get("height").getAsInt()).isEqualTo(360);
        assertThat(answer.get("html").getAsString())
                .isEqualTo("<iframe src=\"" + server.url("/embed/sly") + "\" width=\"640\" height=\"360\" title=\""
                        + escaped(SLY) + "\" allow=\"autoplay; fullscreen; picture-in-picture\" allowfullscreen"
                        + " frameborder=\"0\"></iframe>");
    }

    private static int embed(String url) throws Exception {
        return get("/oembed?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8))
                .statusCode();
    }

    @Test
    void onlyWatchPagesOfThisServerThatAreListedAreShown() throws Exception {
        assertThat(embed(server.url("/watch/sly").toString())).isEqualTo(200);
        assertThat(embed(server.url("/watch/hidden").toString())).isEqualTo(404);
        assertThat(embed(server.url("/vod/sly").toString())).isEqualTo(404);
        assertThat(embed(server.url("/watch/a/b").toString())).isEqualTo(404);
        assertThat(embed("https://evil.example/watch/sly")).isEqualTo(404);
        assertThat(embed("javascript:alert(1)")).isEqualTo(404);
        assertThat(embed("not an address")).isEqualTo(404);
        assertThat(get("/oembed").statusCode()).isEqualTo(400);
        assertThat(get("/oembed?format=xml&url=x").statusCode()).isEqualTo(501);
        assertThat(get("/oembed?maxwidth=wide&url="
                                + URLEncoder.encode(server.url("/watch/sly").toString(), StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);

        String hidden = get("/watch/hidden").body();
        assertThat(meta(hidden, "robots")).isEqualTo("noindex");
        assertThat(hidden).doesNotContain("oembed");
    }
}
