package io.rostrum.server.data;

import io.rostrum.server.auth.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A database of PostgreSQL, taken apart so that the password stands in no address that a log could
/// show.
///
/// @param jdbc     `jdbc:postgresql://host:port/name?options`, without user and password
/// @param user     empty text for the driver's choice
/// @param password empty text for none
record PostgresAddress(String jdbc, String user, Secret password) {
    private static final int DEFAULT_PORT = 5432;

    /// {@return the address; empty if `text` is none}
    static Optional<PostgresAddress> parse(Secret text) {
        URI url;
        try {
            url = new URI(text.reveal());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String path = url.getRawPath();
        boolean postgres = "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
        if (!postgres || url.getHost() == null || path == null || path.length() < 2) {
            return Optional.empty();
        }
        String who = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        int colon = who.indexOf(':');
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        String options = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return Optional.of(new PostgresAddress(
                "jdbc:postgresql://" + url.getHost() + ":" + port + path + options,
                decode(colon < 0 ? who : who.substring(0, colon)),
                new Secret(decode(colon < 0 ? "" : who.substring(colon + 1)))));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// {@return host, port and name, for messages}
    String shown() {
        int options = jdbc.indexOf('?');
        return (options < 0 ? jdbc : jdbc.substring(0, options)).substring("jdbc:".length());
    }
}
