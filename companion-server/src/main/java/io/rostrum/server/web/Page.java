package io.rostrum.server.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the jar: text with `{{name}}` where something is put in.
final class Page {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    /// Everything from here, nothing inline. `blob:` is how players hand media to the browser.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors ";

    private final String text;

    /// @param name     of the resource
    /// @param basePath before the paths of links; empty for none
    Page(String name, String basePath) {
        this(name, basePath, /* chat= */ false, /* classroom= */ false);
    }

    /// @param chat      whether the page has its chat
    /// @param classroom whether it has its class
    Page(String name, String basePath, boolean chat, boolean classroom) {
        text = Assets.text(name)
                .replace("{{basics}}", fragment("basics.html"))
                .replace("{{top}}", fragment("top.html"))
                .replace("{{player}}", Assets.text("player.html"))
                .replace("{{gate}}", Assets.text("gate.html"))
                .replace("{{share}}", Assets.text("share.html"))
                .replace("{{class}}", classroom ? Assets.text("class-panel.html") : "")
                .replace("{{chat}}", chat ? Assets.text("chat.html") : "")
                .replace("=\"/", "=\"" + basePath + "/")
                .replace("<code>/", "<code>" + basePath + "/");
    }

    /// {@return a part of pages that stands on a line with others}
    private static String fragment(String name) {
        return Assets.text(name).strip();
    }

    /// {@return the page with nothing to put in}
    ///
    /// @param frameAncestors who may frame it, as CSP wants it
    Response plain(String frameAncestors) {
        return with(Map.of(), frameAncestors);
    }

    /// {@return the page with a piece for each `{{name}}`}
    ///
    /// @param frameAncestors who may frame it, as CSP wants it
    Response with(Map<String, Html> pieces, String frameAncestors) {
        return Response.text("text/html; charset=utf-8", filled(pieces))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY + frameAncestors);
    }

    /// {@return the page as a refusal}
    Response error(HttpResponseStatus status, String words) {
        String filled = filled(Map.of("title", Html.of(status.reasonPhrase()), "words", Html.of(words)));
        return Response.of(status, "text/html; charset=utf-8", Unpooled.copiedBuffer(filled, StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY + "'none'");
    }

    /// Each place is filled once: what is put in is not looked through for more of them.
    private String filled(Map<String, Html> pieces) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        pieces.getOrDefault(place.group(1), Html.NOTHING).value()));
    }
}
