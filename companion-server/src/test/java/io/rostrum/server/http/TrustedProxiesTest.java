package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(Set.of(address("10.0.0.1"), address("10.0.0.2")));

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }

    private static InetSocketAddress peer(String text) {
        return new InetSocketAddress(address(text), 5000);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 203.0.113.9,                        203.0.113.9",
        "10.0.0.1, '198.51.100.1, 203.0.113.9',        203.0.113.9",
        "10.0.0.1, '203.0.113.9, 10.0.0.2',            203.0.113.9",
        "10.0.0.1, '198.51.100.1, 203.0.113.9, 10.0.0.2', 203.0.113.9",
        "10.0.0.1, 'unknown',                          10.0.0.1",
        "10.0.0.1, '2001:db8::7',                      2001:db8:0:0:0:0:0:7",
        "203.0.113.5, 198.51.100.1,                    203.0.113.5"
    })
    void theLastAddressThatNoProxyHasAsks(String from, String forwarded, String client) {
        HttpHeaders headers = new DefaultHttpHeaders().set("X-Forwarded-For", forwarded);

        assertThat(proxies.client(peer(from), headers).getAddress().getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void nameAndTlsCountFromAProxyAlone() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("Host", "127.0.0.1:8080")
                .set("X-Forwarded-Host", "live.example")
                .set("X-Forwarded-Proto", "https");

        proxies.restoreHost(peer("203.0.113.5"), headers);
        assertThat(headers.get("Host")).isEqualTo("127.0.0.1:8080");
        assertThat(proxies.isSecure(false, peer("203.0.113.5"), headers)).isFalse();

        proxies.restoreHost(peer("10.0.0.1"), headers);
        assertThat(headers.get("Host")).isEqualTo("live.example");
        assertThat(proxies.isSecure(false, peer("10.0.0.1"), headers)).isTrue();
    }
}
