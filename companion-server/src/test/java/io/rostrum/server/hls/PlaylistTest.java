package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden texts, read back by a parser that is not ours.
class PlaylistTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static Segment segment(long sequence, long millis, String map, boolean discontinuity) {
        return new Segment(
                sequence,
                millis,
                sequence + ".m4s",
                map,
                discontinuity,
                NOON.plusMillis(sequence * 2000),
                500_000,
                true,
                false);
    }

    private static final MediaPlaylist LIVE = new MediaPlaylist(
            2,
            3,
            true,
            false,
            List.of(
                    segment(7, 2000, "init-0.mp4", false),
                    segment(8, 1967, "init-0.mp4", false),
                    segment(9, 2033, "init-1.mp4", true)));

    @Test
    void rendersALivePlaylistWithADiscontinuity() throws Exception {
        String text = LIVE.render();

        assertThat(text).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:6
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6.000
                        #EXT-X-MEDIA-SEQUENCE:7
                        #EXT-X-DISCONTINUITY-SEQUENCE:3
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-MAP:URI="init-0.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:14.000Z
                        #EXTINF:2.000,
                        7.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:16.000Z
                        #EXTINF:1.967,
                        8.m4s
                        #EXT-X-DISCONTINUITY
                        #EXT-X-MAP:URI="init-1.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:18.000Z
                        #EXTINF:2.033,
                        9.m4s
                        """);
        var parsed = new MediaPlaylistParser().readPlaylist(text);
        assertThat(parsed.targetDuration()).isEqualTo(2);
        assertThat(parsed.mediaSequence()).isEqualTo(7);
        assertThat(parsed.discontinuitySequence()).isEqualTo(3);
        assertThat(parsed.independentSegments()).isTrue();
        assertThat(parsed.ongoing()).isTrue();
        assertThat(parsed.mediaSegments()).hasSize(3);
        assertThat(parsed.mediaSegments().get(2).discontinuity()).isTrue();
        assertThat(parsed.mediaSegments().get(2).segmentMap().orElseThrow().uri())
                .isEqualTo("init-1.mp4");
    }

    @Test
    void rendersTheEndAndAPlaylistThatBeginsAnywhere() throws Exception {
        String text = new MediaPlaylist(9, 0, false, true, List.of(segment(0, 8333, "init-0.mp4", false))).render();

        assertThat(text).doesNotContain("INDEPENDENT", "DISCONTINUITY").endsWith("0.m4s\n#EXT-X-ENDLIST\n");
        assertThat(new MediaPlaylistParser().readPlaylist(text).ongoing()).isFalse();
    }

    @Test
    void rendersTheSameInAnyLanguage() {
        Locale before = Locale.getDefault();
        String here = LIVE.render();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(LIVE.render()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aGapIsSaidAndNeedsNoInitializationSection() throws Exception {
        Segment there = segment(0, 2000, "init-0.mp4", false);
        Segment missing = new Segment(1, 2000, "1.m4s", "", false, there.dateTime(), 0, true, true);

        String text = new MediaPlaylist(2, 0, true, false, List.of(there, missing)).render();

        assertThat(text).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:8
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6.000
                        #EXT-X-MEDIA-SEQUENCE:0
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-MAP:URI="init-0.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:00.000Z
                        #EXTINF:2.000,
                        0.m4s
                        #EXT-X-GAP
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:00.000Z
                        #EXTINF:2.000,
                        1.m4s
                        """);
        assertThat(new MediaPlaylistParser().readPlaylist(text).mediaSegments()).hasSize(2);
    }

    @Test
    void rendersVariants() throws Exception {
        String text = new MultivariantPlaylist(List.of(
                        new MultivariantPlaylist.Variant(
                                "avc1.64001f,mp4a.40.2",
                                2_733_564,
                                2_600_000,
                                Optional.of(new MultivariantPlaylist.Picture(1280, 720, 30_000 / 1001.0)),
                                "abc/media.m3u8"),
                        new MultivariantPlaylist.Variant(
                                "avc1.64001e,mp4a.40.2",
                                1_233_564,
                                900_000,
                                Optional.of(new MultivariantPlaylist.Picture(854, 480, 30_000 / 1001.0)),
                                "abd/media.m3u8")))
                .render();

        assertThat(text).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:6
                        #EXT-X-STREAM-INF:BANDWIDTH=2733564,AVERAGE-BANDWIDTH=2600000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,CLOSED-CAPTIONS=NONE
                        abc/media.m3u8
                        #EXT-X-STREAM-INF:BANDWIDTH=1233564,AVERAGE-BANDWIDTH=900000,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=29.970,CLOSED-CAPTIONS=NONE
                        abd/media.m3u8
                        """);
        var variants = new MasterPlaylistParser().readPlaylist(text).variants();
        assertThat(variants).hasSize(2);
        var variant = variants.getFirst();
        assertThat(variant.codecs()).containsExactly("avc1.64001f", "mp4a.40.2");
        assertThat(variant.resolution().orElseThrow().width()).isEqualTo(1280);
        assertThat(variant.uri()).isEqualTo("abc/media.m3u8");
    }

    @Test
    void rendersSoundAlone() throws Exception {
        String text = new MultivariantPlaylist(List.of(new MultivariantPlaylist.Variant(
                        "mp4a.40.2", 130_000, 128_000, Optional.empty(), "abc/media.m3u8")))
                .render();

        assertThat(text).doesNotContain("RESOLUTION", "FRAME-RATE");
        assertThat(new MasterPlaylistParser().readPlaylist(text).variants()).hasSize(1);
    }
}
