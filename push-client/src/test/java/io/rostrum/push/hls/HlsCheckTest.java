package io.rostrum.push.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
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

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// One segment, encrypted by `openssl enc -aes-128-cbc -K 000102…0f -iv 0…012a`.
    private static Web.Answer encrypted(URI address, String key) {
        String path = address.getPath();
        byte[] body = path.endsWith(".m3u8")
                ? """
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:4
                #EXT-X-MEDIA-SEQUENCE:298
                #EXT-X-KEY:METHOD=AES-128,URI="a.key"
                #EXTINF:4,
                a.ts
                #EXT-X-ENDLIST
                """.getBytes(StandardCharsets.UTF_8)
                : path.endsWith(".key")
                        ? bytes(key)
                        : bytes("b71d3ec0ffc122c05ae56e777c2c0efa495102366f2a95bf135a06103b1710ac"
                                + "467a0b83941f40bd82f391a876ec7493139d5cc412b8df92731e071d76bb04fc");
        return new Web.Answer(
                address, 200, Map.of("cache-control", "private, no-store"), ByteBuffer.wrap(body), 0, false);
    }

    @ParameterizedTest
    @CsvSource({
        "000102030405060708090a0b0c0d0e0f, pass, pass",
        "000102030405060708090a0b0c0d0eff, pass, fault",
        "000102, fault, does not apply"
    })
    void segmentsAreDecryptedByTheKeyTheyName(String key, String ofTheKey, String decrypts) throws Exception {
        List<Checklist.Verdict> verdicts =
                new HlsCheck((address, _, _) -> encrypted(address, key)).run(ADDRESS, Duration.ofMillis(10));

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.rule() == HlsRule.KEY_FILE || verdict.rule() == HlsRule.DECRYPTS)
                .extracting(verdict -> verdict.outcome().word())
                .containsExactly(ofTheKey, decrypts);
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
