package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Refuses what a web page of somebody else makes a browser ask (DNS rebinding, cross-site requests).
///
/// A request must name a host this server goes by: a loopback name, a configured one, the bind address, or the very
/// address its connection came in on. If it carries an `Origin`, that must be the host it asks (RFC 6454 §4), except
/// where a route's media is open to that origin.
final class OriginGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> hosts;
    private final Set<String> mediaOrigins;

    OriginGuard(HttpConfig config) {
        Set<String> names = new HashSet<>(LOOPBACK);
        names.add(canonical(config.bindAddress()));
        for (String host : config.allowedHosts()) {
            names.add(canonical(host));
        }
        hosts = Set.copyOf(names);
        mediaOrigins = config.mediaOrigins();
    }

    /// @param local the address the connection came in on
    /// @param known a field that was good on this connection before and is not looked into again; empty for none
    /// @return the field, which is good
    /// @throws HttpException 400 without exactly one well-formed host, 421 for a host this server does not go by
    String checkHost(HttpHeaders headers, InetSocketAddress local, String known) throws HttpException {
        List<String> sent = headers.getAll(HttpHeaderNames.HOST);
        if (sent.size() != 1) {
            throw new HttpException(
                    HttpResponseStatus.BAD_REQUEST, "Host fields: " + sent.size() + " (expected: one, RFC 9112 §3.2)");
        }
        String host = sent.getFirst();
        if (!host.isEmpty() && host.equals(known)) {
            return host;
        }
        String name = hostName(host)
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.BAD_REQUEST, "Host: not a host name (expected: name or name:port)"));
        if (!hosts.contains(name) && !name.equals(canonical(local.getAddress()))) {
            throw new HttpException(
                    HttpResponseStatus.MISDIRECTED_REQUEST,
                    "This server does not go by the name " + Router.printable(name)
                            + ". Its operator can add the name to the allowed hosts.");
        }
        return host;
    }

    /// @param media whether the route's reply may be read by other origins
    /// @return the origin to name in `Access-Control-Allow-Origin`; empty if the request comes from our own pages
    /// @throws HttpException 403 for an origin that may not ask
    Optional<String> checkOrigin(HttpHeaders headers, boolean media) throws HttpException {
        List<String> sent = headers.getAll(HttpHeaderNames.ORIGIN);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        String origin = sent.getFirst();
        if (sent.size() == 1) {
            if (isOwn(origin, headers.get(HttpHeaderNames.HOST))) {
                return Optional.empty();
            }
            if (media && mediaOrigins.contains(HttpConfig.ANY)) {
                return Optional.of(HttpConfig.ANY);
            }
            if (media && mediaOrigins.contains(origin)) {
                return Optional.of(origin);
            }
        }
        throw new HttpException(
                HttpResponseStatus.FORBIDDEN,
                "Pages of " + Router.printable(origin) + " may not use this server (expected: its own pages).");
    }

    private static boolean isOwn(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    /// {@return the name in `host[:port]`, lower case, without the brackets of an IPv6 address}
    private static Optional<String> hostName(String host) {
        try {
            URI uri = new URI("http://" + host + "/");
            if (uri.getHost() == null || uri.getUserInfo() != null || !"/".equals(uri.getRawPath())) {
                return Optional.empty();
            }
            String name = uri.getHost();
            return Optional.of(canonical(name.startsWith("[") ? name.substring(1, name.length() - 1) : name));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// {@return the address in the form of RFC 5952, without a zone}
    private static String canonical(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(name);
        return address == null ? name : canonical(address);
    }
}
