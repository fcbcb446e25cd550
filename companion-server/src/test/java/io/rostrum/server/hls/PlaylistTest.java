package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import java.time.Instant;
import java.util.ArrayList;
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
                sequence * 2000,
                0,
                millis,
                sequence + ".m4s",
                map,
                "",
                discontinuity,
                NOON.plusMillis(sequence * 2000),
                500_000,
                true,
                false,
                List.of());
    }

    private static Part part(long sequence, int index, boolean independent) {
        return new Part(Part.name(sequence, index), 500, 100_000, independent, false);
    }

    private static final MediaPlaylist LIVE = new MediaPlaylist(
            2,
            0,
            3,
            true,
            false,
            List.of(
                    segment(7, 2000, "init-0.mp4", false),
                    segment(8, 1967, "init-0.mp4", false),
                    segment(9, 2033, "init-1.mp4", true)),
            Optional.empty());

    /// Ten segments of parts, and two parts of the next, which does not continue them.
    private static MediaPlaylist lowLatency() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 20; i < 30; i++) {
            segments.add(new Segment(
                    i,
                    i * 1000L,
                    0,
                    1000,
                    i + ".m4s",
                    "init-0.mp4",
                    "",
                    false,
                    NOON.plusMillis(i * 1000L),
                    200_000,
                    true,
                    false,
                    List.of(part(i, 0, true), part(i, 1, false))));
        }
        OpenSegment open = new OpenSegment(
                30, "init-1.mp4", "", true, NOON.plusMillis(30_000), List.of(part(30, 0, true), part(30, 1, false)));
        return new MediaPlaylist(1, 500, 0, true, false, segments, Optional.of(open));
    }

    @Test
    void rendersALivePlaylistWithADiscontinuity() throws Exception {
        String text = LIVE.render();

        assertThat(text).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:6
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.000,HOLD-BACK=6.000
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
        String text = new MediaPlaylist(
                        9, 0, 0, false, true, List.of(segment(0, 8333, "init-0.mp4", false)), Optional.empty())
                .render();

        assertThat(text).doesNotContain("INDEPENDENT", "DISCONTINUITY").endsWith("0.m4s\n#EXT-X-ENDLIST\n");
        assertThat(new MediaPlaylistParser().readPlaylist(text).ongoing()).isFalse();
    }

    @Test
    void anInitializationSectionStandsBelowNoKey() {
        StringBuilder m3u8 = new StringBuilder();
        MediaPlaylist.mapAndKey(m3u8, "init-0.mp4", "", "key-0.key", false);
        MediaPlaylist.mapAndKey(m3u8, "", "key-0.key", "key-0.key", false);
        MediaPlaylist.mapAndKey(m3u8, "", "key-0.key", "key-1.key", false);
        MediaPlaylist.mapAndKey(m3u8, "init-1.mp4", "key-1.key", "key-1.key", false);
        MediaPlaylist.mapAndKey(m3u8, "", "key-1.key", "", false);
        MediaPlaylist.mapAndKey(m3u8, "", "", "", true);
        MediaPlaylist.mapAndKey(m3u8, "", "key-2.key", "key-2.key", true);

        assertThat(m3u8).hasToString("""
                #EXT-X-MAP:URI="init-0.mp4"
                #EXT-X-KEY:METHOD=AES-128,URI="key-0.key"
                #EXT-X-KEY:METHOD=AES-128,URI="key-1.key"
                #EXT-X-KEY:METHOD=NONE
                #EXT-X-MAP:URI="init-1.mp4"
                #EXT-X-KEY:METHOD=AES-128,URI="key-1.key"
                #EXT-X-KEY:METHOD=NONE
                #EXT-X-KEY:METHOD=AES-128,URI="key-2.key"
                """);
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
        Segment missing =
                new Segment(1, 2000, 0, 2000, "1.m4s", "", "", false, there.dateTime(), 0, true, true, List.of());

        String text = new MediaPlaylist(2, 0, 0, true, false, List.of(there, missing), Optional.empty()).render();

        assertThat(text).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:8
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.000,HOLD-BACK=6.000
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

    private static final String REPORT = "#EXT-X-RENDITION-REPORT:URI=\"../r/media.m3u8\",LAST-MSN=30,LAST-PART=0\n";

    /// The shape of draft-pantos-hls-rfc8216bis §9.8 (low-latency playlist) and §9.9 (delta update).
    @Test
    void aDeltaUpdateLeavesOutWhatIsOlderThanTheSkipBoundary() {
        assertThat(lowLatency().render(true, REPORT)).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:9
                        #EXT-X-TARGETDURATION:1
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.000,HOLD-BACK=3.000,PART-HOLD-BACK=2.000
                        #EXT-X-PART-INF:PART-TARGET=0.500
                        #EXT-X-MEDIA-SEQUENCE:20
                        #EXT-X-DISCONTINUITY-SEQUENCE:0
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-SKIP:SKIPPED-SEGMENTS=4
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:24.000Z
                        #EXTINF:1.000,
                        24.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:25.000Z
                        #EXTINF:1.000,
                        25.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:26.000Z
                        #EXTINF:1.000,
                        26.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:27.000Z
                        #EXT-X-PART:DURATION=0.500,URI="27-0.m4s",INDEPENDENT=YES
                        #EXT-X-PART:DURATION=0.500,URI="27-1.m4s"
                        #EXTINF:1.000,
                        27.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:28.000Z
                        #EXT-X-PART:DURATION=0.500,URI="28-0.m4s",INDEPENDENT=YES
                        #EXT-X-PART:DURATION=0.500,URI="28-1.m4s"
                        #EXTINF:1.000,
                        28.m4s
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:29.000Z
                        #EXT-X-PART:DURATION=0.500,URI="29-0.m4s",INDEPENDENT=YES
                        #EXT-X-PART:DURATION=0.500,URI="29-1.m4s"
                        #EXTINF:1.000,
                        29.m4s
                        #EXT-X-DISCONTINUITY
                        #EXT-X-MAP:URI="init-1.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:30.000Z
                        #EXT-X-PART:DURATION=0.500,URI="30-0.m4s",INDEPENDENT=YES
                        #EXT-X-PART:DURATION=0.500,URI="30-1.m4s"
                        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="30-2.m4s"
                        #EXT-X-RENDITION-REPORT:URI="../r/media.m3u8",LAST-MSN=30,LAST-PART=0
                        """);
    }

    @Test
    void inFullItHasAllSegmentsAndTheSameEnd() throws Exception {
        String full = lowLatency().render(false, REPORT);
        String delta = lowLatency().render(true, REPORT);

        assertThat(full).contains("#EXT-X-VERSION:6\n").doesNotContain("EXT-X-SKIP");
        int unskipped = delta.indexOf("#EXT-X-PROGRAM-DATE-TIME");
        assertThat(full).endsWith(delta.substring(unskipped));
        assertThat(new MediaPlaylistParser().readPlaylist(full).mediaSegments()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void afterTheEndThereIsNothingToSkipOrToHint() {
        MediaPlaylist live = lowLatency();
        String text = new MediaPlaylist(1, 500, 0, true, true, live.segments(), Optional.empty()).render(true, REPORT);

        assertThat(text).doesNotContain("SKIPPED", "HINT", "REPORT").endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void theHintAfterAWholeSegmentIsTheFirstPartOfTheNext() {
        MediaPlaylist live = lowLatency();
        MediaPlaylist whole = new MediaPlaylist(1, 500, 0, true, false, live.segments(), Optional.empty());

        assertThat(whole.render()).endsWith("29.m4s\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"30-0.m4s\"\n");
        assertThat(whole.report("../s/media.m3u8"))
                .isEqualTo("#EXT-X-RENDITION-REPORT:URI=\"../s/media.m3u8\",LAST-MSN=29,LAST-PART=1\n");
        assertThat(live.report("../s/media.m3u8")).contains("LAST-MSN=30,LAST-PART=1");
    }

    @Test
    void oneStateIsRenderedOnceForEverybody() {
        PlaylistVersion version = new PlaylistVersion(lowLatency());

        assertThat(version.body(false, REPORT)).isSameAs(version.body(false, REPORT));
        assertThat(version.body(true, REPORT)).isNotSameAs(version.body(false, REPORT));
        assertThat(version.body(false, "")).isNotSameAs(version.body(false, REPORT));
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
