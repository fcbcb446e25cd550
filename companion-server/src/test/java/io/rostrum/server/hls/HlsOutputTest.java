package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.Later;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.live.Camera;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.Messages;
import io.rostrum.server.live.Publication;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A stream that FFmpeg made (`foreign/README.md`), from its publisher to who asks for it, on a loop whose clock the
/// test moves.
@ExtendWith(LeakGuard.class)
class HlsOutputTest {
    private static final StreamName CAM = new StreamName("cam");

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final MemoryStore store = new MemoryStore();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());
    private final HlsOutput hls =
            new HlsOutput(forgettingAtOnce(), store, InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));
    private final Camera camera = new Camera(loop.eventLoop());
    private @Nullable HlsRendition rendition;
    private long offsetMillis;

    private static HlsConfig forgettingAtOnce() {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        return FedStream.config(otherwise.part(), Duration.ZERO, otherwise.streamBytes(), otherwise.totalBytes());
    }

    @BeforeEach
    void publish() {
        loop.freezeTime();
        hls.follow(streams);
        streams.publish(CAM, camera);
        loop.runPendingTasks();
        send();
        send();
    }

    @AfterEach
    void close() {
        streams.close();
        pass(10_000);
        hls.close();
        loop.finishAndReleaseAll();
    }

    /// A second of the stream, and of its rendition if it has one.
    private void send() {
        long last = offsetMillis;
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            long millis = offsetMillis + message.timestampMillis();
            last = Math.max(last, millis);
            if (rendition != null) {
                try (MediaMessage same =
                        MediaMessage.of(message.kind(), millis, message.retain().payload())) {
                    rendition.message(same);
                }
            }
            camera.send(message.kind(), millis, message.payload());
        }
        offsetMillis = last + 40;
    }

    private void end() {
        camera.end(Publication.End.STOPPED);
        pass(LiveConfig.DEFAULT.stopWindow().toMillis());
    }

    private void pass(long millis) {
        loop.runPendingTasks();
        loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
    }

    private Quality source() {
        return hls.qualities("cam").getFirst();
    }

    private Reply askMedia(String directives, String value) throws Exception {
        return hls.routes()
                .get(1)
                .handler()
                .handle(new Request(
                        HttpMethod.GET,
                        "/live/cam/" + source().take() + "/media.m3u8",
                        Map.of("stream", "cam", "take", source().take()),
                        Map.of(directives, List.of(value)),
                        new DefaultHttpHeaders(),
                        ByteBuffer.allocate(0),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                        false));
    }

    private static Response now(Reply reply) {
        assertThat(reply).isInstanceOf(Later.class);
        return (Response) ((Later) reply).reply().getNow(Response.empty(HttpResponseStatus.CONTINUE));
    }

    @Test
    void aReloadThatWaitsForAPublisherWhoIsAwayIsToldSoAfterThreeTargetDurations() throws Exception {
        MediaPlaylist playlist = source().playlist();
        Reply reply = askMedia("_HLS_msn", Long.toString(playlist.hintSequence() + 1));

        pass(3_000L * playlist.targetDurationSeconds() - 500);
        assertThat(now(reply).status()).isEqualTo(HttpResponseStatus.CONTINUE);
        pass(1_000);
        pass(500);

        assertThat(now(reply).status()).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void allWhoWaitForAPartGetTheSameBytes() throws Exception {
        String next = Long.toString(source().playlist().hintSequence());
        Reply one = askMedia("_HLS_msn", next);
        Reply other = askMedia("_HLS_msn", next);

        send();
        send();

        assertThat(now(one).status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(now(one).body().array()).isSameAs(now(other).body().array());
    }

    /// The last segments of a rendition come when the stream has ended already.
    @Test
    void aStreamIsForgottenWithAllThatItsRenditionsStillHadToAdd() {
        rendition = hls.addRendition(CAM, "240p", 300_000);
        send();
        send();
        assertThat(store.bytes()).isPositive();

        end();
        pass(500);
        assertThat(hls.qualities("cam")).isNotEmpty();
        pass(2_000);
        pass(100);

        assertThat(hls.qualities("cam")).isEmpty();
        assertThat(store.bytes()).isZero();
    }
}
