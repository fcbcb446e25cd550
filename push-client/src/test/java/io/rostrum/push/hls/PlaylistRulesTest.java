package io.rostrum.push.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.hls.Checklist.Outcome;
import io.rostrum.push.hls.Checklist.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Playlists of the specification, and what becomes of the verdict when one line of them is wrong.
class PlaylistRulesTest {
    /// draft-pantos-hls-rfc8216bis §9.8, shortened, and with the `CAN-SKIP-UNTIL` that §4.4.3.8 asks for.
    private static final String LOW_LATENCY = """
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXT-X-VERSION:6
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.0,CAN-SKIP-UNTIL=24.0
            #EXT-X-PART-INF:PART-TARGET=1.00002
            #EXT-X-MEDIA-SEQUENCE:269
            #EXT-X-PROGRAM-DATE-TIME:2019-02-14T02:13:48.106Z
            #EXT-X-MAP:URI="init.mp4"
            #EXTINF:4.00008,
            fileSequence269.mp4
            #EXTINF:4.00008,
            fileSequence270.mp4
            #EXT-X-PART:DURATION=1.00002,URI="filePart271.0.mp4",INDEPENDENT=YES
            #EXT-X-PART:DURATION=1.00002,URI="filePart271.1.mp4"
            #EXT-X-PART:DURATION=1.00002,URI="filePart271.2.mp4"
            #EXT-X-PART:DURATION=1.00002,URI="filePart271.3.mp4"
            #EXTINF:4.00008,
            fileSequence271.mp4
            #EXT-X-PROGRAM-DATE-TIME:2019-02-14T02:14:00.106Z
            #EXT-X-PART:DURATION=1.00002,URI="filePart272.a.mp4",INDEPENDENT=YES
            #EXT-X-PART:DURATION=1.00002,URI="filePart272.b.mp4"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="filePart272.c.mp4"
            #EXT-X-RENDITION-REPORT:URI="../1M/waitForMSN.php",LAST-MSN=272,LAST-PART=1
            #EXT-X-RENDITION-REPORT:URI="../4M/waitForMSN.php",LAST-MSN=272,LAST-PART=0
            """;

    /// The same, two parts and the end of a segment later.
    private static final String LATER = LOW_LATENCY
            .replace("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"filePart272.c.mp4\"\n", """
            #EXT-X-PART:DURATION=1.00002,URI="filePart272.c.mp4"
            #EXT-X-PART:DURATION=1.00002,URI="filePart272.d.mp4"
            #EXTINF:4.00008,
            fileSequence272.mp4
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="filePart273.0.mp4"
            """)
            .replace("#EXT-X-MEDIA-SEQUENCE:269", "#EXT-X-MEDIA-SEQUENCE:270")
            .replace("#EXTINF:4.00008,\nfileSequence269.mp4\n", "")
            .replace("#EXT-X-PROGRAM-DATE-TIME:2019-02-14T02:13:48.106Z\n", "");

    private final Checklist checklist = new Checklist();
    private final PlaylistRules rules = new PlaylistRules(checklist);

    private Set<String> broken() {
        return checklist.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAULT)
                .map(verdict -> verdict.rule().id())
                .collect(Collectors.toSet());
    }

    private static String change(String text, String from, String to) {
        String changed = text.replace(from, to.replace("|", "\n"));
        assertThat(changed).isNotEqualTo(text);
        return changed;
    }

    @Test
    void thePlaylistsOfTheSpecificationAreRight() {
        rules.one("it", MediaPlaylist.parse(LOW_LATENCY));
        rules.one("it", MediaPlaylist.parse(LATER));
        rules.next("it", MediaPlaylist.parse(LOW_LATENCY), MediaPlaylist.parse(LATER), 2);

        assertThat(checklist.verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.FAULT)
                .isEmpty();
        assertThat(checklist.verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.PASS)
                .extracting(verdict -> verdict.rule().id())
                .contains("target-duration", "part-length", "hold-back", "append-only", "media-sequence", "date-time");
    }

    @Test
    void aStreamThatHasJustBegunMayBeShort() {
        String begun = """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:4
            #EXT-X-MEDIA-SEQUENCE:0
            #EXTINF:4.00000,
            a.ts
            """;

        rules.one("it", MediaPlaylist.parse(begun));
        assertThat(broken()).isEmpty();

        rules.one("it", MediaPlaylist.parse(begun.replace("SEQUENCE:0", "SEQUENCE:1")));
        assertThat(broken()).containsExactly("length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#EXTINF:4.00008,|fileSequence270; #EXTINF:4.50008,|fileSequence270; target-duration",
                "#EXT-X-TARGETDURATION:4; #EXT-X-TARGETDURATION:4.0; syntax target-duration length old-parts",
                "#EXTM3U; #EXTM3; syntax",
                "PART-HOLD-BACK=3.0; PART-HOLD-BACK=2.0; hold-back",
                "CAN-SKIP-UNTIL=24.0; CAN-SKIP-UNTIL=12.0; hold-back",
                "#EXT-X-PART-INF:PART-TARGET=1.00002; #EXT-X-X; part-inf",
                "DURATION=1.00002,URI=\"filePart271.1; DURATION=1.20002,URI=\"filePart271.1; part-inf",
                "DURATION=1.00002,URI=\"filePart271.1; DURATION=0.80002,URI=\"filePart271.1; part-length",
                "#EXT-X-VERSION:6; #EXT-X-VERSION:5; version",
                "#EXT-X-PROGRAM-DATE-TIME:2019-02-14T02:13:48.106Z|; #x|; date-time",
                "#EXT-X-MAP:URI=\"init.mp4\"; #EXT-X-MAP:URI=\"init.mp4\"|#EXT-X-KEY:METHOD=AES-128; key",
                "#EXT-X-MAP:URI=\"init.mp4\"; #EXT-X-MAP:URI=\"init.mp4\"|#EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=0x1g; key",
                "#EXT-X-MAP:URI=\"init.mp4\"; #EXT-X-MAP:URI=\"init.mp4\"|#EXT-X-KEY:METHOD=ROT-13,URI=\"a\"; key",
                "#EXT-X-PART:DURATION=1.00002,URI=\"filePart271.1; #EXT-X-DISCONTINUITY|#EXT-X-PART:DURATION=1.00002,URI=\"filePart271.1; syntax date-time",
            })
    void aWrongLineBreaksItsRule(String from, String to, String expected) {
        String text = change(LOW_LATENCY, from.replace("|", "\n"), to);

        rules.one("it", MediaPlaylist.parse(text));

        assertThat(broken()).isSubsetOf(expected.split(" ", -1)).contains(expected.split(" ", -1)[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fileSequence271.mp4; fileSequence271x.mp4; append-only",
                "#EXT-X-MEDIA-SEQUENCE:270; #EXT-X-MEDIA-SEQUENCE:268; media-sequence",
                "#EXT-X-TARGETDURATION:4; #EXT-X-TARGETDURATION:5; target-duration",
                "filePart272.b.mp4; filePart272.bb.mp4; append-only",
                "#EXT-X-VERSION:6; #EXT-X-VERSION:6|#EXT-X-PLAYLIST-TYPE:EVENT; live-type",
                "#EXT-X-VERSION:6; #EXT-X-VERSION:6|#EXT-X-DISCONTINUITY-SEQUENCE:1; discontinuity-sequence",
            })
    void aWrongUpdateBreaksItsRule(String from, String to, String expected) {
        MediaPlaylist before = MediaPlaylist.parse(
                change(LOW_LATENCY, "#EXT-X-VERSION:6", "#EXT-X-VERSION:6|#EXT-X-DISCONTINUITY-SEQUENCE:0"));
        String later = LATER.replace("#EXT-X-VERSION:6", "#EXT-X-VERSION:6\n#EXT-X-DISCONTINUITY-SEQUENCE:0");
        String text = expected.equals("discontinuity-sequence") ? change(LATER, from, to) : change(later, from, to);

        rules.next("it", before, MediaPlaylist.parse(text), 2);

        assertThat(broken()).containsExactly(expected);
    }

    @Test
    void aSegmentThatDoesNotComeIsLate() {
        MediaPlaylist playlist = MediaPlaylist.parse(LOW_LATENCY);

        rules.next("it", playlist, playlist, 6.1);

        assertThat(broken()).containsExactly("in-time");
    }

    @Test
    void partsFarFromTheEndAreTooOld() {
        String tail = "#EXTINF:4.0,\nx%d.mp4\n".formatted(1)
                + "#EXTINF:4.0,\nx%d.mp4\n".formatted(2)
                + "#EXTINF:4.0,\nx%d.mp4\n".formatted(3)
                + "#EXTINF:4.0,\nx%d.mp4\n".formatted(4);

        rules.one("it", MediaPlaylist.parse(LATER.replace("#EXT-X-PRELOAD-HINT", tail + "#EXT-X-PRELOAD-HINT")));

        assertThat(broken()).containsExactly("old-parts");
    }

    /// draft-pantos-hls-rfc8216bis §9.9: a delta update.
    @Test
    void whatADeltaUpdateSkipsIsCounted() {
        MediaPlaylist delta = MediaPlaylist.parse(LOW_LATENCY
                .replace("#EXT-X-VERSION:6", "#EXT-X-VERSION:9")
                .replace("#EXT-X-MEDIA-SEQUENCE:269", "#EXT-X-MEDIA-SEQUENCE:266\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3"));

        assertThat(delta.segments().getFirst().sequence()).isEqualTo(269);
        assertThat(delta.lastSequence()).isEqualTo(271);
        rules.one("it", delta);
        assertThat(broken()).isEmpty();
    }

    /// RFC 8216 §8.1: a simple media playlist that has ended.
    @Test
    void thePlainestPlaylistIsRight() {
        rules.one("it", MediaPlaylist.parse("""
                #EXTM3U
                #EXT-X-TARGETDURATION:10
                #EXT-X-VERSION:3
                #EXTINF:9.009,
                http://media.example.com/first.ts
                #EXTINF:9.009,
                http://media.example.com/second.ts
                #EXTINF:3.003,
                http://media.example.com/third.ts
                #EXT-X-ENDLIST
                """));

        List<Verdict> verdicts = checklist.verdicts();
        assertThat(broken()).isEmpty();
        assertThat(verdicts.stream()
                        .filter(verdict -> verdict.outcome() == Outcome.PASS)
                        .map(verdict -> verdict.rule().id()))
                .containsExactlyInAnyOrder("syntax", "target-duration", "version");
        assertThat(verdicts).hasSize(HlsRule.values().length);
    }

    /// RFC 8216 §8.4, with what §4.4.6.2 of the draft asks for.
    @Test
    void variantsMustSayWhatTheyAre() {
        String text = """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=1280000,AVERAGE-BANDWIDTH=1000000,CODECS="avc1.4d401f,mp4a.40.2",RESOLUTION=640x360
                http://example.com/low.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=65000,CODECS="mp4a.40.5"
                http://example.com/audio-only.m3u8
                """;
        VariantRules variants = new VariantRules(checklist);

        variants.multivariant("it", MultivariantPlaylist.parse(text));
        assertThat(broken()).isEmpty();
        variants.multivariant("it", MultivariantPlaylist.parse(text.replace(",RESOLUTION=640x360", "")));
        assertThat(broken()).containsExactly("variants");
    }
}
