package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private long now = TimeUnit.HOURS.toNanos(1);
    private final Audience audience = new Audience(() -> now);

    private void asks(String program) {
        audience.seen(request(program, new DefaultHttpHeaders()), "hls");
    }

    private static Request request(String program, HttpHeaders headers) {
        return new Request(
                HttpMethod.GET,
                "/live/cam/1/media.m3u8",
                Map.of(),
                Map.of(),
                headers.set(HttpHeaderNames.USER_AGENT, program),
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                false);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void countsWhoAskedLately() {
        audience.askEvery(2);
        asks("one");
        asks("two");
        assertThat(audience.count()).isEqualTo(2);
        pass(7_000);
        asks("two");
        assertThat(audience.count()).isEqualTo(2);
        pass(1_500);
        assertThat(audience.count()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreOfAProgramsNameThanItNeeds() {
        for (int i = 0; i < 100; i++) {
            asks("x".repeat(8_000) + i);
        }
        assertThat(audience.count()).isEqualTo(1);
    }

    @Test
    void playersThatNameTheirSessionsAreToldApart() {
        for (String said : List.of("sid=\"a\",v=1", "cid=\"x\",sid=\"b\"", "sid=\"a\"", "sid=\"\"", "nonsense")) {
            audience.seen(request("one", new DefaultHttpHeaders().set("CMCD-Session", said)), "hls");
        }
        audience.seen(request("one", new DefaultHttpHeaders().set("X-Playback-Session-Id", "c")), "hls");
        asks("one");

        assertThat(audience.players()).as("a, b, c, and all that name none").hasSize(4);
    }

    @Test
    void whoIsKickedDoesNotComeBackUnderAnotherName() {
        audience.seen(request("one", new DefaultHttpHeaders().set("X-Playback-Session-Id", "a")), "hls");
        asks("two");
        String id = audience.players().stream()
                .filter(player -> player.program().equals("one"))
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(audience.kick(id)).isTrue();

        Request again = request("one", new DefaultHttpHeaders().set("X-Playback-Session-Id", "b"));
        audience.seen(again, "hls");
        assertThat(audience.isKicked(again)).isTrue();
        assertThat(audience.players()).extracting(HlsViewer::program).containsExactly("two");
    }

    @Test
    void onlySoManyOfOneAddressAreToldApart() {
        for (int i = 0; i < 1_500; i++) {
            audience.seen(request("one", new DefaultHttpHeaders().set("X-Playback-Session-Id", "s" + i)), "hls");
            asks("program " + i);
        }
        assertThat(audience.players()).hasSize(2_001);
    }

    @Test
    void knowsWhatWasSentToWhom() {
        Request a = request("one", new DefaultHttpHeaders().set("X-Playback-Session-Id", "a"));
        audience.seen(a, "hls");
        audience.sent(a, 700);
        audience.seen(a, "ll-hls");
        audience.sent(a, 70);
        audience.sent(request("nobody", new DefaultHttpHeaders()), 5);
        pass(3_500);

        HlsViewer player = audience.players().getFirst();
        assertThat(player.bytes().getAsLong()).isEqualTo(770);
        assertThat(player.protocol()).isEqualTo("ll-hls");
        assertThat(player.silentFor()).hasMillis(1_500);
    }

    @Test
    void whoHasNotAskedSinceTheEndDoesNotKnowOfItForATargetDuration() {
        audience.askEvery(2);
        asks("one");
        asks("two");
        pass(100);
        audience.end();
        assertThat(audience.unaware()).isEqualTo(2);
        pass(100);
        asks("one");
        pass(600); // in which it can fetch the last segment
        assertThat(audience.unaware()).isEqualTo(1);
        pass(4_000);
        assertThat(audience.unaware()).isZero();
    }
}
