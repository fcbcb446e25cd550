package io.rostrum.server.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;

/// A page of the jar: text with `{{name}}` where something is put in.
final class Page {
    /// Everything from here, nothing inline. `blob:` is how players hand media to the browser.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors ";

    private final String text;

    /// @param name     of the resource
    /// @param basePath before the paths of links; empty for none
    Page(String name, String basePath) {
        text = Assets.text(name)
                .replace("{{player}}", Assets.text("player.html"))
                .replace("=\"/", "=\"" + basePath + "/")
                .replace("<code>/", "<code>" + basePath + "/");
    }

    /// {@return the page with `value` for `{{name}}`}
    ///
    /// @param frameAncestors who may frame it, as CSP wants it
    Response with(String name, String value, String frameAncestors) {
        return Response.text("text/html; charset=utf-8", text.replace("{{" + name + "}}", escape(value)))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY + frameAncestors);
    }

    /// {@return the page as a refusal}
    Response error(HttpResponseStatus status, String words) {
        String filled = text.replace("{{title}}", escape(status.reasonPhrase())).replace("{{words}}", escape(words));
        return Response.of(status, "text/html; charset=utf-8", Unpooled.copiedBuffer(filled, StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY + "'none'");
    }

    /// {@return text fit for HTML content and quoted attributes}
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
