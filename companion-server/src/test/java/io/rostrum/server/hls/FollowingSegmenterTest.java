package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.model.MediaSegment;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.http.FixedBody;
import io.rostrum.server.http.Response;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What FFmpeg made (`foreign/README.md`), published again and again without end, and a rendition with the same
/// pictures
/// that comes later.
@ExtendWith(LeakGuard.class)
class FollowingSegmenterTest {
    private final MemoryStore store = new MemoryStore();
    private final HlsStream source = new HlsStream(
            "cam",
            "s",
            HlsConfig.DEFAULT,
            store,
            new MemoryBudget(HlsConfig.DEFAULT),
            SegmentEncryption.NONE,
            _ -> {},
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
            () -> 0L);
    private final List<MediaMessage> media = new ArrayList<>();
    private HlsRendition rendition;

    @BeforeEach
    void read() throws Exception {
        List<FlvTag> tags = tags();
        long length =
                40 + tags.stream().mapToLong(FlvTag::timestampMillis).max().orElseThrow();
        for (int round = 0; round < 14; round++) {
            for (FlvTag tag : tags) {
                Kind kind = switch (tag.type()) {
                    case AUDIO -> Kind.AUDIO;
                    case VIDEO -> Kind.VIDEO;
                    case SCRIPT -> Kind.DATA;
                };
                media.add(MediaMessage.of(
                        kind, round * length + tag.timestampMillis(), tag.body().retainedDuplicate()));
            }
        }
        tags.forEach(tag -> tag.body().release());
        rendition = new Presentation(source).add("r", "240p", 300_000);
    }

    private static List<FlvTag> tags() throws Exception {
        try (InputStream in = FollowingSegmenterTest.class.getResourceAsStream("/foreign/avc-aac.flv")) {
            ByteBuf bytes = Unpooled.wrappedBuffer(in.readAllBytes());
            FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
            List<FlvTag> tags = new ArrayList<>();
            while (true) {
                switch (reader.read(bytes)) {
                    case FlvReader.Result.Tag(FlvTag tag) -> tags.add(tag);
                    case FlvReader.Result.NeedMoreData _ -> {
                        bytes.release();
                        return tags;
                    }
                    case FlvReader.Result.Header _, FlvReader.Result.Unused _ -> {}
                }
            }
        }
    }

    @AfterEach
    void forget() {
        source.end();
        rendition.end();
        source.forget();
        rendition.stream().forget();
        media.forEach(MediaMessage::close);
    }

    private static MediaPlaylist playlist(HlsStream stream) throws Exception {
        return new MediaPlaylistParser()
                .readPlaylist(stream.playlists().orElseThrow().media());
    }

    /// The source is `ahead` messages ahead of the rendition.
    private void publish(int from, int to, int ahead) {
        for (int i = from; i < to; i++) {
            source.message(media.get(i));
            if (i - ahead >= from) {
                rendition.message(media.get(i - ahead));
            }
        }
    }

    private static List<String> segments(MediaPlaylist playlist) {
        List<String> lines = new ArrayList<>();
        long number = playlist.mediaSequence();
        for (MediaSegment segment : playlist.mediaSegments()) {
            lines.add(number++ + " " + segment.duration() + " "
                    + segment.programDateTime().orElseThrow() + (segment.discontinuity() ? " discontinuity" : ""));
        }
        return lines;
    }

    private long gaps() {
        String text = rendition.stream().playlists().orElseThrow().media();
        return text.lines().filter("#EXT-X-GAP"::equals).count();
    }

    @Test
    void segmentsHaveTheNumbersTheLengthsAndTheDatesOfTheSource() throws Exception {
        publish(0, media.size(), 25);

        List<String> ofSource = segments(playlist(source));
        List<String> ofRendition = segments(playlist(rendition.stream()));
        assertThat(ofRendition.size()).isGreaterThanOrEqualTo(4);
        assertThat(ofSource).containsAll(ofRendition);
        assertThat(gaps()).isZero();
        assertThat(playlist(rendition.stream()).targetDuration())
                .isEqualTo(playlist(source).targetDuration());
    }

    private static List<String> parts(HlsStream stream) {
        return stream.playlists()
                .orElseThrow()
                .media()
                .lines()
                .filter(line -> line.startsWith("#EXT-X-PART:"))
                .toList();
    }

    private static byte[] bytes(HlsStream stream, String file) {
        ByteBuf media = stream.media(file).orElseThrow();
        byte[] bytes = ByteBufUtil.getBytes(media);
        media.release();
        return bytes;
    }

    /// As far back as the source, which is further, lists any.
    private void assertPartsAreTheSources() {
        long from = sequence(parts(source).getFirst());
        assertThat(parts(source))
                .containsAll(parts(rendition.stream()).stream()
                        .filter(part -> sequence(part) >= from)
                        .toList());
    }

    private static long sequence(String part) {
        int uri = part.indexOf("URI=\"") + 5;
        return Long.parseLong(part.substring(uri, part.indexOf('-', uri)));
    }

    /// Each part listed, in the segment that is whole.
    private void assertSegmentsAreTheirParts() {
        HlsStream made = rendition.stream();
        var byOne = new TreeMap<String, ByteBuf>();
        for (String part : parts(made)) {
            String uri = part.substring(part.indexOf("URI=\"") + 5, part.indexOf(".m4s") + 4);
            byOne.computeIfAbsent(uri.substring(0, uri.indexOf('-')), _ -> Unpooled.buffer())
                    .writeBytes(bytes(made, uri));
        }
        byOne.forEach((segment, joined) -> {
            made.media(segment + ".m4s").ifPresent(whole -> {
                assertThat(ByteBufUtil.equals(whole, joined)).isTrue();
                whole.release();
            });
            joined.release();
        });
    }

    @Test
    void partsAreThoseOfTheSource() {
        publish(0, media.size(), 12);

        assertThat(parts(rendition.stream())).hasSizeGreaterThan(8);
        assertPartsAreTheSources();
        assertSegmentsAreTheirParts();
    }

    @Test
    void eachPlaylistTellsHowFarTheOtherIs() throws Exception {
        publish(0, media.size(), 12);

        String ofSource = text(source.mediaPlaylist(false).orElseThrow());
        String ofRendition = text(rendition.stream().mediaPlaylist(false).orElseThrow());
        assertThat(ofSource)
                .contains(rendition.stream().playlists().orElseThrow().report());
        assertThat(ofSource).contains("#EXT-X-RENDITION-REPORT:URI=\"../r/media.m3u8\",LAST-MSN=");
        assertThat(ofRendition).contains("#EXT-X-RENDITION-REPORT:URI=\"../s/media.m3u8\",LAST-MSN=");
    }

    private static String text(FixedBody body) {
        return Response.of("text/plain", body).body().toString(StandardCharsets.UTF_8);
    }

    @Test
    void aBreakWithinASegmentListsEachPartOnce() {
        int within = media.size() / 2 + 9;
        publish(0, within, 0);
        List<String> listed = parts(rendition.stream());
        long whole = rendition.wholeUpToMillis();

        rendition.restart();
        media.subList(0, within).stream()
                .filter(message -> message.sequenceHeader() || message.timestampMillis() >= whole)
                .forEach(rendition::message);

        assertThat(parts(rendition.stream())).isEqualTo(listed);
        publish(within, media.size(), 0);
        assertThat(gaps()).isZero();
        assertPartsAreTheSources();
        assertSegmentsAreTheirParts();
    }

    @Test
    void itsEndIsTheSourcesEnd() throws Exception {
        publish(0, media.size(), 25);
        source.end();
        rendition.sourceEnded();
        media.subList(media.size() - 25, media.size()).forEach(rendition::message);

        rendition.flush();

        assertThat(segments(playlist(rendition.stream()))).isEqualTo(segments(playlist(source)));
        assertThat(playlist(rendition.stream()).ongoing()).isFalse();
    }

    @Test
    void whatComesAgainAfterABreakLeavesNoHole() throws Exception {
        int half = media.size() / 2;
        publish(0, half, 0);
        long whole = rendition.wholeUpToMillis();

        rendition.restart();
        media.subList(0, half).stream()
                .filter(message -> message.sequenceHeader() || message.timestampMillis() >= whole)
                .forEach(rendition::message);
        publish(half, media.size(), 0);

        assertThat(segments(playlist(source))).containsAll(segments(playlist(rendition.stream())));
        assertThat(gaps()).isZero();
    }

    @Test
    void whatNeverComesIsAGapAndTheVariantIsNotListedMeanwhile() throws Exception {
        int third = media.size() / 3;
        publish(0, third, 0);
        assertThat(rendition.variant()).isPresent();
        rendition.restart();
        for (int i = third; i < 2 * third; i++) {
            source.message(media.get(i));
        }

        assertThat(gaps()).isPositive();
        assertThat(rendition.variant()).isEmpty();
        assertThat(segments(playlist(source))).containsAll(segments(playlist(rendition.stream())));

        publish(2 * third, media.size(), 0);

        assertThat(rendition.variant()).isPresent();
        assertThat(segments(playlist(source))).containsAll(segments(playlist(rendition.stream())));
    }

    @Test
    void aBreakOfTheSourceIsABreakOfTheRenditionUnderTheSameNumber() throws Exception {
        int half = media.size() / 2;
        publish(0, half, 0);
        source.interrupted();
        rendition.flush();
        publish(0, 3, 0); // metadata and headers come again
        publish(half, media.size(), 0);

        assertThat(segments(playlist(source))).anyMatch(line -> line.endsWith("discontinuity"));
        assertThat(segments(playlist(source))).containsAll(segments(playlist(rendition.stream())));
        assertThat(segments(playlist(rendition.stream()))).anyMatch(line -> line.endsWith("discontinuity"));
    }

    @Test
    void theVariantTellsTheRateOfTheSourceAndNoLessThanItMayTake() {
        publish(0, media.size(), 0);

        var own = rendition.variant().orElseThrow();
        var ofSource = source.playlists().orElseThrow().variant();
        assertThat(own.video().orElseThrow().frameRate())
                .isEqualTo(ofSource.video().orElseThrow().frameRate());
        assertThat(own.peakBitsPerSecond()).isGreaterThanOrEqualTo(300_000);
        assertThat(own.uri()).isEqualTo("r/media.m3u8");
        assertThat(own.codecs()).isEqualTo(ofSource.codecs());
    }
}
