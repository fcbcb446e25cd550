package io.rostrum.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// The reverse proxies whose word counts on who asks, under which name and over what: the fields `X-Forwarded-For`,
/// `-Host`
/// and `-Proto`. From everybody else these fields are nothing.
final class TrustedProxies {
    private static final String FOR = "X-Forwarded-For";
    private static final String HOST = "X-Forwarded-Host";
    private static final String PROTO = "X-Forwarded-Proto";

    private final Set<InetAddress> proxies;

    TrustedProxies(Set<InetAddress> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    private boolean isTrusted(InetSocketAddress peer) {
        return proxies.contains(peer.getAddress());
    }

    /// {@return who asks: the last address that no trusted proxy has}
    InetSocketAddress client(InetSocketAddress peer, HttpHeaders headers) {
        if (!isTrusted(peer)) {
            return peer;
        }
        List<String> hops = headers.getAll(FOR).stream()
                .flatMap(field -> List.of(field.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(hop);
            if (address == null) {
                return peer;
            }
            if (!proxies.contains(address)) {
                return new InetSocketAddress(address, 0);
            }
        }
        return peer;
    }

    /// Puts the name that was asked in the place of the one the proxy asks under.
    void restoreHost(InetSocketAddress peer, HttpHeaders headers) {
        String host = headers.get(HOST);
        if (host != null && isTrusted(peer)) {
            headers.set(HttpHeaderNames.HOST, host.strip());
        }
    }

    /// {@return whether the client asks over TLS}
    boolean isSecure(boolean overTls, InetSocketAddress peer, HttpHeaders headers) {
        return overTls || (isTrusted(peer) && "https".equalsIgnoreCase(headers.get(PROTO)));
    }
}
