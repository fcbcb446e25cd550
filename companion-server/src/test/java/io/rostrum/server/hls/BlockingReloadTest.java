package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// draft-pantos-hls-rfc8216bis §6.2.5.2.
class BlockingReloadTest {
    private final BlockingReload reloads = new BlockingReload();

    private static Request asking(String query) {
        return new Request(
                HttpMethod.GET,
                "/live/cam/1/media.m3u8",
                Map.of(),
                new QueryStringDecoder("/?" + query).parameters(),
                new DefaultHttpHeaders(),
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                false);
    }

    @BeforeEach
    void tenSegmentsAreThere() {
        reloads.advanced(9, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_HLS_msn=9", "_HLS_msn=3", "_HLS_msn=0&_HLS_part=4", "other=1"})
    void answersAtOnceWhatIsThere(String query) throws HttpException {
        assertThat(reloads.await(asking(query))).isDone();
    }

    @Test
    void holdsUntilTheSegmentIsThere() throws HttpException {
        var next = reloads.await(asking("_HLS_msn=10"));
        var afterNext = reloads.await(asking("_HLS_msn=11&_HLS_part=2"));

        assertThat(reloads.waiting()).isEqualTo(2);
        reloads.advanced(10, false);
        assertThat(next).isDone();
        assertThat(afterNext).isNotDone();
        reloads.advanced(11, false);
        assertThat(afterNext).isDone();
        assertThat(reloads.waiting()).isZero();
    }

    @Test
    void theEndAnswersEverybodyAndIgnoresDirectives() throws HttpException {
        var next = reloads.await(asking("_HLS_msn=10"));

        reloads.advanced(9, true);

        assertThat(next).isDone();
        assertThat(reloads.await(asking("_HLS_msn=99"))).isDone();
    }

    @Test
    void aRequestThatGaveUpIsForgotten() throws HttpException {
        reloads.await(asking("_HLS_msn=10")).cancel(false);

        assertThat(reloads.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_HLS_msn=12",
                "_HLS_msn=18446744073709551616",
                "_HLS_msn=-1",
                "_HLS_msn=x",
                "_HLS_msn=",
                "_HLS_msn=10&_HLS_msn=10",
                "_HLS_part=0",
                "_HLS_msn=10&_HLS_part=x"
            })
    void refusesWhatMakesNoSense(String query) {
        assertThatThrownBy(() -> reloads.await(asking(query))).isInstanceOf(HttpException.class);
        assertThat(reloads.waiting()).isZero();
    }
}
