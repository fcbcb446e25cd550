package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Streams that FFmpeg made (`foreign/README.md`), put through the segmenter.
@ExtendWith(LeakGuard.class)
class HlsStreamTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final List<String> warned = new ArrayList<>();
    private HlsStream stream = stream("cam", new MemoryBudget(HlsConfig.DEFAULT), HlsConfig.DEFAULT);

    private HlsStream stream(String name, MemoryBudget budget, HlsConfig config) {
        return new HlsStream(
                name,
                "t",
                config,
                store,
                budget,
                warning -> warned.add(name + " " + warning.name()),
                InstantSource.fixed(NOON),
                () -> 0L);
    }

    private static HlsConfig memory(int streamBytes, int totalBytes) {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        return new HlsConfig(
                otherwise.segment(),
                otherwise.part(),
                otherwise.longest(),
                otherwise.window(),
                otherwise.keepEnded(),
                streamBytes,
                totalBytes);
    }

    @AfterEach
    void forget() {
        stream.end();
        stream.forget();
    }

    private static List<FlvTag> tags(String file) throws Exception {
        try (InputStream in = HlsStreamTest.class.getResourceAsStream("/foreign/" + file)) {
            ByteBuf bytes = Unpooled.wrappedBuffer(in.readAllBytes());
            FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
            List<FlvTag> tags = new ArrayList<>();
            while (true) {
                switch (reader.read(bytes)) {
                    case FlvReader.Result.Tag(FlvTag tag) -> tags.add(tag);
                    case FlvReader.Result.NeedMoreData _ -> {
                        return tags;
                    }
                    case FlvReader.Result.Header _, FlvReader.Result.Unused _ -> {}
                }
            }
        }
    }

    /// {@return time after the last tag}
    private long feed(List<FlvTag> tags, long offsetMillis, Predicate<MediaMessage.Kind> wanted) {
        long last = offsetMillis;
        for (FlvTag tag : tags) {
            MediaMessage.Kind kind = switch (tag.type()) {
                case AUDIO -> MediaMessage.Kind.AUDIO;
                case VIDEO -> MediaMessage.Kind.VIDEO;
                case SCRIPT -> MediaMessage.Kind.DATA;
            };
            if (wanted.test(kind)) {
                last = Math.max(last, offsetMillis + tag.timestampMillis());
                stream.message(MediaMessage.of(kind, offsetMillis + tag.timestampMillis(), tag.body()));
            }
        }
        return last + 40;
    }

    /// Two seconds, so that the first segment ends.
    private long feedTwice(long offsetMillis) throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        return feed(tags, feed(tags, offsetMillis, _ -> true), _ -> true);
    }

    private String multivariant() {
        return new MultivariantPlaylist(List.of(stream.playlists().orElseThrow().variant())).render();
    }

    private MediaPlaylist playlist() throws Exception {
        return new MediaPlaylistParser()
                .readPlaylist(stream.playlists().orElseThrow().media());
    }

    @Test
    void listsWhatTheStreamHoldsFromItsFirstKeyFrameToItsEnd() throws Exception {
        long end = feed(tags("avc-aac.flv"), 0, _ -> true);
        stream.end();

        MediaPlaylist playlist = playlist();
        double seconds =
                playlist.mediaSegments().stream().mapToDouble(s -> s.duration()).sum();
        assertThat(seconds).isBetween(end / 1000.0 - 0.1, end / 1000.0 + 0.1);
        assertThat(playlist.ongoing()).isFalse();
        assertThat(playlist.mediaSegments())
                .allSatisfy(s -> assertThat(Math.round(s.duration())).isLessThanOrEqualTo(playlist.targetDuration()));
        assertThat(playlist.mediaSegments()
                        .getFirst()
                        .programDateTime()
                        .orElseThrow()
                        .toInstant())
                .isEqualTo(NOON);
        assertThat(multivariant()).contains("avc1.", "mp4a.40.2", "RESOLUTION=");
    }

    @Test
    void everySegmentListedIsThereAndIsAMovieFragment() throws Exception {
        feed(tags("avc-aac.flv"), 0, _ -> true);
        stream.end();

        assertThat(boxes("init-0.mp4")).containsExactly("ftyp", "moov");
        for (var segment : playlist().mediaSegments()) {
            assertThat(boxes(segment.uri()).subList(0, 3)).containsExactly("styp", "moof", "mdat");
        }
    }

    private List<String> boxes(String file) {
        ByteBuf bytes = stream.media(file).orElseThrow();
        List<String> types = new ArrayList<>();
        while (bytes.isReadable()) {
            int size = bytes.readInt();
            types.add(bytes.readCharSequence(4, StandardCharsets.US_ASCII).toString());
            bytes.skipBytes(size - 8);
        }
        bytes.release();
        return types;
    }

    @Test
    void aReturnOfThePublisherIsADiscontinuityWithoutANewInitializationSection() throws Exception {
        long end = feedTwice(0);
        stream.interrupted();
        feed(tags("avc-aac.flv"), end, _ -> true);
        stream.end();

        assertThat(playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        assertThat(stream.media("init-1.mp4")).isEmpty();
    }

    @Test
    void otherParametersAreADiscontinuityWithANewInitializationSection() throws Exception {
        long end = feedTwice(0);
        feed(tags("aac-mono-44100.flv"), end, _ -> true);
        feed(tags("avc-aac.flv"), end + 100, kind -> kind == MediaMessage.Kind.VIDEO);
        stream.end();

        var changed = playlist().mediaSegments().stream()
                .filter(s -> s.discontinuity())
                .toList();
        assertThat(changed).hasSize(1);
        assertThat(changed.getFirst().segmentMap().orElseThrow().uri()).isEqualTo("init-1.mp4");
    }

    /// The rate of sound is the time scale of its track: what waits in one must not be counted in the other.
    @Test
    void soundOfAnotherRateBeginsAnewAndTheStreamGoesOn() throws Exception {
        List<FlvTag> pictures = tags("avc-aac.flv");
        List<FlvTag> otherSound = tags("aac-mono-44100.flv");
        long at = feedTwice(0);
        feed(pictures.stream().filter(tag -> tag.timestampMillis() < 400).toList(), at, _ -> true);
        at += 440;
        for (int i = 0; i < 6; i++) {
            List<FlvTag> first =
                    pictures.stream().filter(tag -> tag.timestampMillis() < 20).toList();
            feed(otherSound.subList(0, 2), at, _ -> true);
            feed(first, at, kind -> kind == MediaMessage.Kind.VIDEO);
            feed(otherSound, at, _ -> true);
            at = feed(
                    pictures.subList(pictures.indexOf(first.getLast()) + 1, pictures.size()),
                    at,
                    kind -> kind == MediaMessage.Kind.VIDEO);
        }
        stream.end();

        assertThat(warned).isEmpty();
        assertThat(playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        assertThat(maps()).containsExactly("init-0.mp4", "init-1.mp4");
    }

    @Test
    void aHoleInSoundAloneIsADiscontinuityAndNoneOfItIsListed() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        long at = 0;
        for (int i = 0; i < 6; i++) {
            at = feed(tags, at + (i == 3 ? 20_000 : 0), kind -> kind == MediaMessage.Kind.AUDIO);
        }
        stream.end();

        assertThat(playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        double seconds = playlist().mediaSegments().stream()
                .mapToDouble(s -> s.duration())
                .sum();
        assertThat(seconds).isBetween(5.0, 7.0);
    }

    /// Lines of the newest playlist that begin so, without that.
    private List<String> lines(String tag) {
        return stream.playlists()
                .orElseThrow()
                .media()
                .lines()
                .filter(line -> line.startsWith(tag))
                .map(line -> line.substring(tag.length()))
                .toList();
    }

    private static String quoted(String attributes, String name) {
        int from = attributes.indexOf(name + "=\"") + name.length() + 2;
        return attributes.substring(from, attributes.indexOf('"', from));
    }

    private byte[] bytes(String file) {
        ByteBuf media = stream.media(file).orElseThrow();
        byte[] bytes = ByteBufUtil.getBytes(media);
        media.release();
        return bytes;
    }

    /// {@return all that was ever listed as a part, by segment, with its attributes}
    private Map<Long, List<String>> feedAndCollectParts(
            List<FlvTag> tags, int rounds, Predicate<MediaMessage.Kind> wanted) {
        TreeMap<Long, List<String>> parts = new TreeMap<>();
        long at = 0;
        for (int i = 0; i < rounds; i++) {
            for (FlvTag tag : tags) {
                feed(List.of(tag), at, wanted);
                if (stream.playlists().isPresent()) {
                    collect(parts);
                }
            }
            at += 40 + tags.stream().mapToLong(FlvTag::timestampMillis).max().orElseThrow();
        }
        return parts;
    }

    private void collect(Map<Long, List<String>> parts) {
        for (String part : lines("#EXT-X-PART:")) {
            String uri = quoted(part, "URI");
            List<String> ofSegment =
                    parts.computeIfAbsent(Long.parseLong(uri.substring(0, uri.indexOf('-'))), _ -> new ArrayList<>());
            if (!ofSegment.contains(part)) {
                ofSegment.add(part);
            }
        }
    }

    @Test
    void aSegmentIsWhatItsPartsWere() throws Exception {
        var parts = feedAndCollectParts(tags("avc-aac.flv"), 5, _ -> true);
        stream.end();
        collect(parts);

        double target = Double.parseDouble(lines("#EXT-X-PART-INF:PART-TARGET=").getFirst());
        assertThat(parts).hasSizeGreaterThan(3);
        for (var segment : parts.entrySet()) {
            ByteBuf joined = Unpooled.buffer();
            double seconds = 0;
            List<String> listed = segment.getValue();
            for (int i = 0; i < listed.size(); i++) {
                byte[] part = bytes(quoted(listed.get(i), "URI"));
                joined.writeBytes(part);
                double duration = Double.parseDouble(listed.get(i)
                        .substring("DURATION=".length(), listed.get(i).indexOf(',')));
                seconds += duration;
                assertThat(duration).isLessThanOrEqualTo(target);
                if (i < listed.size() - 1) {
                    assertThat(duration).isGreaterThanOrEqualTo(0.85 * target);
                }
                assertThat(listed.get(i).contains("INDEPENDENT=YES")).isEqualTo(i == 0);
                assertThat(boxes(quoted(listed.get(i), "URI"))).endsWith("moof", "mdat");
            }
            assertThat(ByteBufUtil.getBytes(joined)).isEqualTo(bytes(segment.getKey() + ".m4s"));
            joined.release();
            int index = (int) (segment.getKey() - playlist().mediaSequence());
            assertThat(playlist().mediaSegments().get(index).duration()).isEqualTo(seconds, within(0.0005));
        }
        assertThat(store.bytes()).isEqualTo(held());
    }

    /// {@return bytes of what can be asked for, each counted once}
    private long held() throws Exception {
        long sum = bytes("init-0.mp4").length;
        for (var segment : playlist().mediaSegments()) {
            sum += bytes(segment.uri()).length;
        }
        return sum;
    }

    @Test
    void soundAloneComesInPartsToo() throws Exception {
        var parts = feedAndCollectParts(tags("avc-aac.flv"), 6, kind -> kind == MediaMessage.Kind.AUDIO);

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.values())
                .allSatisfy(ofSegment -> assertThat(ofSegment)
                        .allSatisfy(part -> assertThat(part).contains("INDEPENDENT=YES")));
    }

    @Test
    void theNextPartIsHintedAndCanBeWaitedFor() throws Exception {
        long end = feedTwice(0);
        String hinted = quoted(lines("#EXT-X-PRELOAD-HINT:TYPE=PART,").getFirst(), "URI");
        assertThat(stream.media(hinted)).isEmpty();
        var there = stream.awaitHinted(hinted).orElseThrow();
        assertThat(there).isNotDone();
        assertThat(stream.awaitHinted("999-0.m4s")).isEmpty();

        feed(tags("avc-aac.flv"), end, _ -> true);

        assertThat(there).isDone();
        assertThat(bytes(hinted)).isNotEmpty();
        assertThat(lines("#EXT-X-PART:").stream().map(part -> quoted(part, "URI")))
                .contains(hinted);
    }

    @Test
    void aReturnOfThePublisherIsADiscontinuityBeforeItsFirstPart() throws Exception {
        long end = feedTwice(0);
        stream.interrupted();
        String hinted = quoted(lines("#EXT-X-PRELOAD-HINT:TYPE=PART,").getFirst(), "URI");
        var there = stream.awaitHinted(hinted).orElseThrow();
        List<FlvTag> tags = tags("avc-aac.flv");
        feed(tags.stream().filter(tag -> tag.timestampMillis() < 400).toList(), end + 5_000, _ -> true);

        assertThat(there).isDone();
        List<String> text = stream.playlists().orElseThrow().media().lines().toList();
        int discontinuity = text.indexOf("#EXT-X-DISCONTINUITY");
        assertThat(text.get(discontinuity + 1)).startsWith("#EXT-X-PROGRAM-DATE-TIME:");
        assertThat(text.get(discontinuity + 2)).contains(hinted, "INDEPENDENT=YES");
    }

    @Test
    void withoutPartsThereAreOnlySegments() throws Exception {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        HlsConfig config = new HlsConfig(
                otherwise.segment(),
                Duration.ZERO,
                otherwise.longest(),
                otherwise.window(),
                otherwise.keepEnded(),
                otherwise.streamBytes(),
                otherwise.totalBytes());
        stream = stream("cam", new MemoryBudget(config), config);
        feed(tags("avc-aac.flv"), feedTwice(0), _ -> true);

        assertThat(stream.playlists().orElseThrow().media())
                .doesNotContain("PART")
                .contains("CAN-BLOCK-RELOAD=YES");
        for (var segment : playlist().mediaSegments()) {
            assertThat(boxes(segment.uri())).containsExactly("styp", "moof", "mdat");
        }
    }

    private List<String> maps() throws Exception {
        return playlist().mediaSegments().stream()
                .flatMap(s -> s.segmentMap().stream())
                .map(map -> map.uri())
                .toList();
    }

    @Test
    void aPublisherWhoComesBackWithSoundOnlyIsHeard() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        long at = feedTwice(0);
        stream.interrupted();
        int before = playlist().mediaSegments().size();
        for (int i = 0; i < 6; i++) {
            at = feed(tags, at, kind -> kind == MediaMessage.Kind.AUDIO);
        }

        assertThat(playlist().mediaSegments()).hasSizeGreaterThan(before + 2);
        assertThat(maps()).containsExactly("init-0.mp4", "init-1.mp4");
        assertThat(multivariant()).contains("CODECS=\"mp4a.40.2\"");
    }

    @Test
    void aPublisherWhoComesBackWithPicturesOnlyPromisesNoSound() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        long at = feedTwice(0);
        stream.interrupted();
        for (int i = 0; i < 2; i++) {
            at = feed(tags, at, kind -> kind == MediaMessage.Kind.VIDEO);
        }

        assertThat(maps()).containsExactly("init-0.mp4", "init-1.mp4");
        assertThat(multivariant()).contains("avc1.").doesNotContain("mp4a");
    }

    @Test
    void anInterruptionOfTheFirstSegmentDoesNotSetTheTargetDuration() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        feed(tags.stream().filter(tag -> tag.timestampMillis() < 300).toList(), 0, _ -> true);
        stream.interrupted();
        assertThat(stream.playlists()).isEmpty();
        List<FlvTag> firstKeyFrameOnly = new ArrayList<>();
        List<FlvTag> noKeyFrame = new ArrayList<>();
        for (FlvTag tag : tags) {
            if (tag.type() != FlvTagType.VIDEO) {
                continue;
            }
            boolean key =
                    MediaMessage.of(MediaMessage.Kind.VIDEO, 0, tag.body()).keyFrame();
            if (!key || firstKeyFrameOnly.size() < 2) {
                firstKeyFrameOnly.add(tag);
            }
            if (!key) {
                noKeyFrame.add(tag);
            }
        }
        long at = 300;
        for (int i = 0; i < 4; i++) { // key frames 2 s apart, which do not fit into segments of 1 s
            at = feed(noKeyFrame, feed(firstKeyFrameOnly, at, _ -> true), _ -> true);
        }

        assertThat(playlist().targetDuration()).isEqualTo(2);
        assertThat(playlist().mediaSegments())
                .allSatisfy(s -> assertThat(s.duration()).isGreaterThan(1.5));
    }

    @Test
    void aStreamThatEndsInItsFirstSegmentCanStillBeWatched() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        feed(tags.stream().filter(tag -> tag.timestampMillis() < 700).toList(), 0, _ -> true);
        stream.interrupted();
        stream.end();

        assertThat(playlist().mediaSegments()).hasSize(1);
        assertThat(playlist().ongoing()).isFalse();
    }

    @Test
    void whatLeavesThePlaylistIsCounted() throws Exception {
        long at = 0;
        for (int i = 0; i < 10; i++) {
            at = feedTwice(at);
            stream.interrupted();
        }

        MediaPlaylist playlist = playlist();
        long first = playlist.mediaSequence();
        assertThat(playlist.mediaSegments().getFirst().uri()).isEqualTo(first + ".m4s");
        assertThat(first).isPositive();
        long inIt =
                playlist.mediaSegments().stream().filter(s -> s.discontinuity()).count();
        assertThat(playlist.discontinuitySequence() + inIt).isEqualTo(9);
        assertThat(playlist.discontinuitySequence()).isPositive();
    }

    @Test
    void aStreamThatNeedsMoreMemoryThanItMayHaveListsLess() throws Exception {
        HlsConfig config = memory(80_000, 1 << 20);
        stream = stream("cam", new MemoryBudget(config), config);
        long at = 0;
        for (int i = 0; i < 20; i++) {
            at = feed(tags("avc-aac.flv"), at, _ -> true);
            assertThat(store.bytes()).isLessThanOrEqualTo(80_000);
        }

        double listed = playlist().mediaSegments().stream()
                .mapToDouble(s -> s.duration())
                .sum();
        assertThat(listed).isBetween(3.0, 7.0);
        assertThat(warned).isEmpty();
    }

    @Test
    void aStreamWhoseTimeStandsStillLosesItsHlsAndNoOtherDoes() throws Exception {
        HlsConfig config = memory(80_000, 1 << 20);
        MemoryBudget budget = new MemoryBudget(config);
        HlsStream frozen = stream("frozen", budget, config);
        stream = stream("cam", budget, config);
        List<FlvTag> tags = tags("avc-aac.flv");
        for (int i = 0; i < 50; i++) {
            for (FlvTag tag : tags) {
                if (tag.type() == FlvTagType.VIDEO) {
                    frozen.message(MediaMessage.of(MediaMessage.Kind.VIDEO, 0, tag.body()));
                }
            }
        }
        long at = 0;
        for (int i = 0; i < 5; i++) {
            at = feed(tags, at, _ -> true);
        }

        assertThat(warned).containsExactly("frozen HlsMemory");
        assertThat(frozen.offBecause()).isPresent();
        assertThat(frozen.playlists()).isEmpty();
        assertThat(playlist().mediaSegments()).hasSizeGreaterThan(2);
        assertThat(budget.used()).isEqualTo(store.bytes());

        frozen.end();
        frozen.forget();
    }

    @Test
    void streamsShareTheMemoryThereIs() throws Exception {
        HlsConfig config = memory(1 << 20, 150_000);
        MemoryBudget budget = new MemoryBudget(config);
        HlsStream first = stream("first", budget, config);
        HlsStream second = stream("second", budget, config);
        long at = 0;
        for (int i = 0; i < 20; i++) {
            stream = i < 10 ? first : second;
            at = feed(tags("avc-aac.flv"), at, _ -> true);
            stream = first;
            at = feed(tags("avc-aac.flv"), at, _ -> true);
        }

        assertThat(store.bytes()).isLessThanOrEqualTo(150_000);
        assertThat(warned).isEmpty();
        first.end();
        budget.ended(first::forget);
        stream = second;
        for (int i = 0; i < 10; i++) {
            at = feed(tags("avc-aac.flv"), at, _ -> true);
        }
        assertThat(first.playlists()).isEmpty(); // what has ended gives way
        assertThat(budget.used()).isEqualTo(store.bytes());
    }

    @Test
    void soundAloneIsEnough() throws Exception {
        feed(tags("aac-mono-44100.flv"), 0, _ -> true);
        feed(tags("aac-mono-44100.flv"), 2_000, kind -> kind == MediaMessage.Kind.AUDIO);
        feed(tags("aac-mono-44100.flv"), 4_000, kind -> kind == MediaMessage.Kind.AUDIO);
        stream.end();

        assertThat(multivariant()).contains("CODECS=\"mp4a.40.2\"").doesNotContain("RESOLUTION");
    }

    @Test
    void picturesAloneAreEnough() throws Exception {
        feed(tags("avc-aac.flv"), 0, kind -> kind == MediaMessage.Kind.VIDEO);
        stream.end();

        assertThat(multivariant()).doesNotContain("mp4a");
    }

    @Test
    void whatLeftTheWindowIsForgottenInTheEnd() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        long at = 0;
        for (int i = 0; i < 40; i++) {
            at = feed(tags, at, _ -> true);
        }
        stream.end();
        assertThat(playlist().mediaSequence()).isPositive();

        stream.forget();

        assertThat(store.bytes()).isZero();
        assertThat(stream.playlists()).isEmpty();
    }
}
