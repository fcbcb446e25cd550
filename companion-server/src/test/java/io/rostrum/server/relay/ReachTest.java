package io.rostrum.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.target.PushUrl;
import io.rostrum.server.relay.Reach.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    private static Reach reach(String bind, Set<Network> allowed) throws UnknownHostException {
        return new Reach(allowed, InetAddress.getByName(bind), () -> Set.of(1935, 8080));
    }

    private static PushUrl url(String host, int port) {
        return PushUrl.parse("rtmp://" + host + ":" + port + "/app/key");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1,  1935, true",
        "127.0.0.1, localhost,  8080, true",
        "127.0.0.1, 0.0.0.0,    1935, true",
        "127.0.0.1, 127.0.0.1,  1936, false",
        "127.0.0.1, 127.0.0.2,  1935, false",
        "0.0.0.0,   127.0.0.2,  1935, true",
        "::,        [::1],      1935, true",
        "0.0.0.0,   192.0.2.1,  1935, false"
    })
    void nothingLeadsBackToTheServerItself(String bind, String host, int port, boolean refused) throws Exception {
        String said = reach(bind, Set.of())
                .objection(url(host, port), /* api= */ false)
                .orElse("");

        assertThat(said.contains("leads back to this server itself")).isEqualTo(refused);
    }

    /// Addresses of clouds, and of RFC 3927, RFC 4291 and RFC 6052.
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,                   LOOPBACK",
        "127.8.8.8,                   LOOPBACK",
        "[::1],                       LOOPBACK",
        "0.0.0.0,                     LOOPBACK",
        "[::ffff:127.0.0.1],          LOOPBACK",
        "[64:ff9b::7f00:1],           LOOPBACK",
        "169.254.169.254,             LINK_LOCAL",
        "[fe80::1],                   LINK_LOCAL",
        "[::ffff:169.254.169.254],    LINK_LOCAL",
        "[64:ff9b::a9fe:a9fe],        LINK_LOCAL",
        "[fd00:ec2::254],             LINK_LOCAL",
        "168.63.129.16,               LINK_LOCAL",
        "100.100.100.200,             LINK_LOCAL",
        "192.0.0.192,                 LINK_LOCAL"
    })
    void whatTheApiAsksForLeadsOnlyWhereTheConfigurationAllows(String host, Network network) throws Exception {
        PushUrl url = url(host, 1936);

        assertThat(reach("127.0.0.1", Set.of()).objection(url, /* api= */ true))
                .get()
                .asString()
                .contains("expected: an address elsewhere");
        assertThat(reach("127.0.0.1", Set.of(network)).objection(url, /* api= */ true))
                .isEmpty();
        assertThat(reach("127.0.0.1", Set.of()).objection(url, /* api= */ false))
                .isEmpty();
    }

    @Test
    void othersNeedNoLeave() throws Exception {
        for (String host : new String[] {"192.0.2.1", "10.0.0.1", "192.168.1.1", "[2001:db8::1]", "[fd00::1]"}) {
            assertThat(reach("127.0.0.1", Set.of()).objection(url(host, 1935), /* api= */ true))
                    .as(host)
                    .isEmpty();
        }
    }
}
