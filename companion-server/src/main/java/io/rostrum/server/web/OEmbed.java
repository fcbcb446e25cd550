package io.rostrum.server.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// `/oembed?url=…`: how another site shows the player of a watch page (oEmbed 1.0, oembed.com). Thread-safe.
///
/// The site's own `http.frame_origins` decides whether the frame may be shown there.
final class OEmbed {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String WATCH = "/watch/";
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int MIN_WIDTH = 256;
    private static final int MAX_ASKED = 10_000;

    private final Channels channels;
    private final ChannelHead head;

    OEmbed(Channels channels, ChannelHead head) {
        this.channels = channels;
        this.head = head;
    }

    Response answer(Request request) throws HttpException {
        if (!request.queryValue("format").orElse("json").equals("json")) {
            throw new HttpException(HttpResponseStatus.NOT_IMPLEMENTED, "format: not known (expected: json).");
        }
        String origin = head.origin(request).orElseThrow(OEmbed::unknown);
        String url = request.queryValue("url")
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.BAD_REQUEST, "url: missing (expected: the address of a watch page)."));
        Channel channel = stream(url, origin)
                .map(channels::of)
                .filter(found -> channels.isListed(found.stream()))
                .orElseThrow(OEmbed::unknown);
        int width = Math.max(MIN_WIDTH, Math.min(WIDTH, most(request, "maxwidth")));
        int height = Math.min(width * HEIGHT / WIDTH, most(request, "maxheight"));
        width = Math.min(width, Math.max(MIN_WIDTH, height * WIDTH / HEIGHT));
        String frame = "<iframe src=\""
                + Html.of(origin + "/embed/" + channel.stream()).value() + "\" width=\"" + width
                + "\" height=\"" + height + "\" title=\""
                + Html.of(channel.shownTitle()).value()
                + "\" allow=\"autoplay; fullscreen; picture-in-picture\" allowfullscreen frameborder=\"0\"></iframe>";
        JsonObject answer = new JsonObject();
        answer.addProperty("version", "1.0");
        answer.addProperty("type", "video");
        answer.addProperty("title", channel.shownTitle());
        answer.addProperty("provider_name", "Rostrum");
        answer.addProperty("provider_url", origin + "/");
        answer.addProperty("html", frame);
        answer.addProperty("width", width);
        answer.addProperty("height", height);
        head.picture(channel).ifPresent(path -> answer.addProperty("thumbnail_url", origin + path));
        return Response.text("application/json", GSON.toJson(answer)).header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    }

    private static HttpException unknown() {
        return new HttpException(HttpResponseStatus.NOT_FOUND, "url: no watch page of this server that may be shown.");
    }

    private static int most(Request request, String name) throws HttpException {
        Optional<String> asked = request.queryValue(name);
        if (asked.isEmpty()) {
            return MAX_ASKED;
        }
        if (!asked.get().matches("[0-9]{1,9}")) {
            throw new HttpException(HttpResponseStatus.BAD_REQUEST, name + ": no number (expected: pixels).");
        }
        return Math.max(1, Math.min(MAX_ASKED, Integer.parseInt(asked.get())));
    }

    /// {@return the stream whose watch page `url` is, if it is one of this server}
    private static Optional<StreamName> stream(String url, String origin) {
        try {
            URI uri = new URI(url);
            URI own = new URI(origin);
            String path = uri.getPath();
            String before = own.getPath() + WATCH;
            boolean here = path != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getAuthority() != null
                    && uri.getAuthority().equalsIgnoreCase(own.getAuthority())
                    && path.startsWith(before);
            return here ? StreamName.parse(path.substring(before.length())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
