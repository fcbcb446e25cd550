package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.StreamInspector.UnsupportedCodecException;
import io.rostrum.server.live.StreamInspector.Verdict;
import java.util.EnumMap;
import java.util.Map;

/// Whatever a publisher sends: it is passed on in times that never go back, left out, or refused in words. Seeds are
/// beside the test's resources.
class LiveFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void messages(FuzzedDataProvider data) {
        StreamInspector inspector =
                new StreamInspector(warning -> assertThat(warning.words()).isNotBlank());
        Timeline timeline = new Timeline();
        Map<Kind, Long> last = new EnumMap<>(Kind.class);
        long nanos = 0;
        while (data.remainingBytes() > 0) {
            Kind kind = data.pickValue(Kind.values());
            long raw = data.consumeLong(0, 0xFFFF_FFFFL);
            nanos += data.consumeLong(0, 10_000_000_000L);
            byte[] body = data.consumeBytes(data.consumeInt(0, 96));
            try (MediaMessage message = MediaMessage.of(kind, raw, Unpooled.wrappedBuffer(body))) {
                if (inspector.inspect(message, timeline.newestMillis()) == Verdict.FORWARD) {
                    long millis = timeline.next(kind, message.isFrame(), raw, nanos);
                    assertThat(millis).isNotNegative();
                    if (message.isFrame()) {
                        assertThat(millis).isGreaterThanOrEqualTo(last.getOrDefault(kind, 0L));
                        last.put(kind, millis);
                    }
                }
            } catch (UnsupportedCodecException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
        inspector.metadata().close();
    }
}
