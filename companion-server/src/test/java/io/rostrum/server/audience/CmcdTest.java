package io.rostrum.server.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmcdTest {
    private long now = TimeUnit.HOURS.toNanos(1);
    private final PlayerHealth health = new PlayerHealth("cam"::equals, () -> now);

    private static Request request(Map<String, List<String>> query, HttpHeaders headers) {
        return new Request(
                HttpMethod.GET,
                "/live/cam/1/media.m3u8",
                Map.of("stream", "cam"),
                query,
                headers,
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                false);
    }

    /// The examples of CTA-5004, §5, as header fields and as a query.
    @Test
    void isReadFromFieldsAndFromTheQuery() {
        HttpHeaders fields = new DefaultHttpHeaders()
                .set("CMCD-Object", "br=3200,d=4004,ot=v,tb=6000")
                .set("CMCD-Request", "bl=21300,dl=18500,mtp=48100,nor=\"..%2F300kbps%2Ftrack.m4v\",su")
                .set(
                        "CMCD-Session",
                        "cid=\"faec5fc2-ac30-11ea-bb37-0242ac130002\",pr=1.08,sf=d,"
                                + "sid=\"6e2fb550-c457-11e9-bb97-0800200c9a66\",st=v,v=1")
                .set("CMCD-Status", "bs,rtp=12000");
        String query = "bl=21300,br=3200,bs,cid=\"faec5fc2-ac30-11ea-bb37-0242ac130002\",d=4004,dl=18500,mtp=48100,"
                + "nor=\"..%2F300kbps%2Ftrack.m4v\",ot=v,pr=1.08,rtp=12000,sf=d,"
                + "sid=\"6e2fb550-c457-11e9-bb97-0800200c9a66\",st=v,su,tb=6000";
        Cmcd expected = new Cmcd(
                "6e2fb550-c457-11e9-bb97-0800200c9a66",
                OptionalInt.of(21_300),
                true,
                OptionalInt.of(3_200),
                OptionalInt.of(48_100),
                OptionalInt.of(12_000),
                OptionalInt.of(18_500),
                Optional.of("d"),
                Optional.of(false));

        assertThat(Cmcd.of(request(Map.of(), fields))).contains(expected);
        assertThat(Cmcd.of(request(Map.of("CMCD", List.of(query)), new DefaultHttpHeaders())))
                .contains(expected);
        assertThat(Cmcd.of(request(Map.of(), new DefaultHttpHeaders()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bl=100",
                "sid=",
                "sid=\"\"",
                "sid",
                "sid=\"0123456789012345678901234567890123456789012345678901234567890123456789\"",
                "nor=\"x,sid=\\\"a\\\"\"",
                ",,,",
                "=",
                "sid=\"unfinished",
            })
    void whatNamesNoSessionIsLeftOut(String said) {
        assertThat(Cmcd.parse(said)).isEmpty();
    }

    @Test
    void valuesThatAreNoneAreLeftOut() {
        Cmcd said = Cmcd.parse("sid=\"a\",bl=-5,br=99999999999,mtp=1e9,dl=\"5\",sf=x,st=z,bs=false")
                .orElseThrow();

        assertThat(said)
                .isEqualTo(new Cmcd(
                        "a",
                        OptionalInt.empty(),
                        false,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(5),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(Cmcd.of(request(
                        Map.of("CMCD", List.of("sid=\"a\",nor=\"" + "x".repeat(5_000) + "\"")),
                        new DefaultHttpHeaders())))
                .isEmpty();
    }

    private void says(String said) {
        health.note(request(Map.of("CMCD", List.of(said)), new DefaultHttpHeaders()));
    }

    @Test
    void nothingIsRememberedOfStreamsThatThereAreNone() {
        health.note("made-up", Cmcd.parse("sid=\"a\",bl=2000").orElseThrow());

        assertThat(health.of("made-up").players()).isZero();
    }

    @Test
    void aStreamIsAsHealthyAsItsPlayers() {
        says("sid=\"a\",bl=2000,mtp=5000,br=1000");
        says("sid=\"b\",bl=1000,mtp=3000,br=1000");
        says("sid=\"b\",bs");
        says("sid=\"c\",br=4000");
        says("sid=\"d\"");

        assertThat(health.of("cam")).isEqualTo(new PlayerHealth.Health(4, 0.75, 1, 1_500, 4_000, 2_000));
        assertThat(health.of("other")).isEqualTo(new PlayerHealth.Health(0, 1, 0, -1, -1, -1));

        now += TimeUnit.SECONDS.toNanos(20);
        says("sid=\"b\",br=1000");
        now += TimeUnit.SECONDS.toNanos(20);
        assertThat(health.of("cam")).isEqualTo(new PlayerHealth.Health(1, 0, 1, 1_000, 3_000, 1_000));
        for (int i = 0; i < 3; i++) {
            now += TimeUnit.SECONDS.toNanos(20);
            says("sid=\"b\",br=1000");
        }
        assertThat(health.of("cam").withoutStalls()).as("it has recovered").isEqualTo(1);
    }

    @Test
    void isBounded() {
        for (int i = 0; i < PlayerHealth.MOST_PLAYERS + 10; i++) {
            says("sid=\"" + i + "\"");
        }
        assertThat(health.of("cam").players()).isEqualTo(PlayerHealth.MOST_PLAYERS);
        now += PlayerHealth.PATIENCE.toNanos() + 1;
        health.forgetOld();
        assertThat(health.of("cam").players()).isZero();
    }
}
