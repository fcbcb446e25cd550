package io.rostrum.server.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.FixedBody;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files that pages load, read from the jar once, when the server starts. Thread-safe.
final class Assets {
    /// Every file there is: a name that is not here is not served, whatever it looks like.
    private static final List<String> FILES = List.of(
            "style.css",
            "icons.svg",
            "favicon.svg",
            "account.js",
            "admin-recordings.js",
            "admin-streams.css",
            "admin-streams.js",
            "api.js",
            "bytes.js",
            "catch-up.js",
            "channel.css",
            "channel.js",
            "channels.js",
            "chat.css",
            "chat.js",
            "chat-emoji.js",
            "chat-messages.js",
            "chat-moderation.js",
            "chat-replay.js",
            "chat-socket.js",
            "class.css",
            "class.js",
            "class-composer.js",
            "class-join.js",
            "class-lead.js",
            "class-parts.js",
            "class-socket.js",
            "classes.js",
            "controls.js",
            "directory.js",
            "embed.js",
            "embed-chat.js",
            "engines.js",
            "format.js",
            "gate.js",
            "hooks.css",
            "hooks.js",
            "devices.js",
            "keys.css",
            "keys.js",
            "log.css",
            "log.js",
            "overview.css",
            "overview.js",
            "player.js",
            "qualities.js",
            "recording.js",
            "recordings.js",
            "remembered.js",
            "rows.js",
            "schedule.css",
            "schedule.js",
            "session.js",
            "share.js",
            "shown-once.js",
            "sign-in.js",
            "stream-rules.js",
            "stream-viewers.js",
            "time-shift.js",
            "upcoming.js",
            "users.js",
            "watch.js",
            "welcome.js",
            "hls/hls.min.mjs",
            "hls/LICENSE",
            "mpegts/mpegts.js",
            "mpegts/mpegts.js.LICENSE.txt",
            "mpegts/LICENSE");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Asset> byName = new TreeMap<>();

    private record Asset(FixedBody body, String type, String tag) {}

    Assets() {
        for (String name : FILES) {
            byte[] bytes = read("assets/" + name);
            String ending = name.substring(name.lastIndexOf('.') + 1);
            byName.put(
                    name,
                    new Asset(
                            new FixedBody(bytes), TYPES.getOrDefault(ending, "text/plain; charset=utf-8"), tag(bytes)));
        }
    }

    /// @param name below `/assets/`
    Response serve(String name) throws HttpException {
        Asset asset = byName.get(name);
        if (asset == null) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such file.");
        }
        return Response.of(asset.type(), asset.body())
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.ETAG, asset.tag());
    }

    /// {@return a text resource of this package}
    static String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource: " + name + " (expected: in the jar beside the pages)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
