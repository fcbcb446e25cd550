package io.rostrum.push.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that gets wrong what no text shows.
class HlsCheckTest {
    private static final URI ADDRESS = URI.create("http://origin.example/live/media.m3u8");
    /// A low-latency presentation that has just begun: parts, and no segment yet.
    private static final String PARTS_ALONE = """
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXT-X-VERSION:6
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.0
            #EXT-X-PART-INF:PART-TARGET=1.0
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-PROGRAM-DATE-TIME:2019-02-14T02:13:48.106Z
            #EXT-X-MAP:URI="init.mp4"
            #EXT-X-PART:DURATION=1.0,URI="part0.0.mp4",INDEPENDENT=YES
            """;

    private final AtomicInteger asked = new AtomicInteger();

    private Web.Answer answer(URI address, String text) {
        asked.incrementAndGet();
        boolean playlist = address.getPath().endsWith(".m3u8");
        byte[] body = playlist ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        return new Web.Answer(
                address,
                playlist ? 200 : 404,
                Map.of("content-type", "application/vnd.apple.mpegurl"),
                ByteBuffer.wrap(body),
                0,
                address.getHost().startsWith("h2"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h2.example/live/media.m3u8,pass",
        "https://h1.example/live/media.m3u8,fault",
        "http://h1.example/live/media.m3u8,does not apply"
    })
    void lowLatencyOverTlsWantsHttp2(URI playlist, String outcome) throws Exception {
        List<Checklist.Verdict> verdicts =
                new HlsCheck((address, _, _) -> answer(address, PARTS_ALONE)).run(playlist, Duration.ofMillis(10));

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.rule() == HlsRule.HTTP_2)
                .extracting(verdict -> verdict.outcome().word())
                .containsExactly(outcome);
    }

    @Test
    void aServerThatDoesNotWaitIsFoundOutWithoutBeingOverrun() throws Exception {
        List<Checklist.Verdict> verdicts =
                new HlsCheck((address, _, _) -> answer(address, PARTS_ALONE)).run(ADDRESS, Duration.ofMillis(300));

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.rule() == HlsRule.BLOCKING_RELOAD)
                .extracting(Checklist.Verdict::outcome)
                .containsExactly(Checklist.Outcome.FAULT);
        assertThat(asked).hasValueLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS=\"mp4a.40.2\"\na b.m3u8\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{segment}.ts\n#EXT-X-ENDLIST\n"
            })
    void anAddressThatIsNoneIsSaid(String text) {
        HlsCheck check = new HlsCheck((address, _, _) -> answer(address, text));

        assertThatThrownBy(() -> check.run(ADDRESS, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no address");
    }
}
