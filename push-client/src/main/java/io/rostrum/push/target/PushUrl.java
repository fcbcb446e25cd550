package io.rostrum.push.target;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/// Where to push: `rtmp[s]://host[:port]/app[/more]/key[?query]`. The key, with its query, is a secret and shows in
/// no text but [#key()].
public final class PushUrl {
    private static final int RTMP_PORT = 1935;
    private static final int RTMPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    private final boolean tls;
    private final String host;
    private final int port;
    private final String app;
    private final String key;

    private PushUrl(boolean tls, String host, int port, String app, String key) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.app = app;
        this.key = key;
    }

    /// @throws IllegalArgumentException if `text` is no such address; its message shows no key
    public static PushUrl parse(String text) {
        String address = text.strip();
        int schemeEnd = address.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : address.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        if (!scheme.equals("rtmp") && !scheme.equals("rtmps")) {
            throw refused("scheme", scheme.isEmpty() ? "none" : scheme, "rtmp:// or rtmps://");
        }
        boolean tls = scheme.equals("rtmps");
        int authorityEnd = address.indexOf('/', schemeEnd + 3);
        String authority =
                authorityEnd < 0 ? address.substring(schemeEnd + 3) : address.substring(schemeEnd + 3, authorityEnd);
        if (authority.contains("@")) {
            throw refused("host", "one with a user name", "host or host:port");
        }
        String host = host(authority);
        int port = port(authority, tls ? RTMPS_PORT : RTMP_PORT);

        String path = authorityEnd < 0 ? "" : address.substring(authorityEnd + 1);
        int queryStart = path.indexOf('?');
        int keyStart = (queryStart < 0 ? path : path.substring(0, queryStart)).lastIndexOf('/') + 1;
        String app = keyStart == 0 ? "" : path.substring(0, keyStart - 1);
        String key = path.substring(keyStart);
        if (app.isEmpty() || key.isEmpty() || key.startsWith("?")) {
            throw refused(
                    "path", app.isEmpty() ? "no application or no key" : "/" + app + "/ without a key", "/app/key");
        }
        return new PushUrl(tls, host, port, app, key);
    }

    private static String host(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end < 0 ? authority : authority.substring(0, end);
        if (host.isEmpty() || host.equals("[]") || host.chars().anyMatch(c -> c <= ' ')) {
            throw refused("host", host.isEmpty() ? "none" : host, "a name or an address");
        }
        return host;
    }

    private static int port(String authority, int otherwise) {
        String rest = authority.substring(host(authority).length());
        if (rest.isEmpty()) {
            return otherwise;
        }
        try {
            int port = rest.startsWith(":") ? Integer.parseInt(rest.substring(1)) : 0;
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message("port", rest.substring(1), "1..65535"), e);
        }
        throw refused("port", rest.substring(1), "1..65535");
    }

    private static IllegalArgumentException refused(String what, String found, String expected) {
        return new IllegalArgumentException(message(what, found, expected));
    }

    private static String message(String what, String found, String expected) {
        return "target address, " + what + ": " + found + " (expected: " + expected + ")";
    }

    /// {@return whether the connection is encrypted}
    public boolean tls() {
        return tls;
    }

    /// {@return name or address, without the brackets of IPv6}
    public String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        return port;
    }

    /// {@return the application, RTMP's `app`; it may contain slashes}
    public String app() {
        return app;
    }

    /// {@return the stream key with its query: a secret}
    public String key() {
        return key;
    }

    /// {@return the address without the key, RTMP's `tcUrl`; the port where it is not the usual one}
    public String tcUrl() {
        boolean usual = port == (tls ? RTMPS_PORT : RTMP_PORT);
        return (tls ? "rtmps://" : "rtmp://") + host + (usual ? "" : ":" + port) + "/" + app;
    }

    /// {@return the same with one more parameter for the server, after the key}
    ///
    /// @param parameter `name=value`
    public PushUrl with(String parameter) {
        return new PushUrl(tls, host, port, app, key + (key.contains("?") ? "&" : "?") + parameter);
    }

    /// {@return where this key is to be pushed when the server names another place (Enhanced RTMP v2, reconnect
    /// request)}
    ///
    /// @param reference an address without the key, absolute or relative to [#tcUrl()]
    /// @throws IllegalArgumentException if it is no such address, or would send a key readable that goes encrypted
    /// here
    PushUrl movedTo(String reference) {
        String there = URI.create(tcUrl()).resolve(reference.strip()).toString();
        PushUrl moved = parse((there.endsWith("/") ? there : there + "/") + key);
        if (tls && !moved.tls) {
            throw refused("scheme", "rtmp", "rtmps, as before");
        }
        return moved;
    }

    /// {@return host and port, for people}
    public String hostAndPort() {
        return host + ":" + port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PushUrl url
                && tls == url.tls
                && port == url.port
                && host.equals(url.host)
                && app.equals(url.app)
                && key.equals(url.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tls, host, port, app, key);
    }

    @Override
    public String toString() {
        return tcUrl() + "/***";
    }
}
