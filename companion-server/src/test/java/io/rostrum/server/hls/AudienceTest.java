package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private long now = TimeUnit.HOURS.toNanos(1);
    private final Audience audience = new Audience(() -> now);

    private void asks(String program) {
        audience.seen(new Request(
                HttpMethod.GET,
                "/live/cam/1/media.m3u8",
                Map.of(),
                Map.of(),
                new DefaultHttpHeaders().set(HttpHeaderNames.USER_AGENT, program),
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                false));
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
