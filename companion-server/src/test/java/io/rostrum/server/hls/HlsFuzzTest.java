package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Messages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Whatever players ask and publishers send. Seeds are beside the test's resources.
class HlsFuzzTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /// Delivery directives, draft-pantos-hls-rfc8216bis §6.2.5: an answer, a wait, or a refusal in words.
    @FuzzTest(maxDuration = "10m")
    void directives(byte[] data) {
        BlockingReload reloads = new BlockingReload(() -> 0L);
        BlockingReload.State edge = new BlockingReload.State(9, 5, 2, 201);
        reloads.advanced(edge, false);
        Map<String, List<String>> query;
        try {
            query = new QueryStringDecoder("/?" + new String(data, StandardCharsets.ISO_8859_1)).parameters();
        } catch (IllegalArgumentException e) {
            return; // the router refuses it
        }
        Request request = new Request(
                HttpMethod.GET,
                "/live/cam/1/media.m3u8",
                Map.of(),
                query,
                new DefaultHttpHeaders(),
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                false);
        try {
            CompletableFuture<Void> there = reloads.await(request);
            assertThat(reloads.waiting()).isEqualTo(there.isDone() ? 0 : 1);
            reloads.advanced(edge, true);
            assertThat(there).isDone();
            assertThat(reloads.waiting()).isZero();
        } catch (HttpException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    /// Bodies that a publisher made up, in the times that a stream gives them: segments, or a warning that is no fault.
    @FuzzTest(maxDuration = "10m")
    void segments(FuzzedDataProvider data) {
        List<String> warned = new ArrayList<>();
        HlsStream stream = new HlsStream(
                "cam",
                "t",
                HlsConfig.DEFAULT,
                new MemoryStore(),
                new MemoryBudget(HlsConfig.DEFAULT),
                SegmentEncryption.NONE,
                warning -> warned.add(warning.words()),
                InstantSource.fixed(NOON),
                () -> 0L);
        List<MediaMessage> real = Messages.of("avc-aac.flv");
        long millis = 0;
        for (int next = 0; data.remainingBytes() > 0; ) {
            millis += data.consumeInt(0, 3_000);
            if (data.consumeBoolean()) {
                MediaMessage one = real.get(next++ % real.size());
                stream.message(new MediaMessage(
                        one.kind(),
                        millis,
                        one.keyFrame(),
                        one.sequenceHeader(),
                        one.payload().duplicate()));
            } else if (data.consumeInt(0, 19) == 0) {
                stream.interrupted();
            } else {
                byte[] body = data.consumeBytes(data.consumeInt(0, 64));
                stream.message(MediaMessage.of(data.pickValue(Kind.values()), millis, Unpooled.wrappedBuffer(body)));
            }
        }
        stream.end();
        assertThat(stream.offBecause().orElse("")).doesNotContain("fault of the server");
        stream.playlists().ifPresent(playlists -> assertThat(playlists.media()).startsWith("#EXTM3U"));
        assertThat(warned).doesNotContain("");
        stream.forget();
        real.forEach(MediaMessage::close);
    }
}
