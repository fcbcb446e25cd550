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
    private long now;
    private final BlockingReload reloads = new BlockingReload(() -> now);

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
        reloads.advanced(whole(9), false);
    }

    private static BlockingReload.State whole(long newest) {
        return new BlockingReload.State(newest, 0, 0, 0);
    }

    /// Segment 9 with five parts, and `open` parts of segment 10.
    private static BlockingReload.State parts(int open) {
        return new BlockingReload.State(9, 5, open, 200);
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
        reloads.advanced(whole(10), false);
        assertThat(next).isDone();
        assertThat(afterNext).isNotDone();
        reloads.advanced(whole(11), false);
        assertThat(afterNext).isDone();
        assertThat(reloads.waiting()).isZero();
    }

    @Test
    void holdsUntilThePartIsThere() throws HttpException {
        reloads.advanced(parts(2), false);

        assertThat(reloads.await(asking("_HLS_msn=10&_HLS_part=1"))).isDone();
        var next = reloads.await(asking("_HLS_msn=10&_HLS_part=2"));
        var wholeSegment = reloads.await(asking("_HLS_msn=10"));
        assertThat(next).isNotDone();
        reloads.advanced(parts(3), false);
        assertThat(next).isDone();
        assertThat(wholeSegment).isNotDone();
        reloads.advanced(new BlockingReload.State(10, 4, 0, 200), false);
        assertThat(wholeSegment).isDone();
    }

    @Test
    void aPartBeyondTheLastOfItsSegmentIsTheFirstOfTheNext() throws HttpException {
        reloads.advanced(parts(0), false);
        var beyond = reloads.await(asking("_HLS_msn=9&_HLS_part=5"));
        assertThat(reloads.await(asking("_HLS_msn=9&_HLS_part=4"))).isDone();
        assertThat(beyond).isNotDone();

        reloads.advanced(parts(1), false);

        assertThat(beyond).isDone();
    }

    @Test
    void aPartThatWaitsIsDoneWhenItsSegmentEndsWithoutIt() throws HttpException {
        reloads.advanced(parts(2), false);
        var hinted = reloads.awaitPart(10, 2);

        reloads.advanced(new BlockingReload.State(10, 2, 0, 200), false);
        assertThat(hinted).isNotDone();
        reloads.advanced(new BlockingReload.State(10, 2, 1, 200), false);

        assertThat(hinted).isDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_HLS_msn=10&_HLS_part=18", "_HLS_msn=11&_HLS_part=15", "_HLS_msn=12&_HLS_part=0"})
    void refusesPartsTooFarAhead(String query) {
        reloads.advanced(parts(2), false);

        assertThatThrownBy(() -> reloads.await(asking(query))).isInstanceOf(HttpException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_HLS_msn=10&_HLS_part=16", "_HLS_msn=11&_HLS_part=14", "_HLS_msn=11"})
    void holdsWhatIsNotTooFarAhead(String query) throws HttpException {
        reloads.advanced(parts(2), false);

        assertThat(reloads.await(asking(query))).isNotDone();
    }

    @Test
    void theEndAnswersEverybodyAndIgnoresDirectives() throws HttpException {
        var next = reloads.await(asking("_HLS_msn=10"));

        reloads.advanced(whole(9), true);

        assertThat(next).isDone();
        assertThat(reloads.await(asking("_HLS_msn=99"))).isDone();
    }

    @Test
    void whatHasWaitedTooLongIsGivenUpAlone() throws HttpException {
        var first = reloads.await(asking("_HLS_msn=10"));
        now += 1_000;
        var second = reloads.await(asking("_HLS_msn=11"));
        now += 5_000;

        reloads.expire(5_000);

        assertThat(first).isCancelled();
        assertThat(second).isNotDone();
        assertThat(reloads.waiting()).isEqualTo(1);
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
