package io.rostrum.server.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel;
import io.rostrum.server.http.Request;
import io.rostrum.server.markdown.Markdown;
import io.rostrum.server.markdown.Markup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What stands in the head of a channel's page for those who show a link to it: Open Graph (ogp.me), and where to ask
/// for the player (oembed.com). Thread-safe.
final class ChannelHead {
    private static final int MAX_WORDS = 200;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    private final String basePath;
    private final Predicate<StreamName> hasSnapshot;

    /// @param basePath    before the paths of public addresses; empty for none
    /// @param hasSnapshot whether there is a still of the stream
    ChannelHead(String basePath, Predicate<StreamName> hasSnapshot) {
        this.basePath = basePath;
        this.hasSnapshot = hasSnapshot;
    }

    /// {@return what stands before the paths of addresses that others can follow, as far as whoever asks has said it;
    /// empty where it has not}
    Optional<String> origin(Request request) {
        return request.header(HttpHeaderNames.HOST)
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> (request.secure() ? "https://" : "http://") + host + basePath);
    }

    Html of(Channel channel, Request request) {
        StringBuilder head = new StringBuilder();
        String words = shortened(Markup.plain(Markdown.parse(channel.about().description())));
        meta(head, "name", "description", words);
        if (!channel.isListed()) {
            meta(head, "name", "robots", "noindex");
        }
        meta(head, "property", "og:type", "video.other");
        meta(head, "property", "og:site_name", "Rostrum");
        meta(head, "property", "og:title", channel.shownTitle());
        meta(head, "property", "og:description", words);
        meta(head, "property", "og:locale", channel.about().language().replace('-', '_'));
        origin(request).ifPresent(origin -> {
            meta(head, "property", "og:url", origin + "/watch/" + channel.stream());
            picture(channel).ifPresent(path -> meta(head, "property", "og:image", origin + path));
        });
        meta(head, "name", "twitter:card", "summary_large_image");
        if (channel.isListed()) {
            origin(request).ifPresent(origin -> discovery(head, channel, origin));
        }
        return new Html(head.toString());
    }

    /// {@return the path of the picture that stands for a channel: its own, or what is to be seen on it}
    Optional<String> picture(Channel channel) {
        Optional<String> own = channel.picture().map(name -> "/pictures/" + name);
        return own.isPresent() || !hasSnapshot.test(channel.stream())
                ? own
                : Optional.of("/live/" + channel.stream() + "/snapshot.jpg");
    }

    /// oEmbed 1.0 §4.
    private static void discovery(StringBuilder head, Channel channel, String origin) {
        String page = URLEncoder.encode(origin + "/watch/" + channel.stream(), StandardCharsets.UTF_8);
        head.append("<link rel=\"alternate\" type=\"application/json+oembed\" title=\"")
                .append(Html.of(channel.shownTitle()).value())
                .append("\" href=\"")
                .append(Html.of(origin + "/oembed?url=" + page).value())
                .append("\">");
    }

    private static void meta(StringBuilder head, String kind, String name, String content) {
        if (!content.isEmpty()) {
            head.append("<meta ")
                    .append(kind)
                    .append("=\"")
                    .append(name)
                    .append("\" content=\"")
                    .append(Html.of(content).value())
                    .append("\">\n  ");
        }
    }

    private static String shortened(String words) {
        return words.codePointCount(0, words.length()) <= MAX_WORDS
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MAX_WORDS - 1)) + "…";
    }
}
