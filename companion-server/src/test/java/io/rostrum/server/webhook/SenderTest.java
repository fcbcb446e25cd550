package io.rostrum.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.relay.Reach;
import io.rostrum.server.relay.Reach.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where messages may go.
@Timeout(30)
class SenderTest {
    private static final Map<String, String> FIELDS =
            Map.of("webhook-id", "1", "webhook-timestamp", "2", "webhook-signature", "3");

    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static Sender sender(Set<Network> allowed, Reach.Names names) {
        return sender(allowed, names, Duration.ofSeconds(5));
    }

    private static Sender sender(Set<Network> allowed, Reach.Names names, Duration timeout) {
        return new Sender(
                Reach.publicAnd(allowed, "webhooks.networks", InetAddress.getLoopbackAddress(), Set::of, names),
                timeout);
    }

    /// Ways to write this machine, neighbours and private networks that have got past other filters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:P/hook",
                "http://127.1:P/hook",
                "http://127.0.1:P/hook",
                "http://2130706433:P/hook",
                "http://0x7f000001:P/hook",
                "http://0x7f.0.0.1:P/hook",
                "http://0177.0.0.1:P/hook",
                "http://017700000001:P/hook",
                "http://0:P/hook",
                "http://0.0.0.0:P/hook",
                "http://localhost:P/hook",
                "http://LOCALHOST:P/hook",
                "http://localhost.:P/hook",
                "http://[::1]:P/hook",
                "http://[::]:P/hook",
                "http://[0:0:0:0:0:0:0:1]:P/hook",
                "http://[::ffff:127.0.0.1]:P/hook",
                "http://[::ffff:7f00:1]:P/hook",
                "http://[::127.0.0.1]:P/hook",
                "http://[64:ff9b::127.0.0.1]:P/hook",
                "http://[2002:7f00:1::]:P/hook",
                "http://[2001:0:7f00:1::]:P/hook",
                "http://[fe80::1]:P/hook",
                "http://[fc00::1]:P/hook",
                "http://[fd12:3456::1]:P/hook",
                "http://[fd00:ec2::254]:P/hook",
                "http://[fec0::1]:P/hook",
                "http://[ff02::1]:P/hook",
                "http://169.254.169.254:P/hook",
                "http://169.254.1.1:P/hook",
                "http://168.63.129.16:P/hook",
                "http://100.100.100.200:P/hook",
                "http://100.64.0.1:P/hook",
                "http://192.0.0.192:P/hook",
                "http://192.0.0.8:P/hook",
                "http://198.18.0.1:P/hook",
                "http://10.0.0.1:P/hook",
                "http://172.16.0.1:P/hook",
                "http://172.31.255.255:P/hook",
                "http://192.168.1.1:P/hook",
                "http://224.0.0.1:P/hook",
                "http://240.0.0.1:P/hook",
                "http://255.255.255.255:P/hook",
                "http://0.1.2.3:P/hook",
                "https://127.0.0.1:P/hook",
                "http://user@127.0.0.1:P/hook",
                "http://example.org@127.0.0.1:P/hook",
                "http://127.0.0.1:P/hook#@example.org",
                "http:127.0.0.1:P/hook",
                "http:///127.0.0.1:P/hook",
                "//127.0.0.1:P/hook",
                "file:///etc/passwd",
                "gopher://127.0.0.1:P/_hook",
                "concat:http://127.0.0.1:P/hook",
                "jar:http://127.0.0.1:P/hook!/",
                "ftp://127.0.0.1:P/hook",
                "http://127.0.0.1:0/hook",
                "http://127.0.0.1:P99/hook",
                "http://127.0.0.1 :P/hook",
                "http://127.0.0.1:P/hook\r\nHost: example.org"
            })
    void nothingThatIsNotPublicIsReached(String form) {
        Optional<URI> url = Webhook.parse(form.replace("P", Integer.toString(receiver.port())));

        url.ifPresent(address -> {
            Sender.Outcome outcome = sender(Set.of(), InetAddress::getAllByName).post(address, FIELDS, "{}");
            assertThat(outcome.status()).isZero();
            assertThat(outcome.words()).startsWith("Not sent: ");
        });
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void aNameIsLookedUpOnceAndWhatItLedToIsConnectedTo() {
        AtomicInteger asked = new AtomicInteger();
        Reach.Names flips = host -> {
            assertThat(host).isEqualTo("flips.example");
            if (asked.incrementAndGet() > 1) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        URI url = URI.create("http://flips.example:" + receiver.port() + "/hook");

        assertThat(sender(Set.of(Network.LOOPBACK), flips)
                        .post(url, FIELDS, "{\"a\":1}")
                        .status())
                .isEqualTo(200);

        assertThat(asked).hasValue(1);
        assertThat(receiver.got().getFirst().text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void oneBadAddressOfANameIsEnough() throws Exception {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 9});
        Reach.Names both = _ -> new InetAddress[] {elsewhere, InetAddress.getLoopbackAddress()};

        Sender.Outcome outcome = sender(Set.of(), both)
                .post(URI.create("http://both.example:" + receiver.port() + "/hook"), FIELDS, "{}");

        assertThat(outcome.words()).startsWith("Not sent: 127.0.0.1 is this machine");
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void aReceiverWithoutTlsIsSaidSo() {
        Sender.Outcome outcome = sender(Set.of(Network.LOOPBACK), InetAddress::getAllByName, Duration.ofMillis(300))
                .post(URI.create("https://127.0.0.1:" + receiver.port() + "/hook"), FIELDS, "{}");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.words()).startsWith("No ");
        assertThat(receiver.got()).isEmpty();
    }
}
