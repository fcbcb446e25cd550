package io.rostrum.server.dash;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.hls.MediaPlaylist;
import io.rostrum.server.hls.MultivariantPlaylist;
import io.rostrum.server.hls.Quality;
import io.rostrum.server.hls.Segment;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// ISO/IEC 23009-1 §5.3.
class ManifestTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000001500Z");
    /// What players of JavaScript read of it.
    private static final Instant IN_MILLIS = Instant.parse("2026-11-21T12:00:00Z");

    private static Segment segment(long sequence, boolean discontinuity) {
        long millis = discontinuity || sequence > 5 ? 60_000 : 0; // the publisher was away for a minute
        return new Segment(
                sequence,
                sequence * 2000,
                discontinuity || sequence > 5 ? 12_000 : 0,
                2000,
                sequence + ".m4s",
                "init-0.mp4",
                "",
                discontinuity,
                NOON.plusMillis(millis + sequence * 2000),
                500_000,
                true,
                false,
                List.of());
    }

    private static Quality quality(String take, int height, int from, boolean ended) {
        List<Segment> segments = new ArrayList<>();
        for (int i = from; i < 8; i++) {
            segments.add(segment(i, i == 6));
        }
        return new Quality(
                take,
                NOON,
                new MultivariantPlaylist.Variant(
                        "avc1.64001f,mp4a.40.2",
                        2_700_000,
                        2_500_000,
                        Optional.of(new MultivariantPlaylist.Picture(height * 16 / 9, height, 30)),
                        take + "/media.m3u8"),
                new MediaPlaylist(2, 201, 3, true, ended, segments, Optional.empty()));
    }

    private static Document manifest(boolean ended) throws Exception {
        String text = new Manifest(
                        List.of(quality("s", 720, 2, ended), quality("r", 480, 4, ended)), IN_MILLIS.plusSeconds(80))
                .render();
        return parse(text);
    }

    private static Document parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> all(Element in, String name) {
        var found = in.getElementsByTagNameNS("urn:mpeg:dash:schema:mpd:2011", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @Test
    void aLiveStreamIsDynamicAndTellsTheTime() throws Exception {
        Element mpd = manifest(false).getDocumentElement();

        assertThat(mpd.getAttribute("type")).isEqualTo("dynamic");
        assertThat(mpd.getAttribute("availabilityStartTime")).isEqualTo(IN_MILLIS.toString());
        assertThat(Duration.parse(mpd.getAttribute("timeShiftBufferDepth"))).hasSeconds(12);
        assertThat(all(mpd, "UTCTiming").getFirst().getAttribute("value")).isEqualTo("2026-11-21T12:01:20Z");
    }

    @Test
    void aDiscontinuityBeginsAPeriodWhereItIsOnTheClock() throws Exception {
        List<Element> periods = all(manifest(false).getDocumentElement(), "Period");

        assertThat(periods).extracting(period -> period.getAttribute("id")).containsExactly("3", "4");
        assertThat(periods)
                .extracting(period -> Duration.parse(period.getAttribute("start")))
                .containsExactly(Duration.ZERO, Duration.ofSeconds(72));
    }

    private static Document manifest(String codecs, int from) throws Exception {
        List<Segment> segments = new ArrayList<>();
        for (int i = from; i < from + 3; i++) {
            segments.add(segment(i, false));
        }
        var variant = new MultivariantPlaylist.Variant(
                codecs,
                2_700_000,
                2_500_000,
                Optional.of(new MultivariantPlaylist.Picture(1280, 720, 30)),
                "s/media.m3u8");
        return parse(new Manifest(
                        List.of(new Quality(
                                "s",
                                NOON,
                                variant,
                                new MediaPlaylist(2, 201, 0, true, false, segments, Optional.empty()))),
                        IN_MILLIS)
                .render());
    }

    /// §5.3.2.2: where a period starts stays the same from one manifest to the next.
    @Test
    void aLaterPeriodStartsWhereItDidHoweverMuchOfItHasLeft() throws Exception {
        Element period =
                all(manifest("avc1.64001f", 7).getDocumentElement(), "Period").getFirst();

        assertThat(Duration.parse(period.getAttribute("start"))).hasSeconds(72);
        assertThat(all(period, "SegmentTemplate").getFirst().getAttribute("presentationTimeOffset"))
                .isEqualTo("12000");
        assertThat(all(period, "S").getFirst().getAttribute("t")).isEqualTo("14000");
    }

    /// §5.3.2.2.
    @Test
    void theFirstPeriodStartsAtTheBeginHoweverMuchOfItHasLeft() throws Exception {
        for (int from : new int[] {0, 2}) {
            Element period = all(manifest("avc1.64001f", from).getDocumentElement(), "Period")
                    .getFirst();

            assertThat(Duration.parse(period.getAttribute("start"))).isZero();
            assertThat(all(period, "SegmentTemplate").getFirst().getAttribute("presentationTimeOffset"))
                    .isEqualTo("0");
            assertThat(all(period, "S").getFirst().getAttribute("t")).isEqualTo(Integer.toString(from * 2000));
        }
    }

    /// Names of codecs as ISO/IEC 14496-15 Annex E and the AV1 in ISOBMFF binding §5 write them.
    @ParameterizedTest
    @ValueSource(strings = {"hvc1.1.6.L93.B0", "av01.0.05M.08"})
    void picturesOfNewerCodecsAreNotTakenForSound(String pictures) throws Exception {
        Element period = all(manifest(pictures + ",mp4a.40.2", 0).getDocumentElement(), "Period")
                .getFirst();

        assertThat(all(period, "Representation"))
                .extracting(one -> one.getAttribute("codecs"))
                .containsExactly(pictures, "mp4a.40.2");
    }

    @Test
    void eachQualityHasItsOwnSegmentsAndSoundIsApart() throws Exception {
        Element period = all(manifest(false).getDocumentElement(), "Period").getFirst();

        List<Element> sets = all(period, "AdaptationSet");
        assertThat(sets).extracting(set -> set.getAttribute("contentType")).containsExactly("video", "audio");
        List<Element> qualities = all(sets.getFirst(), "Representation");
        assertThat(qualities).extracting(one -> one.getAttribute("codecs")).containsOnly("avc1.64001f");
        assertThat(all(sets.get(1), "Representation"))
                .extracting(one -> one.getAttribute("codecs"))
                .containsExactly("mp4a.40.2");
        Element template = all(qualities.getFirst(), "SegmentTemplate").getFirst();
        assertThat(template.getAttribute("media")).isEqualTo("s/video/$Number$.m4s");
        assertThat(template.getAttribute("startNumber")).isEqualTo("2");
        assertThat(template.getAttribute("presentationTimeOffset")).isEqualTo("0");
        assertThat(all(template, "S"))
                .extracting(s -> s.getAttribute("t"))
                .containsExactly("4000", "6000", "8000", "10000");
        assertThat(all(qualities.get(1), "S"))
                .extracting(s -> s.getAttribute("t"))
                .containsExactly("8000", "10000");
    }

    @Test
    void whatHasEndedIsStaticAndAsLongAsItWas() throws Exception {
        Element mpd = manifest(true).getDocumentElement();

        assertThat(mpd.getAttribute("type")).isEqualTo("static");
        assertThat(Duration.parse(mpd.getAttribute("mediaPresentationDuration")))
                .hasSeconds(76);
        assertThat(mpd.getAttribute("availabilityStartTime")).isEmpty();
    }
}
