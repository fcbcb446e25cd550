package io.rostrum.server.http;

import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;

/// Where the HTTP server listens and under which names it answers.
///
/// @param bindAddress  address or host name to listen on: `127.0.0.1`, `0.0.0.0`, `::`
/// @param port         0..65535; 0 takes a free one
/// @param allowedHosts host names it answers to besides the loopback names, `bindAddress` and the
///                     address a connection came in on; lower case, without port
/// @param mediaOrigins origins (`https://school.example`) whose pages may read the media; `*` lets every
///                     page
/// @param frameOrigins what may frame `/embed`: origins, or `*`
/// @param basePath     what public addresses have before the paths of this server: `/tv`; empty for none
/// @param trustedProxies addresses whose `X-Forwarded-` fields count
/// @param limits       what one peer may use up
public record HttpConfig(
        String bindAddress,
        int port,
        Set<String> allowedHosts,
        Set<String> mediaOrigins,
        Set<String> frameOrigins,
        String basePath,
        Set<InetAddress> trustedProxies,
        HttpLimits limits) {
    /// Any origin.
    public static final String ANY = "*";

    public HttpConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http port: " + port + " (expected: 0..65535)");
        }
        allowedHosts = Set.copyOf(allowedHosts);
        mediaOrigins = Set.copyOf(mediaOrigins);
        frameOrigins = Set.copyOf(frameOrigins);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /// {@return this machine only: media and frames for its own pages alone}
    public static HttpConfig loopback(int port) {
        return new HttpConfig("127.0.0.1", port, Set.of(), Set.of(), Set.of(), "", Set.of(), HttpLimits.DEFAULT);
    }

    /// {@return the same on another address; it also goes by the name of this one's}
    public HttpConfig on(String address) {
        Set<String> hosts = new TreeSet<>(allowedHosts);
        hosts.add(bindAddress);
        return new HttpConfig(address, port, hosts, mediaOrigins, frameOrigins, basePath, trustedProxies, limits);
    }

    /// {@return `frameOrigins` as the value of CSP's `frame-ancestors`}
    public String frameAncestors() {
        return frameOrigins.isEmpty() ? "'self'" : "'self' " + String.join(" ", new TreeSet<>(frameOrigins));
    }
}
