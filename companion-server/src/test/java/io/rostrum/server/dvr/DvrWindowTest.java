package io.rostrum.server.dvr;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DvrWindowTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /// Four seconds after the end of the newest segment of thirty.
    private static final Instant NOW = NOON.plusSeconds(154);

    private final DvrWindow window = new DvrWindow(Duration.ofSeconds(60), 1_000_000);

    /// Segments of five seconds and a thousand bytes, twelve a file.
    private void fill(int from, int to) {
        for (int i = from; i < to; i++) {
            window.add(new DvrSegment(
                    i, i / 12, i % 12 * 1_000L, 1_000, 5_000, i == 3, "init-0.mp4", "", NOON.plusSeconds(5L * i)));
        }
    }

    private String playlist(String start) {
        return window.playlist("dvr/t/", Optional.of(start), NOW).orElseThrow();
    }

    @Test
    void listsTheWindowAndNoMore() throws Exception {
        fill(0, 30);

        var playlist = new MediaPlaylistParser()
                .readPlaylist(window.playlist("dvr/t/", Optional.empty(), NOW).orElseThrow());

        assertThat(playlist.mediaSequence()).isEqualTo(18);
        assertThat(playlist.mediaSegments()).hasSize(12);
        assertThat(playlist.ongoing()).isTrue();
        assertThat(playlist.discontinuitySequence()).isEqualTo(1);
        var first = playlist.mediaSegments().getFirst();
        assertThat(first.uri()).isEqualTo("dvr/t/chunk-1.m4s");
        assertThat(first.byteRange().orElseThrow().offset()).contains(6_000L);
        assertThat(first.programDateTime().orElseThrow().toInstant()).isEqualTo(NOON.plusSeconds(90));
        assertThat(window.millis()).isEqualTo(60_000);
        assertThat(window.firstChunk()).hasValue(1);
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        DvrWindow small = new DvrWindow(Duration.ofHours(2), 5_500);
        for (int i = 0; i < 20; i++) {
            small.add(new DvrSegment(i, i, 0, 1_000, 5_000, false, "init-0.mp4", "", NOON));
        }
        assertThat(small.millis()).isEqualTo(25_000);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -20,                      44.000
            -1000,                    0.000
            -3,                       55.000
            1795262512,               22.000
            2026-11-21T12:01:52Z,     22.000
            2026-11-21T10:00:00Z,     0.000
            """)
    void saysWherePlayersBegin(String asked, String offset) {
        fill(0, 30); // from 12:01:30 to 12:02:30

        assertThat(playlist(asked)).contains("#EXT-X-START:TIME-OFFSET=" + offset + ",PRECISE=YES\n");
    }

    @ParameterizedTest
    @CsvSource({"-20, -20.000", "-1000, -60.000"})
    void goesBackFromTheEndWhenTheStreamIsOver(String asked, String offset) {
        fill(0, 30);
        window.end();

        assertThat(playlist(asked)).contains("#EXT-X-START:TIME-OFFSET=" + offset + ",PRECISE=YES\n");
    }

    @ParameterizedTest
    @CsvSource({"soon", "NaN", "-Infinity", "5", "1e300", "2026"})
    void whatIsNoTimeIsPassedOver(String asked) {
        fill(0, 3);

        assertThat(playlist(asked)).contains("#EXTINF").doesNotContain("EXT-X-START");
    }

    @Test
    void theOldestFileGoesAsAWholeAndTheNewestStays() {
        fill(0, 20);

        assertThat(window.removeOldestChunk()).isTrue();
        assertThat(window.firstChunk()).hasValue(1);
        assertThat(window.removeOldestChunk()).isFalse();
    }
}
